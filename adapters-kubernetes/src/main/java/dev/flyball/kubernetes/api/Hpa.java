package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;

/**
 * A HorizontalPodAutoscaler as {@code autoscaling/v2}, {@code v2beta2} or {@code v1} shows it; what the server leaves
 * out is {@code null}.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Hpa(Metadata metadata, Spec spec) {

    /** What it is called. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metadata(String namespace, String name) {}

    /** What it does; {@code targetCPUUtilizationPercentage} is only in {@code v1}, metrics and behavior are not. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(
            ScalingRule.TargetRef scaleTargetRef,
            Integer minReplicas,
            int maxReplicas,
            Integer targetCPUUtilizationPercentage,
            List<Metric> metrics,
            Behavior behavior) {

        public Spec {
            metrics = metrics == null ? List.of() : List.copyOf(metrics);
        }
    }

    /** One metric; of the sources that of its type is there. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metric(
            String type, Source resource, Source containerResource, Source pods, Source object, Source external) {}

    /** Where a metric comes from, and what it is held to. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Source(
            String name,
            String container,
            MetricName metric,
            ScalingRule.TargetRef describedObject,
            MetricTarget target) {}

    /** A metric that is not a resource's use. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record MetricName(String name, Selector selector) {}

    /** Which of the metric's labels to choose. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Selector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {

        public Selector {
            matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
            matchExpressions = matchExpressions == null ? List.of() : List.copyOf(matchExpressions);
        }
    }

    /** One condition of a selector. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Requirement(String key, String operator, List<String> values) {

        public Requirement {
            values = values == null ? List.of() : List.copyOf(values);
        }
    }

    /** What a metric is held to; of the amounts that of its type is there. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record MetricTarget(String type, Integer averageUtilization, String averageValue, String value) {}

    /** How readily and how fast it follows. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Behavior(Direction scaleUp, Direction scaleDown) {}

    /** The same in one direction. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Direction(
            Integer stabilizationWindowSeconds, String selectPolicy, List<Policy> policies, String tolerance) {

        public Direction {
            policies = policies == null ? List.of() : List.copyOf(policies);
        }
    }

    /** One rate. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Policy(String type, int value, int periodSeconds) {}
}
