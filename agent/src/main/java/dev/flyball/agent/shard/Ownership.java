package dev.flyball.agent.shard;

import dev.flyball.core.target.TargetId;
import java.util.OptionalLong;

/** Which targets are this agent's to decide now. Safe for use by several threads; never waits. */
public interface Ownership {

    /**
     * Returns which tenure it is in which the target is this agent's own; empty if it is not. What is remembered from
     * another tenure is out of date, since another agent may have decided in between.
     */
    OptionalLong term(TargetId target);

    /** Tells whether the target stays this agent's own for longer than a write can take. */
    boolean mayWrite(TargetId target);

    /** Returns the ownership of an agent that is alone. */
    static Ownership ofAll() {
        return new Ownership() {
            @Override
            public OptionalLong term(TargetId target) {
                return OptionalLong.of(0);
            }

            @Override
            public boolean mayWrite(TargetId target) {
                return true;
            }
        };
    }
}
