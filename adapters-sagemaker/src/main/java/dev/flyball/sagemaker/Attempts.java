package dev.flyball.sagemaker;

import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Transition;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Follows updates after SageMaker has accepted them, since that promises nothing: one may fail minutes later and leave
 * the old size behind. After a failure nothing is sent for a while, longer each time; an update that does not end is
 * told, and never sent again meanwhile. One that succeeds tells how long servers take. What was sent before this
 * process was started is taken from what SageMaker says at first sight. Safe for use by several threads.
 */
final class Attempts {

    /** An update of an endpoint takes minutes, and waits for capacity at AWS for longer. */
    static final Duration LONGEST_UPDATE = Duration.ofMinutes(30);

    static final Duration FIRST_PAUSE = Duration.ofMinutes(2);
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** How long an accepted update may take to be seen. */
    private static final Duration UNSEEN = Duration.ofMinutes(1);

    private static final int MOST_DOUBLINGS = 5;

    /** An update that ended so long before it was looked for has ended nobody knows when. */
    private static final Duration LOOKED_CLOSELY = Duration.ofMinutes(5);

    private final Map<TargetId, Standing> standings = new ConcurrentHashMap<>();
    private final Set<TargetId> rested = ConcurrentHashMap.newKeySet();
    private final Growths growths = new Growths();

    /** Remembers that SageMaker accepted a change. */
    void accepted(TargetId target, Change change, Instant at) {
        standings.compute(
                target,
                (id, before) -> new Standing.UnderWay(change, at, at, true, before == null ? 0 : before.failures()));
    }

    /** Returns the fleet as it may be treated now, with what is known of when its servers were asked for. */
    Fleet judge(TargetId target, Sightings.Seen seen, Instant at) {
        boolean first = !rested.contains(target);
        if (first && !standings.containsKey(target)) {
            FirstSight.of(seen, at).ifPresent(standing -> standings.putIfAbsent(target, standing));
        }
        if (seen.fleet().transition().isEmpty()) {
            rested.add(target);
        }
        Standing standing = standings.get(target);
        Fleet judged = seen.fleet();
        if (standing instanceof Standing.Paused paused) {
            judged = paused(target, paused, seen.fleet(), at);
        } else if (standing instanceof Standing.UnderWay update) {
            judged = followed(target, update, seen, at);
        }
        return growths.told(target, judged);
    }

    /** Returns why nothing may be sent to this target now, if so. */
    Optional<String> pause(TargetId target, Instant at) {
        return standings.get(target) instanceof Standing.Paused paused && at.isBefore(paused.until())
                ? Optional.of(paused.why())
                : Optional.empty();
    }

    private Fleet followed(TargetId target, Standing.UnderWay update, Sightings.Seen seen, Instant at) {
        Fleet fleet = seen.fleet();
        if (fleet.transition().isPresent()) {
            standings.replace(target, update, update.lookedAt(at));
            return Growths.onTheWay(underWay(update, fleet, at), update.sent());
        }
        if (reached(update.asked(), fleet)) {
            standings.remove(target, update);
            grown(target, update, at);
            return fleet;
        }
        if (seen.failureReason().isEmpty() && at.isBefore(update.sent().plus(UNSEEN))) {
            return new Fleet(
                    Math.max(fleet.wanted(), update.asked().to()),
                    fleet.size(),
                    fleet.version(),
                    Optional.of(new Transition("Updating")),
                    fleet.hold(),
                    fleet.servers());
        }
        Standing.Paused failed = failed(update, fleet, seen.failureReason(), at);
        standings.replace(target, update, failed);
        return fleet.heldBy(hold(failed));
    }

    private void grown(TargetId target, Standing.UnderWay update, Instant at) {
        Change asked = update.asked();
        if (asked.serverSize().isPresent()) {
            growths.forget(target);
        } else if (update.ours()
                && asked.to() > asked.from()
                && Duration.between(update.looked(), at).compareTo(LOOKED_CLOSELY) <= 0) {
            growths.add(target, new Growths.Growth(asked.from(), asked.to(), update.sent(), at));
        }
    }

    private Fleet paused(TargetId target, Standing.Paused paused, Fleet seen, Instant at) {
        if (at.isBefore(paused.until())) {
            return seen.heldBy(hold(paused));
        }
        if (at.isAfter(paused.until().plus(LONGEST_PAUSE))) {
            standings.remove(target, paused);
        }
        return seen;
    }

    private static Fleet underWay(Standing.UnderWay update, Fleet seen, Instant at) {
        Duration taken = Duration.between(update.sent(), at);
        if (taken.compareTo(LONGEST_UPDATE) <= 0) {
            return seen;
        }
        return seen.heldBy(new WriteHold(
                WriteMode.PAUSED,
                "the update to " + what(update.asked()) + ", accepted at " + shown(update.sent()) + ", has been "
                        + seen.transition().map(Transition::state).orElse("under way") + " for "
                        + taken.toMinutes() + " minutes, longer than " + LONGEST_UPDATE.toMinutes()
                        + "; it is not sent again; look at the endpoint in the SageMaker console"));
    }

    private static boolean reached(Change asked, Fleet seen) {
        boolean sized = asked.serverSize().isEmpty()
                || seen.servers().stream().allMatch(server -> asked.serverSize().equals(server.serverSize()));
        return seen.size() == asked.to() && sized;
    }

    private static Standing.Paused failed(Standing.UnderWay update, Fleet seen, Optional<String> reason, Instant at) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(update.failures(), MOST_DOUBLINGS));
        Instant until = at.plus(doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE);
        String why = "the update to " + what(update.asked()) + ", accepted at " + shown(update.sent())
                + ", failed and left " + seen.size() + ": " + reason.orElse("SageMaker gives no reason")
                + "; the next is not sent before " + shown(until);
        return new Standing.Paused(until, why, update.failures() + 1);
    }

    private static WriteHold hold(Standing.Paused paused) {
        return new WriteHold(WriteMode.PAUSED, paused.why());
    }

    private static String what(Change change) {
        return change.to() + change.serverSize().map(" of "::concat).orElse("");
    }

    private static String shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
