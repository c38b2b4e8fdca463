package dev.flyball.agent.state;

import dev.flyball.core.decision.Memory;
import dev.flyball.core.target.TargetId;
import java.util.Objects;
import java.util.Optional;

/**
 * What is kept of one target.
 *
 * @param target which
 * @param fit the settings that the memory belongs to
 * @param memory what its decisions remember
 * @param write a write whose outcome no decision has seen; empty if there is none
 * @param orders what operators ordered
 * @param last false if it may have been decided since
 */
public record Kept(TargetId target, Fit fit, Memory memory, Optional<OpenWrite> write, Orders orders, boolean last) {

    public Kept {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(fit, "fit");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(write, "write");
        Objects.requireNonNull(orders, "orders");
    }

    /** Returns the same under other orders. */
    Kept under(Orders other) {
        return new Kept(target, fit, memory, write, other, last);
    }

    /** Returns the same with another memory. */
    Kept with(Memory other) {
        return new Kept(target, fit, other, write, orders, last);
    }

    /** Returns the same as what is kept last, or not. */
    Kept asLast(boolean isLast) {
        return new Kept(target, fit, memory, write, orders, isLast);
    }
}
