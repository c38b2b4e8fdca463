package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.kubernetes.api.Pod;
import dev.flyball.kubernetes.api.PodMetricsList;
import dev.flyball.kubernetes.api.PodMetricsList.PodMetrics;
import dev.flyball.kubernetes.api.Scale;
import dev.flyball.kubernetes.api.ScalingRule;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers of the API server, for tests. */
final class Samples {

    static final Instant STARTED = Instant.parse("2026-01-01T10:00:00Z");
    static final Instant READY_SINCE = Instant.parse("2026-01-01T10:00:20Z");

    private Samples() {}

    static Scale scale(int wanted, int size, String version) {
        return new Scale(new Scale.Metadata(version), new Scale.Spec(wanted), new Scale.Status(size, "app=chat"));
    }

    static Pod pod(String name, String phase, boolean ready, Pod.Container... containers) {
        return new Pod(
                new Pod.Metadata(name, null, "7", null, Map.of()),
                new Pod.Spec(List.of(containers), List.of(), null),
                new Pod.Status(
                        phase,
                        "10.0.0.7",
                        STARTED,
                        List.of(new Pod.Condition("Ready", ready ? "True" : "False", READY_SINCE, null, null)),
                        null));
    }

    static Pod readyPod(String name) {
        return pod(name, "Running", true, requesting("cpu", "500m", "memory", "1Gi"));
    }

    static Pod.Container requesting(String... resourceAndQuantity) {
        return container("server", resourceAndQuantity);
    }

    static Pod.Container container(String name, String... resourceAndQuantity) {
        return new Pod.Container(name, null, new Pod.Resources(map(resourceAndQuantity), null));
    }

    static PodMetrics used(String pod, Instant when, String cpu, String memory) {
        return new PodMetrics(
                new PodMetricsList.Metadata(pod),
                when,
                null,
                List.of(new PodMetricsList.Container("server", map("cpu", cpu, "memory", memory))));
    }

    /** A scaling rule for a Deployment. */
    static ScalingRule rule(String name, String target) {
        return new ScalingRule(
                new ScalingRule.Metadata(name),
                new ScalingRule.Spec(new ScalingRule.TargetRef("apps/v1", "Deployment", target)));
    }

    static <T> T value(Result<T> result) {
        if (result instanceof Result.Ok<T> ok) {
            return ok.value();
        }
        throw new AssertionError("expected a value, got " + result);
    }

    static Fault fault(Result<?> result) {
        if (result instanceof Result.Failed<?> failed) {
            return failed.fault();
        }
        throw new AssertionError("expected a fault, got " + result);
    }

    private static Map<String, String> map(String... keysAndValues) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
