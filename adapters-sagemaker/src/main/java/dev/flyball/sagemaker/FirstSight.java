package dev.flyball.sagemaker;

import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Transition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What SageMaker tells of an update that was sent before this process was started: so that a restart neither repeats at
 * once what has just failed, nor forgets to look how an update ends.
 */
final class FirstSight {

    /** How often it has failed before is not known, so that the pause is that of a third failure. */
    static final Duration PAUSE = Attempts.FIRST_PAUSE.multipliedBy(4);

    private static final int FAILURES = 3;
    private static final String UPDATING = "Updating";

    private FirstSight() {}

    static Optional<Standing> of(Sightings.Seen seen, Instant at) {
        if (seen.modified().isEmpty()) {
            return Optional.empty();
        }
        Fleet fleet = seen.fleet();
        Instant modified = seen.modified().get();
        if (fleet.transition()
                .filter(state -> state.equals(new Transition(UPDATING)))
                .isPresent()) {
            return fleet.wanted() == fleet.size()
                    ? Optional.empty()
                    : Optional.of(new Standing.UnderWay(
                            new Change(fleet.size(), fleet.wanted()), modified, modified, false, 0));
        }
        boolean missed = seen.asked().isPresent() && seen.asked().getAsInt() != fleet.size();
        Instant until = modified.plus(PAUSE);
        if (fleet.transition().isPresent() || seen.failureReason().isEmpty() && !missed || !at.isBefore(until)) {
            return Optional.empty();
        }
        String to = missed ? " to " + seen.asked().getAsInt() : "";
        return Optional.of(new Standing.Paused(
                until,
                "the last update" + to + " ended at " + shown(modified) + ", before this agent was started, failed and"
                        + " left " + fleet.size() + ": "
                        + seen.failureReason().orElse("SageMaker gives no reason") + "; the next is not sent before "
                        + shown(until),
                FAILURES));
    }

    private static String shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
