package dev.flyball.core.target;

import java.util.Objects;

/**
 * A time in which the platform refuses changes to a target, such as SageMaker's {@code Updating}. Servers that are
 * starting are not a transition.
 *
 * @param state the platform's own word for it
 */
public record Transition(String state) {

    public Transition {
        Objects.requireNonNull(state, "state");
    }
}
