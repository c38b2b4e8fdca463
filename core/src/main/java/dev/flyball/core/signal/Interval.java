package dev.flyball.core.signal;

import java.time.Duration;
import java.time.Instant;

/**
 * A span of past time, looked at in steps.
 *
 * @param from its beginning
 * @param to its end, after {@code from}
 * @param step the time between two points, above 0
 */
public record Interval(Instant from, Instant to, Duration step) {

    public Interval {
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("interval " + from + " to " + to + ": must end after it begins");
        }
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("step " + step + ": must be above 0");
        }
    }
}
