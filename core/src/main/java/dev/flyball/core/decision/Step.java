package dev.flyball.core.decision;

import java.util.Objects;

/**
 * The answer of one round.
 *
 * @param decision what was decided
 * @param after what to hand in with the next observation
 */
public record Step(Decision decision, Memory after) {

    public Step {
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(after, "after");
    }
}
