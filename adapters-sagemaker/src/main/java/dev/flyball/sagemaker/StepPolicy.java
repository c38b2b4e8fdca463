package dev.flyball.sagemaker;

import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.policy.Steps;
import dev.flyball.core.policy.Steps.Step;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import dev.flyball.sagemaker.RegisteredTarget.Stepped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.applicationautoscaling.model.AdjustmentType;
import software.amazon.awssdk.services.applicationautoscaling.model.Alarm;
import software.amazon.awssdk.services.applicationautoscaling.model.MetricAggregationType;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.StepAdjustment;
import software.amazon.awssdk.services.applicationautoscaling.model.StepScalingPolicyConfiguration;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/**
 * Says a step scaling policy in Flyball's words: its alarm tells the metric and the value from which steps are counted.
 *
 * @param policy it
 * @param alarms the alarms there are, by name
 */
record StepPolicy(ScalingPolicy policy, Map<String, MetricAlarm> alarms) {

    private static final Map<String, String> LEAVE_ZERO = Map.of(
            "HasBacklogWithoutCapacity", Presets.BACKLOG,
            "NoCapacityInvocationFailures", Presets.REQUESTS);

    Result<Stepped> stepped(TargetId target) {
        StepScalingPolicyConfiguration told = policy.stepScalingPolicyConfiguration();
        if (told == null || told.stepAdjustments().isEmpty()) {
            return unsaid("has no steps");
        }
        if (told.adjustmentType() != AdjustmentType.CHANGE_IN_CAPACITY) {
            return unsaid("adjusts by " + told.adjustmentTypeAsString()
                    + ", and FLYBALL_STEPS by numbers of servers; say it as ChangeInCapacity, or follow a target");
        }
        List<String> names = policy.alarms().stream().map(Alarm::alarmName).toList();
        if (names.size() != 1) {
            return unsaid("is called by " + (names.isEmpty() ? "no alarm" : "several alarms, " + names)
                    + ", and FLYBALL_STEPS is of one metric");
        }
        MetricAlarm alarm = alarms.get(names.get(0));
        if (alarm == null) {
            return unsaid("is called by alarm " + names.get(0) + ", which there is not");
        }
        if (alarm.metricName() == null || alarm.threshold() == null || alarm.period() == null) {
            return unsaid("is called by alarm " + names.get(0)
                    + " of an expression or a band; put that into one metric with a threshold");
        }
        if (LEAVE_ZERO.containsKey(alarm.metricName())) {
            return unsaid("leaves zero by " + alarm.metricName() + "; FLYBALL_SCALE_TO_ZERO=on with FLYBALL_SIGNAL="
                    + LEAVE_ZERO.get(alarm.metricName()) + " does that by itself");
        }
        return steps(alarm, told).then(steps -> of(target, alarm, told, steps));
    }

    private Result<Stepped> of(TargetId target, MetricAlarm alarm, StepScalingPolicyConfiguration told, Steps steps) {
        Metric metric = metric(alarm);
        Optional<String> preset = preset(target, metric);
        String line = MetricText.write(metric);
        if (MetricText.parse(
                        new Query(target, Presets.CLOUDWATCH, Optional.of(new Query.Expression(line, Reads.AVERAGE))))
                instanceof Result.Failed<Recipe> failed) {
            return unsaid("is called by alarm " + alarm.alarmName() + ": "
                    + failed.fault().message());
        }
        return Result.ok(new Stepped(
                policy.policyName(),
                preset.orElse(Presets.CLOUDWATCH),
                preset.isPresent() ? Optional.empty() : Optional.of(line),
                preset.filter(Presets.PROVISIONED_CONCURRENCY::equals).isPresent() ? Unit.UTILIZATION : Unit.PER_SERVER,
                steps,
                Duration.ofSeconds(alarm.period()).multipliedBy(datapoints(alarm) - 1L),
                Optional.ofNullable(told.cooldown()).map(Duration::ofSeconds),
                differs(alarm, told)));
    }

    private Result<Steps> steps(MetricAlarm alarm, StepScalingPolicyConfiguration told) {
        boolean above = alarm.comparisonOperator() == ComparisonOperator.GREATER_THAN_THRESHOLD
                || alarm.comparisonOperator() == ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD;
        boolean below = alarm.comparisonOperator() == ComparisonOperator.LESS_THAN_THRESHOLD
                || alarm.comparisonOperator() == ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD;
        if (!above && !below) {
            return unsaid("is called by alarm " + alarm.alarmName() + ", which compares by "
                    + alarm.comparisonOperatorAsString());
        }
        List<Step> steps = new ArrayList<>();
        for (StepAdjustment adjustment : told.stepAdjustments()) {
            Double edge = above ? adjustment.metricIntervalLowerBound() : adjustment.metricIntervalUpperBound();
            double bound = alarm.threshold() + (edge == null ? 0 : edge);
            int change = adjustment.scalingAdjustment();
            if (!(bound > 0) || change == 0 || above != change > 0) {
                return unsaid((above ? "at or above " : "below ") + bound + " adds " + change
                        + ", and FLYBALL_STEPS adds servers from loads above 0 on, and removes some below them");
            }
            steps.add(new Step(bound, change));
        }
        return Result.ok(new Steps(steps));
    }

    private static List<String> differs(MetricAlarm alarm, StepScalingPolicyConfiguration told) {
        List<String> differs = new ArrayList<>();
        if (datapoints(alarm) < alarm.evaluationPeriods()) {
            differs.add("asks for " + datapoints(alarm) + " of " + alarm.evaluationPeriods()
                    + " periods, and Flyball for " + datapoints(alarm) + " in a row");
        }
        if ("breaching".equals(alarm.treatMissingData())) {
            differs.add("takes missing points for reached, and Flyball keeps the size");
        }
        MetricAggregationType aggregation = told.metricAggregationType();
        if (aggregation != null && aggregation != MetricAggregationType.AVERAGE) {
            differs.add("takes the " + aggregation + " of the points, and Flyball each by itself");
        }
        boolean open = told.stepAdjustments().stream()
                .anyMatch(step -> step.metricIntervalLowerBound() == null || step.metricIntervalUpperBound() == null);
        if (!open) {
            differs.add("does nothing beyond its last step, and Flyball goes on with that");
        }
        return differs;
    }

    private static int datapoints(MetricAlarm alarm) {
        return Stream.of(alarm.datapointsToAlarm(), alarm.evaluationPeriods())
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse(1);
    }

    private static Metric metric(MetricAlarm alarm) {
        Map<String, String> dimensions = new TreeMap<>();
        alarm.dimensions().forEach(dimension -> dimensions.put(dimension.name(), dimension.value()));
        String statistic = alarm.extendedStatistic() == null ? alarm.statisticAsString() : alarm.extendedStatistic();
        return new Metric(
                alarm.namespace(), alarm.metricName(), dimensions, statistic, Duration.ofSeconds(alarm.period()));
    }

    /** A signal that reads the very same also knows what silence means. */
    private static Optional<String> preset(TargetId target, Metric metric) {
        return Presets.platforms().stream()
                .filter(platform -> platform.knows(target))
                .flatMap(platform -> platform.signals().keySet().stream())
                .filter(signal ->
                        Recipes.of(new Query(target, signal), Optional.empty()) instanceof Result.Ok<Recipe> ok
                                && ok.value().reads() == Reads.AVERAGE
                                && ok.value().factor() == 1
                                && ok.value().parts().equals(List.of(metric)))
                .findFirst();
    }

    private <T> Result<T> unsaid(String why) {
        return Result.failed(Fault.Kind.UNSUPPORTED, "policy " + policy.policyName() + " " + why);
    }
}
