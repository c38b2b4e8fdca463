package dev.flyball.sagemaker;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What Application Auto Scaling does with something of SageMaker, in Flyball's words. What Flyball has no words for is
 * a fault.
 *
 * @param id its name there
 * @param target what it scales
 * @param min the fewest servers
 * @param max the most servers
 * @param policies what it follows
 */
public record RegisteredTarget(String id, Result<TargetId> target, int min, int max, List<Result<Load>> policies) {

    public RegisteredTarget {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(target, "target");
        policies = List.copyOf(policies);
    }

    /**
     * One policy.
     *
     * @param policy its name
     * @param signal the signal's name
     * @param query what it is asked
     * @param reads what the query yields, where that must be said
     * @param setPoint what it is held to
     * @param scaleOutCooldown how long it waits after adding servers, if that is said
     * @param scaleInCooldown how long it waits after removing servers, if that is said
     * @param scalesIn whether it removes servers
     */
    public record Load(
            String policy,
            String signal,
            Optional<String> query,
            Optional<Reads> reads,
            SetPoint setPoint,
            Optional<Duration> scaleOutCooldown,
            Optional<Duration> scaleInCooldown,
            boolean scalesIn) {

        public Load {
            Objects.requireNonNull(policy, "policy");
            Objects.requireNonNull(signal, "signal");
            Objects.requireNonNull(query, "query");
            Objects.requireNonNull(reads, "reads");
            Objects.requireNonNull(setPoint, "setPoint");
            Objects.requireNonNull(scaleOutCooldown, "scaleOutCooldown");
            Objects.requireNonNull(scaleInCooldown, "scaleInCooldown");
        }
    }
}
