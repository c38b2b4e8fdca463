package dev.flyball.core.demand;

import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import java.time.Instant;
import java.util.Optional;

/**
 * A way to turn what a signal said into the number of servers it asks for. Pure, and safe for use by several threads.
 */
public interface Estimator {

    /**
     * Returns what {@code signal} asks for.
     *
     * @param reading what it said, neither stale nor from the future
     * @param fleet the servers now
     * @param history how many servers were ready before
     * @param now the time of the decision
     */
    Demand estimate(TrackedSignal signal, Reading reading, Fleet fleet, ReadyHistory history, Instant now);

    /** Returns a signal that is to be read too, though it asks for nothing. */
    default Optional<TrackedSignal> beside() {
        return Optional.empty();
    }

    /** Returns the same way for another target. */
    default Estimator of(TargetId target) {
        return this;
    }
}
