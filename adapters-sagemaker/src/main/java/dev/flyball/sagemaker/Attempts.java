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
import java.util.concurrent.ConcurrentHashMap;

/**
 * Follows updates after SageMaker has accepted them, since that promises nothing: one may fail minutes later and leave
 * the old size behind. After a failure nothing is sent for a while, longer each time; an update that does not end is
 * told, and never sent again meanwhile. Safe for use by several threads.
 */
final class Attempts {

    /** An update of an endpoint takes minutes, and waits for capacity at AWS for longer. */
    static final Duration LONGEST_UPDATE = Duration.ofMinutes(30);

    static final Duration FIRST_PAUSE = Duration.ofMinutes(2);
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** How long an accepted update may take to be seen. */
    private static final Duration UNSEEN = Duration.ofMinutes(1);

    private static final int MOST_DOUBLINGS = 5;

    private final Map<TargetId, Attempt> attempts = new ConcurrentHashMap<>();

    /**
     * An update that was accepted.
     *
     * @param asked what it was to change
     * @param sent when it was accepted
     * @param failures how many updates in a row have failed before it, or with it once {@code pause} is there
     * @param pause what is waited for, once it has failed
     */
    private record Attempt(Change asked, Instant sent, int failures, Optional<Pause> pause) {}

    private record Pause(Instant until, String why) {}

    /** Remembers that SageMaker accepted a change. */
    void accepted(TargetId target, Change change, Instant at) {
        attempts.compute(
                target,
                (id, before) -> new Attempt(change, at, before == null ? 0 : before.failures(), Optional.empty()));
    }

    /** Returns the fleet as it may be treated now, given what SageMaker says of a failure. */
    Fleet judge(TargetId target, Fleet seen, Optional<String> failureReason, Instant at) {
        Attempt attempt = attempts.get(target);
        if (attempt == null) {
            return seen;
        }
        if (attempt.pause().isPresent()) {
            return paused(target, attempt, attempt.pause().get(), seen, at);
        }
        if (seen.transition().isPresent()) {
            return underWay(attempt, seen, at);
        }
        if (reached(attempt.asked(), seen)) {
            attempts.remove(target, attempt);
            return seen;
        }
        if (failureReason.isEmpty() && at.isBefore(attempt.sent().plus(UNSEEN))) {
            return new Fleet(
                    Math.max(seen.wanted(), attempt.asked().to()),
                    seen.size(),
                    seen.version(),
                    Optional.of(new Transition("Updating")),
                    seen.hold(),
                    seen.servers());
        }
        Attempt failed = failed(attempt, seen, failureReason, at);
        attempts.replace(target, attempt, failed);
        return seen.heldBy(hold(failed.pause().orElseThrow()));
    }

    /** Returns why nothing may be sent to this target now, if so. */
    Optional<String> pause(TargetId target, Instant at) {
        return Optional.ofNullable(attempts.get(target))
                .flatMap(Attempt::pause)
                .filter(pause -> at.isBefore(pause.until()))
                .map(Pause::why);
    }

    private Fleet paused(TargetId target, Attempt attempt, Pause pause, Fleet seen, Instant at) {
        if (at.isBefore(pause.until())) {
            return seen.heldBy(hold(pause));
        }
        if (at.isAfter(pause.until().plus(LONGEST_PAUSE))) {
            attempts.remove(target, attempt);
        }
        return seen;
    }

    private static Fleet underWay(Attempt attempt, Fleet seen, Instant at) {
        Duration taken = Duration.between(attempt.sent(), at);
        if (taken.compareTo(LONGEST_UPDATE) <= 0) {
            return seen;
        }
        return seen.heldBy(new WriteHold(
                WriteMode.PAUSED,
                "the update to " + what(attempt.asked()) + ", accepted at " + shown(attempt.sent()) + ", has been "
                        + seen.transition().map(Transition::state).orElse("under way") + " for "
                        + taken.toMinutes() + " minutes, longer than " + LONGEST_UPDATE.toMinutes()
                        + "; it is not sent again; look at the endpoint in the SageMaker console"));
    }

    private static boolean reached(Change asked, Fleet seen) {
        boolean sized = asked.serverSize().isEmpty()
                || seen.servers().stream().allMatch(server -> asked.serverSize().equals(server.serverSize()));
        return seen.size() == asked.to() && sized;
    }

    private static Attempt failed(Attempt attempt, Fleet seen, Optional<String> reason, Instant at) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt.failures(), MOST_DOUBLINGS));
        Instant until = at.plus(doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE);
        String why = "the update to " + what(attempt.asked()) + ", accepted at " + shown(attempt.sent())
                + ", failed and left " + seen.size() + ": " + reason.orElse("SageMaker gives no reason")
                + "; the next is not sent before " + shown(until);
        return new Attempt(attempt.asked(), attempt.sent(), attempt.failures() + 1, Optional.of(new Pause(until, why)));
    }

    private static WriteHold hold(Pause pause) {
        return new WriteHold(WriteMode.PAUSED, pause.why());
    }

    private static String what(Change change) {
        return change.to() + change.serverSize().map(" of "::concat).orElse("");
    }

    private static String shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
