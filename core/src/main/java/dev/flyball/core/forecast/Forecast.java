package dev.flyball.core.forecast;

import java.time.Duration;
import java.util.Objects;

/**
 * The load when a server asked for now would be ready, and the size that its risk is worth.
 *
 * @param horizon from the newest load to the one that is forecast
 * @param median what the load will more likely than not be below, in servers that are full
 * @param covered the load up to which it pays to be prepared, in the same unit
 * @param present the servers that the load as it is needs
 * @param servers the size, 1 or more
 * @param cause what the size is for
 */
public record Forecast(Duration horizon, double median, double covered, double present, int servers, Cause cause) {

    /** What decides a forecast's size. */
    public enum Cause {
        /** The load as it is, which is more than what is forecast. */
        PRESENT,
        /** The load to come, with a margin for its errors. */
        LOAD,
        /** What waits would still wait when new servers are ready. */
        BACKLOG,
        /** The load outgrows the servers, and is taken to keep growing. */
        SURGE
    }

    public Forecast {
        Objects.requireNonNull(horizon, "horizon");
        Objects.requireNonNull(cause, "cause");
    }
}
