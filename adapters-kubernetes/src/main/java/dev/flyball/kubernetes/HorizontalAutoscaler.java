package dev.flyball.kubernetes;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a HorizontalPodAutoscaler of the cluster does, in Flyball's words. What Flyball has no words for is a fault.
 *
 * @param target what it scales
 * @param min the fewest pods
 * @param max the most pods
 * @param loads what it follows, each by itself
 * @param out how it adds pods
 * @param in how it removes them
 */
public record HorizontalAutoscaler(
        String namespace,
        String name,
        Result<TargetId> target,
        int min,
        int max,
        List<Result<Load>> loads,
        Pace out,
        Pace in) {

    public HorizontalAutoscaler {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(target, "target");
        loads = List.copyOf(loads);
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(in, "in");
    }

    /**
     * One signal to follow.
     *
     * @param signal the signal's name
     * @param query what it is asked
     * @param reads what the query yields, where that must be said
     * @param setPoint what it is held to
     */
    public record Load(String signal, Optional<String> query, Optional<Reads> reads, SetPoint setPoint) {
        public Load {
            Objects.requireNonNull(signal, "signal");
            Objects.requireNonNull(query, "query");
            Objects.requireNonNull(reads, "reads");
            Objects.requireNonNull(setPoint, "setPoint");
        }
    }

    /** How readily and how fast it goes in one direction; what is absent is as the HPA's defaults have it. */
    public record Pace(Optional<Duration> stabilization, Optional<Double> tolerance, Optional<RateLimit> rate) {
        public Pace {
            Objects.requireNonNull(stabilization, "stabilization");
            Objects.requireNonNull(tolerance, "tolerance");
            Objects.requireNonNull(rate, "rate");
        }
    }
}
