package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.TargetId;
import dev.flyball.sagemaker.RegisteredTarget.Timed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ScheduledAction;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/**
 * Reads what Application Auto Scaling was told to do with SageMaker in this account and region. Reading blocks, and may
 * be done from any thread.
 */
public final class RegisteredTargets {

    private static final Pattern VARIANT = Pattern.compile("endpoint/([^/]+)/variant/([^/]+)");

    private final Registrations registrations;
    private final InstantSource clock;

    /**
     * Makes a reader that has opened nothing yet.
     *
     * @param timeLimit how long one call may take, its retries included
     * @param clock tells which actions have ended
     */
    public RegisteredTargets(Duration timeLimit, InstantSource clock) {
        this.registrations = new Registrations(new DefaultChainClients(timeLimit));
        this.clock = clock;
    }

    /**
     * Returns all that is registered, by name, or why it could not be read. If the right to see alarms or what happens
     * at set times is missing, that is told in their place.
     */
    public Result<List<RegisteredTarget>> read() {
        return registrations.targets().then(targets -> registrations.policies().then(policies -> {
            List<ScalingPolicy> stepped =
                    policies.stream().filter(RegisteredTargets::stepped).toList();
            Result<Map<String, MetricAlarm>> alarms = registrations.alarms(stepped);
            Result<List<ScheduledAction>> actions = registrations.scheduled();
            return Result.ok(targets.stream()
                    .map(target -> registered(target, policies, alarms, actions))
                    .sorted(Comparator.comparing(RegisteredTarget::id))
                    .toList());
        }));
    }

    private RegisteredTarget registered(
            ScalableTarget scalable,
            List<ScalingPolicy> policies,
            Result<Map<String, MetricAlarm>> alarms,
            Result<List<ScheduledAction>> actions) {
        Result<TargetId> target = target(scalable.resourceId(), scalable.scalableDimensionAsString());
        List<ScalingPolicy> own = policies.stream()
                .filter(policy -> Registrations.of(scalable, policy))
                .toList();
        return new RegisteredTarget(
                scalable.resourceId(),
                target,
                scalable.minCapacity(),
                scalable.maxCapacity(),
                own.stream()
                        .filter(policy -> !stepped(policy))
                        .map(TrackingPolicies::load)
                        .toList(),
                own.stream()
                        .filter(RegisteredTargets::stepped)
                        .map(policy ->
                                target.then(id -> alarms.then(known -> new StepPolicy(policy, known).stepped(id))))
                        .toList(),
                timed(scalable, actions));
    }

    private List<Result<Timed>> timed(ScalableTarget scalable, Result<List<ScheduledAction>> actions) {
        return actions instanceof Result.Ok<List<ScheduledAction>> ok
                ? ok.value().stream()
                        .filter(action -> Registrations.of(scalable, action))
                        .map(action -> ScheduledActions.timed(action, clock.instant()))
                        .toList()
                : List.of(Result.failed(((Result.Failed<List<ScheduledAction>>) actions).fault()));
    }

    private static boolean stepped(ScalingPolicy policy) {
        return policy.policyType() == PolicyType.STEP_SCALING;
    }

    private static Result<TargetId> target(String id, String dimension) {
        Matcher variant = VARIANT.matcher(id);
        String path =
                switch (dimension) {
                    case Variant.DIMENSION -> variant.replaceFirst("variant/$1/$2");
                    case ServerlessVariant.DIMENSION -> variant.replaceFirst("serverless/$1/$2");
                    default -> id;
                };
        try {
            TargetId target = new TargetId(SageMakerAdapter.SCHEME, path);
            return Resource.of(target).then(known -> Result.ok(target));
        } catch (IllegalArgumentException odd) {
            return Result.failed(Fault.Kind.INVALID, id + " is not a name that SageMaker gives");
        }
    }
}
