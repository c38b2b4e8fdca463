package dev.flyball.core.signal;

import dev.flyball.core.target.TargetId;
import java.util.Objects;

/**
 * Asks for one signal of one target.
 *
 * @param target whose signal it is
 * @param signal the signal's name as its adapter knows it, for example {@code cpu}
 */
public record Query(TargetId target, String signal) {

    public Query {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(signal, "signal");
    }
}
