package dev.flyball.agent.differential;

import dev.flyball.agent.differential.Series.Metric;
import java.util.stream.Collectors;

/** The objects of a series, as JSON. */
final class Manifests {

    /** What each pod requests, in cores and bytes. */
    static final double CPU = 0.1;

    static final double MEMORY = 100e6;

    private Manifests() {}

    static String workload(Series series) {
        return """
                {"apiVersion": "apps/v1", "kind": "%1$s", "metadata": {"name": "%2$s"}, "spec": {
                  "replicas": %3$d, "selector": {"matchLabels": {"app": "%2$s"}},
                  "template": {
                    "metadata": {"labels": {"app": "%2$s"}, "annotations": {"fake-kubelet/ready-delay": "%4$d"}},
                    "spec": {"containers": [{"name": "server", "image": "registry.example/server:1",
                      "resources": {"requests": {"cpu": "100m", "memory": "100M"}}}]}}}}
                """.formatted(
                        series.workload().kind(),
                        series.id(),
                        series.workload().replicas(),
                        series.workload().readyDelaySeconds());
    }

    static String autoscaler(Series series) {
        String metrics = series.metrics().stream().map(Manifests::metric).collect(Collectors.joining(", "));
        String behavior =
                series.rules().json().map(json -> ", \"behavior\": " + json).orElse("");
        return """
                {"apiVersion": "autoscaling/v2beta2", "kind": "HorizontalPodAutoscaler", "metadata": {"name": "%1$s"},
                 "spec": {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "%2$s", "name": "%1$s"},
                  "minReplicas": %3$d, "maxReplicas": %4$d, "metrics": [%5$s]%6$s}}
                """.formatted(
                        series.id(),
                        series.workload().kind(),
                        series.bounds().min(),
                        series.bounds().max(),
                        metrics,
                        behavior);
    }

    static String readyDelay(int seconds) {
        return "{\"spec\": {\"template\": {\"metadata\": {\"annotations\": {\"fake-kubelet/ready-delay\": \"%d\"}}}}}"
                .formatted(seconds);
    }

    private static String metric(Metric metric) {
        if (metric instanceof Metric.Utilization utilization) {
            return "{\"type\": \"Resource\", \"resource\": {\"name\": \"%s\", \"target\": {\"type\": \"Utilization\", \"averageUtilization\": %d}}}"
                    .formatted(utilization.signal(), utilization.percent());
        }
        if (metric instanceof Metric.PerPod perPod) {
            return "{\"type\": \"Resource\", \"resource\": {\"name\": \"%s\", \"target\": {\"type\": \"AverageValue\", \"averageValue\": \"%dm\"}}}"
                    .formatted(perPod.signal(), perPod.milli());
        }
        Metric.External external = (Metric.External) metric;
        return "{\"type\": \"External\", \"external\": {\"metric\": {\"name\": \"%s\"}, \"target\": {\"type\": \"AverageValue\", \"averageValue\": \"%dm\"}}}"
                .formatted(external.signal(), external.milli());
    }
}
