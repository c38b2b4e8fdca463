package dev.flyball.sagemaker;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reads;
import dev.flyball.sagemaker.RegisteredTarget.Load;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.applicationautoscaling.model.CustomizedMetricSpecification;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.TargetTrackingScalingPolicyConfiguration;

/** Says target tracking policies in Flyball's words. */
final class TrackingPolicies {

    private static final Map<String, String> PREDEFINED = Map.of(
            "SageMakerVariantInvocationsPerInstance", Presets.INVOCATIONS_PER_INSTANCE,
            "SageMakerVariantConcurrentRequestsPerModelHighResolution", Presets.CONCURRENT_REQUESTS,
            "SageMakerInferenceComponentInvocationsPerCopy", Presets.INVOCATIONS_PER_COPY,
            "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution", Presets.CONCURRENT_REQUESTS,
            "SageMakerVariantProvisionedConcurrencyUtilization", Presets.PROVISIONED_CONCURRENCY);

    private TrackingPolicies() {}

    static Result<Load> load(ScalingPolicy policy) {
        TargetTrackingScalingPolicyConfiguration tracking = policy.targetTrackingScalingPolicyConfiguration();
        if (tracking == null || tracking.targetValue() == null || !(tracking.targetValue() > 0)) {
            return unsaid(policy, "is " + policy.policyTypeAsString() + " and not target tracking to a value above 0");
        }
        if (tracking.predefinedMetricSpecification() != null) {
            String metric = tracking.predefinedMetricSpecification().predefinedMetricTypeAsString();
            String signal = PREDEFINED.get(metric);
            if (signal == null) {
                return unsaid(policy, "follows " + metric + ", which Flyball has no signal for");
            }
            Unit unit = signal.equals(Presets.PROVISIONED_CONCURRENCY) ? Unit.UTILIZATION : Unit.PER_SERVER;
            return load(policy, signal, Optional.empty(), Optional.empty(), unit);
        }
        CustomizedMetricSpecification metric = tracking.customizedMetricSpecification();
        if (metric == null || metric.metricName() == null || metric.namespace() == null) {
            return unsaid(policy, "follows an expression of several metrics; put that into one metric");
        }
        return load(policy, Presets.CLOUDWATCH, Optional.of(line(metric)), Optional.of(Reads.AVERAGE), Unit.PER_SERVER);
    }

    private static Result<Load> load(
            ScalingPolicy policy, String signal, Optional<String> query, Optional<Reads> reads, Unit unit) {
        TargetTrackingScalingPolicyConfiguration tracking = policy.targetTrackingScalingPolicyConfiguration();
        return Result.ok(new Load(
                policy.policyName(),
                signal,
                query,
                reads,
                new SetPoint(unit, tracking.targetValue()),
                Optional.ofNullable(tracking.scaleOutCooldown()).map(Duration::ofSeconds),
                Optional.ofNullable(tracking.scaleInCooldown()).map(Duration::ofSeconds),
                !Boolean.TRUE.equals(tracking.disableScaleIn())));
    }

    private static String line(CustomizedMetricSpecification metric) {
        Map<String, String> dimensions = new TreeMap<>();
        metric.dimensions().forEach(dimension -> dimensions.put(dimension.name(), dimension.value()));
        return MetricText.write(new Metric(
                metric.namespace(),
                metric.metricName(),
                dimensions,
                metric.statisticAsString(),
                Duration.ofMinutes(1)));
    }

    private static Result<Load> unsaid(ScalingPolicy policy, String why) {
        return Result.failed(Fault.Kind.UNSUPPORTED, "policy " + policy.policyName() + " " + why);
    }
}
