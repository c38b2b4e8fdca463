package dev.flyball.core.demand;

import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import java.time.Instant;

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
}
