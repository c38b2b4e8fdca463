package dev.flyball.sagemaker;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.policy.Steps;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What Application Auto Scaling does with something of SageMaker, in Flyball's words. What Flyball has no words for is
 * a fault.
 *
 * @param id its name there
 * @param target what it scales
 * @param min the fewest servers
 * @param max the most servers
 * @param policies the target tracking that it follows
 * @param steps the step scaling that it follows
 * @param schedule what it does at set times
 */
public record RegisteredTarget(
        String id,
        Result<TargetId> target,
        int min,
        int max,
        List<Result<Load>> policies,
        List<Result<Stepped>> steps,
        List<Result<Timed>> schedule) {

    public RegisteredTarget {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(target, "target");
        policies = List.copyOf(policies);
        steps = List.copyOf(steps);
        schedule = List.copyOf(schedule);
    }

    /**
     * One policy of target tracking.
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

    /**
     * One policy of step scaling, with the alarm that calls it.
     *
     * @param policy its name
     * @param signal the signal's name
     * @param query what it is asked
     * @param unit what the loads of the steps count
     * @param steps those of them that add servers, or those that remove some
     * @param lasting how long the alarm must see it, beyond the first time
     * @param cooldown how long the policy waits after a change, if that is said
     * @param differs what of it Flyball's steps do otherwise, for people
     */
    public record Stepped(
            String policy,
            String signal,
            Optional<String> query,
            SetPoint.Unit unit,
            Steps steps,
            Duration lasting,
            Optional<Duration> cooldown,
            List<String> differs) {

        public Stepped {
            Objects.requireNonNull(policy, "policy");
            Objects.requireNonNull(signal, "signal");
            Objects.requireNonNull(query, "query");
            Objects.requireNonNull(unit, "unit");
            Objects.requireNonNull(steps, "steps");
            Objects.requireNonNull(lasting, "lasting");
            Objects.requireNonNull(cooldown, "cooldown");
            differs = List.copyOf(differs);
        }

        /** Tells whether these steps add servers. */
        public boolean adds() {
            return steps.steps().get(0).change() > 0;
        }
    }

    /**
     * Other bounds from set times on, until another such action.
     *
     * @param action its name
     * @param cron when, in the five fields of cron
     * @param zone whose clocks are meant
     * @param min the fewest servers; empty if they stay as they are
     * @param max the most servers; empty if they stay as they are
     * @param until when the action ends, if it does
     */
    public record Timed(
            String action, String cron, String zone, OptionalInt min, OptionalInt max, Optional<Instant> until) {

        public Timed {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(cron, "cron");
            Objects.requireNonNull(zone, "zone");
            Objects.requireNonNull(min, "min");
            Objects.requireNonNull(max, "max");
            Objects.requireNonNull(until, "until");
        }
    }
}
