package dev.flyball.kubernetes;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The pod that this agent runs in, where each pod of a workload has an agent.
 *
 * @param podName the pod's name, if it is known
 * @param lease how long a lease is held after it was renewed; longer than the time between two rounds
 * @param nanoTime a clock that never goes back, such as {@link System#nanoTime}
 */
public record Sidecar(Optional<String> podName, Duration lease, LongSupplier nanoTime) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    public Sidecar {
        Objects.requireNonNull(podName, "podName");
        Objects.requireNonNull(nanoTime, "nanoTime");
        if (lease.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("lease of " + lease + ": must be " + SHORTEST + " or more");
        }
    }

    /** Returns the time of a lease in whole seconds, as the API has it. */
    int seconds() {
        return (int) lease.toSeconds();
    }
}
