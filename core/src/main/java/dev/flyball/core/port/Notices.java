package dev.flyball.core.port;

import dev.flyball.core.result.Fault;
import dev.flyball.core.target.TargetId;
import java.util.Optional;

/** Tells on the platform itself what happened to a target, where people look who do not look at the agent. */
public interface Notices {

    /**
     * Tells one thing. Called by the agent when a change was applied and when an obstacle begins, not each round; from
     * a bounded pool, never by a round itself. Blocks until it is told or a time limit of its own has passed, throws
     * nothing for what goes wrong outside, and is safe to call from several threads. A notice that repeats one of the
     * same code and subject should add to it rather than stand beside it.
     *
     * @return why it could not be told, or empty
     */
    Optional<Fault> tell(TargetId target, Notice notice);
}
