package dev.flyball.core.decision;

import dev.flyball.core.demand.ReadyHistory;
import dev.flyball.core.guard.Proposals;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What one target's decisions remember from round to round. Immutable and bounded. It may be lost: then the current
 * size counts as the first proposal, and nothing shrinks for one scale-in window.
 *
 * @param ready how many servers were ready when
 * @param proposals the proposals that the stabilization windows look back on
 * @param left the wanted size this agent last saw or set; empty before the first look
 * @param wish a size that was decided but not reached; empty if there is none
 */
public record Memory(ReadyHistory ready, Proposals proposals, OptionalInt left, OptionalInt wish) {

    public Memory {
        Objects.requireNonNull(ready, "ready");
        Objects.requireNonNull(proposals, "proposals");
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(wish, "wish");
    }

    /** Returns the memory of an agent that has seen nothing. */
    public static Memory empty() {
        return new Memory(ReadyHistory.empty(), Proposals.none(), OptionalInt.empty(), OptionalInt.empty());
    }
}
