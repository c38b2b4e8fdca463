package dev.flyball.core.demand;

import dev.flyball.core.signal.Query;
import java.time.Duration;
import java.util.Objects;

/**
 * A signal that a target is held to.
 *
 * @param query which signal of which target
 * @param setPoint what one server should carry
 * @param maxAge the age above which a reading counts as missing
 */
public record TrackedSignal(Query query, SetPoint setPoint, Duration maxAge) {

    public TrackedSignal {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(setPoint, "setPoint");
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("max age " + maxAge + ": must be above 0");
        }
    }
}
