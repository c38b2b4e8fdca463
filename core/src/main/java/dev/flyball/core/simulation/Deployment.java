package dev.flyball.core.simulation;

import dev.flyball.core.target.Bounds;
import java.util.Objects;

/**
 * What is known of a fleet that is simulated.
 *
 * @param capacity requests a second that a ready server serves when it is full, above 0
 * @param coldStart seconds from asking for a server until it is ready, 0 or more
 * @param sloWait seconds that a request may wait; one that waits longer is late, 0 or more
 * @param bounds the sizes allowed, at least 1
 */
public record Deployment(double capacity, int coldStart, int sloWait, Bounds bounds) {

    private static final double FIRST_UTILIZATION = 0.7;
    private static final int FIRST_SECONDS = 300;

    public Deployment {
        Objects.requireNonNull(bounds, "bounds");
        if (!(capacity > 0) || Double.isInfinite(capacity)) {
            throw new IllegalArgumentException("capacity " + capacity + ": must be a number above 0");
        }
        if (coldStart < 0 || sloWait < 0) {
            throw new IllegalArgumentException(
                    "cold start " + coldStart + " s, wait " + sloWait + " s: must be 0 or more");
        }
        if (bounds.min() < 1) {
            throw new IllegalArgumentException("min_servers " + bounds.min() + ": must be 1 or more in a simulation");
        }
    }

    /** Returns this deployment with other bounds. */
    public Deployment within(Bounds other) {
        return new Deployment(capacity, coldStart, sloWait, other);
    }

    /** Returns the servers to begin with: what the first five minutes need with each server at 0.7. */
    public int firstSize(Trace trace) {
        double mean = trace.mean(0, Math.min(FIRST_SECONDS, trace.seconds()));
        return bounds.clamp((int) Math.min(Integer.MAX_VALUE, Math.ceil(mean / (FIRST_UTILIZATION * capacity))));
    }
}
