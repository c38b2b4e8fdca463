package dev.flyball.core.guard;

import dev.flyball.core.target.Bounds;
import java.time.Instant;

/** Bounds that change with the time of day or week. Pure: the same moment always has the same bounds. */
@FunctionalInterface
public interface Schedule {

    /** Returns the bounds that hold at {@code now}, given those that hold where the schedule says nothing. */
    Bounds at(Instant now, Bounds always);

    /** Returns a schedule that says nothing. */
    static Schedule none() {
        return (now, always) -> always;
    }
}
