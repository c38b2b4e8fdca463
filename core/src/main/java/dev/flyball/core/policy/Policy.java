package dev.flyball.core.policy;

import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.target.Bounds;
import java.util.List;
import java.util.Objects;

/**
 * What one target is held to.
 *
 * @param bounds the sizes allowed
 * @param signals what is looked at, at least one; the largest demand wins
 * @param tolerance the band around the current size in which nothing changes
 * @param stabilization how long a wish must last before it is followed
 */
public record Policy(Bounds bounds, List<TrackedSignal> signals, Tolerance tolerance, Stabilization stabilization) {

    public Policy {
        Objects.requireNonNull(bounds, "bounds");
        Objects.requireNonNull(tolerance, "tolerance");
        Objects.requireNonNull(stabilization, "stabilization");
        signals = List.copyOf(signals);
        if (signals.isEmpty()) {
            throw new IllegalArgumentException("a policy without a signal: must have at least one");
        }
    }
}
