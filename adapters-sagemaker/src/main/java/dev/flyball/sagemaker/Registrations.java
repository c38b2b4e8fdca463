package dev.flyball.sagemaker;

import dev.flyball.core.result.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.applicationautoscaling.model.Alarm;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ScheduledAction;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/** Reads what is registered with Application Auto Scaling. */
final class Registrations {

    private static final int TARGETS_A_CALL = 50;
    private static final int ALARMS_A_CALL = 100;

    private final AwsClients clients;

    Registrations(AwsClients clients) {
        this.clients = clients;
    }

    /** Returns everything of SageMaker that is registered in this account and region. */
    Result<List<ScalableTarget>> targets() {
        DescribeScalableTargetsRequest request = DescribeScalableTargetsRequest.builder()
                .serviceNamespace(ServiceNamespace.SAGEMAKER)
                .maxResults(TARGETS_A_CALL)
                .build();
        try {
            List<ScalableTarget> targets = new ArrayList<>();
            clients.autoScaling()
                    .describeScalableTargetsPaginator(request)
                    .scalableTargets()
                    .forEach(targets::add);
            return Result.ok(targets);
        } catch (RuntimeException exception) {
            return Result.failed(AwsFaults.of(Action.listScalableTargets(), exception));
        }
    }

    /** Returns the policies of everything of SageMaker. */
    Result<List<ScalingPolicy>> policies() {
        try {
            List<ScalingPolicy> policies = new ArrayList<>();
            clients.autoScaling()
                    .describeScalingPoliciesPaginator(request -> request.serviceNamespace(ServiceNamespace.SAGEMAKER))
                    .scalingPolicies()
                    .forEach(policies::add);
            return Result.ok(policies);
        } catch (RuntimeException exception) {
            return Result.failed(AwsFaults.of(Action.listScalingPolicies(), exception));
        }
    }

    /** Returns what is done with anything of SageMaker at set times. */
    Result<List<ScheduledAction>> scheduled() {
        try {
            List<ScheduledAction> actions = new ArrayList<>();
            clients.autoScaling()
                    .describeScheduledActionsPaginator(request -> request.serviceNamespace(ServiceNamespace.SAGEMAKER))
                    .scheduledActions()
                    .forEach(actions::add);
            return Result.ok(actions);
        } catch (RuntimeException exception) {
            return Result.failed(AwsFaults.of(Action.listScheduledActions(), exception));
        }
    }

    /** Returns the alarms that call these policies, by name. */
    Result<Map<String, MetricAlarm>> alarms(List<ScalingPolicy> policies) {
        List<String> names = policies.stream()
                .flatMap(policy -> policy.alarms().stream())
                .map(Alarm::alarmName)
                .distinct()
                .toList();
        try {
            Map<String, MetricAlarm> alarms = new HashMap<>();
            for (int from = 0; from < names.size(); from += ALARMS_A_CALL) {
                List<String> some = names.subList(from, Math.min(names.size(), from + ALARMS_A_CALL));
                clients.cloudWatch()
                        .describeAlarms(request -> request.alarmNames(some)
                                .alarmTypes(AlarmType.METRIC_ALARM)
                                .maxRecords(ALARMS_A_CALL))
                        .metricAlarms()
                        .forEach(alarm -> alarms.put(alarm.alarmName(), alarm));
            }
            return Result.ok(alarms);
        } catch (RuntimeException exception) {
            return Result.failed(AwsFaults.of(Action.describeAlarms(), exception));
        }
    }

    /** Tells whether nothing moves this target: what is left to one of its three movers is not suspended. */
    static boolean suspended(ScalableTarget target) {
        SuspendedState state = target.suspendedState();
        return state != null
                && Boolean.TRUE.equals(state.dynamicScalingInSuspended())
                && Boolean.TRUE.equals(state.dynamicScalingOutSuspended())
                && Boolean.TRUE.equals(state.scheduledScalingSuspended());
    }

    /** Tells whether something that happens at set times is done with this target. */
    static boolean of(ScalableTarget target, ScheduledAction action) {
        return target.resourceId().equals(action.resourceId())
                && target.scalableDimensionAsString().equals(action.scalableDimensionAsString());
    }

    /** Tells whether a policy is of this target. */
    static boolean of(ScalableTarget target, ScalingPolicy policy) {
        return target.resourceId().equals(policy.resourceId())
                && target.scalableDimensionAsString().equals(policy.scalableDimensionAsString());
    }

    /** Returns the names of policies, or why they are not known, for people. */
    static String names(ScalableTarget target, Result<List<ScalingPolicy>> policies) {
        if (policies instanceof Result.Failed<List<ScalingPolicy>> failed) {
            return "policies unknown: " + failed.fault().message();
        }
        List<String> names = ((Result.Ok<List<ScalingPolicy>>) policies)
                .value().stream()
                        .filter(policy -> of(target, policy))
                        .map(ScalingPolicy::policyName)
                        .sorted()
                        .toList();
        if (names.isEmpty()) {
            return "no policy, but its own bounds " + target.minCapacity() + " to " + target.maxCapacity();
        }
        return (names.size() == 1 ? "policy " : "policies ") + String.join(", ", names);
    }
}
