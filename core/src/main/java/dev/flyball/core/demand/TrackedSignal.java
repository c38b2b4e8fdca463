package dev.flyball.core.demand;

import dev.flyball.core.signal.Query;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A signal that a target is held to.
 *
 * @param query which signal of which target
 * @param setPoint what one server should carry
 * @param maxAge the age above which a reading counts as missing
 * @param estimator how a reading becomes a demand
 * @param window the time over which demands are averaged, 0 to 10 min; 0 takes the newest alone
 * @param weight a factor for the demand, above 0
 */
public record TrackedSignal(
        Query query, SetPoint setPoint, Duration maxAge, Estimator estimator, Duration window, double weight) {

    /** The longest averaging window, which bounds what must be remembered. */
    public static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);

    /** How far ahead the clock of a source may be. */
    static final Duration CLOCKS_MAY_DIFFER_BY = Duration.ofMinutes(1);

    public TrackedSignal {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(setPoint, "setPoint");
        Objects.requireNonNull(estimator, "estimator");
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("max age " + maxAge + ": must be above 0");
        }
        if (window.isNegative() || window.compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException("window " + window + ": must be 0 to " + LONGEST_WINDOW);
        }
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("weight " + weight + ": must be a number above 0");
        }
    }

    /** Tells whether what was true at {@code time} counts at {@code now}: neither too old, nor from the future. */
    boolean isFresh(Instant time, Instant now) {
        Duration age = Duration.between(time, now);
        return age.compareTo(maxAge) <= 0 && age.compareTo(CLOCKS_MAY_DIFFER_BY.negated()) >= 0;
    }

    /** Makes a signal whose demand is proportional to its newest reading. */
    public TrackedSignal(Query query, SetPoint setPoint, Duration maxAge) {
        this(query, setPoint, maxAge, new Proportional(Duration.ZERO), Duration.ZERO, 1);
    }

    /** Returns the same signal of another target. */
    public TrackedSignal of(TargetId target) {
        return new TrackedSignal(query.of(target), setPoint, maxAge, estimator.of(target), window, weight);
    }

    /** Returns this signal held to another set point. */
    TrackedSignal heldTo(SetPoint other) {
        return new TrackedSignal(query, other, maxAge, estimator, window, weight);
    }

    /** Returns this signal with another estimator. */
    public TrackedSignal estimatedBy(Estimator other) {
        return new TrackedSignal(query, setPoint, maxAge, other, window, weight);
    }

    /** Returns this signal averaged over another window. */
    public TrackedSignal averagedOver(Duration other) {
        return new TrackedSignal(query, setPoint, maxAge, estimator, other, weight);
    }

    /** Returns this signal with another weight. */
    public TrackedSignal weighing(double other) {
        return new TrackedSignal(query, setPoint, maxAge, estimator, window, other);
    }
}
