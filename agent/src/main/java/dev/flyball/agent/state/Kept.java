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
 */
public record Kept(TargetId target, Fit fit, Memory memory, Optional<OpenWrite> write, Orders orders) {

    public Kept {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(fit, "fit");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(write, "write");
        Objects.requireNonNull(orders, "orders");
    }

    /** Returns the same under other orders. */
    Kept under(Orders other) {
        return new Kept(target, fit, memory, write, other);
    }
}
