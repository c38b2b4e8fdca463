package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.fault;
import static dev.flyball.kubernetes.Samples.readyPod;
import static dev.flyball.kubernetes.Samples.scale;
import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.guard.RateLimit.Base;
import dev.flyball.core.guard.RateLimit.Rate;
import dev.flyball.core.guard.RateLimit.Select;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import dev.flyball.kubernetes.HorizontalAutoscaler.Load;
import dev.flyball.kubernetes.HorizontalAutoscaler.Pace;
import dev.flyball.kubernetes.HorizontalAutoscalers.Where;
import dev.flyball.kubernetes.api.Hpa;
import dev.flyball.kubernetes.api.ResourceList;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HorizontalAutoscalersTest {

    private final FakeApi api = new FakeApi();
    private final HorizontalAutoscalers reader =
            new HorizontalAutoscalers(api, Duration.ofSeconds(2), () -> Instant.parse("2026-01-01T12:00:00Z"));

    @BeforeEach
    void autoscalingV2() {
        api.having("autoscaling", "v1", "v2");
    }

    @Test
    void readsTargetBoundsAndUtilization() {
        metrics("{\"type\": \"Resource\", \"resource\": {\"name\": \"cpu\", \"target\": {\"type\": \"Utilization\","
                + " \"averageUtilization\": 80}}}");
        HorizontalAutoscaler hpa = read();
        assertThat(value(hpa.target())).isEqualTo(TargetId.parse("kubernetes:deployment/shop/chat"));
        assertThat(hpa.min()).isEqualTo(2);
        assertThat(hpa.max()).isEqualTo(9);
        assertThat(value(hpa.loads().get(0)))
                .isEqualTo(new Load("cpu", Optional.empty(), Optional.empty(), new SetPoint(Unit.UTILIZATION, 0.8)));
        assertThat(hpa.out()).isEqualTo(new Pace(Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(api.requests).contains("list autoscalers v2 here");
    }

    @Test
    void anAverageValueOfCpuIsRelativeToWhatThePodsRequest() {
        api.with("deployments/shop/chat", scale(1, 1, "41"), readyPod("chat-1"));
        metrics("{\"type\": \"Resource\", \"resource\": {\"name\": \"cpu\", \"target\": {\"type\": \"AverageValue\","
                + " \"averageValue\": \"300m\"}}}");
        assertThat(value(read().loads().get(0)).setPoint()).isEqualTo(new SetPoint(Unit.UTILIZATION, 0.6));
    }

    @Test
    void anAverageValueOfPodsThatRequestNothingCannotBeSaid() {
        api.with("deployments/shop/chat", scale(0, 0, "41"));
        metrics("{\"type\": \"Resource\", \"resource\": {\"name\": \"cpu\", \"target\": {\"type\": \"AverageValue\","
                + " \"averageValue\": \"300m\"}}}");
        assertThat(fault(read().loads().get(0)).message()).contains("do not all request the same");
    }

    @Test
    void otherMetricsAreQueriesWithTheirSelectors() {
        api.resources.put(
                "networking.k8s.io/v1",
                Uni.createFrom().item(new ResourceList(List.of(new ResourceList.Resource("ingresses", "Ingress")))));
        metrics("""
                {"type": "ContainerResource", "containerResource": {"name": "cpu", "container": "server",
                 "target": {"type": "Utilization", "averageUtilization": 50}}},
                {"type": "Pods", "pods": {"metric": {"name": "requests", "selector": {"matchLabels": {"b": "2", "a": "1"},
                 "matchExpressions": [{"key": "c", "operator": "In", "values": ["x", "y"]},
                 {"key": "d", "operator": "DoesNotExist"}]}}, "target": {"type": "AverageValue", "averageValue": "1k"}}},
                {"type": "Object", "object": {"metric": {"name": "hits"}, "describedObject": {"kind": "Ingress",
                 "apiVersion": "networking.k8s.io/v1", "name": "main"}, "target": {"type": "Value", "value": "2k"}}},
                {"type": "External", "external": {"metric": {"name": "queue"},
                 "target": {"type": "AverageValue", "averageValue": "20"}}}""");
        assertThat(read().loads())
                .extracting(Samples::value)
                .containsExactly(
                        new Load("cpu", Optional.of("server"), Optional.empty(), new SetPoint(Unit.UTILIZATION, 0.5)),
                        amount("custom", "pods/requests?a=1,b=2,c in (x,y),!d", Optional.empty(), 1000),
                        amount("custom", "ingresses.networking.k8s.io/main/hits", Optional.of(Reads.AVERAGE), 2000),
                        amount("external", "sum(queue)", Optional.empty(), 20));
    }

    @Test
    void whatFlyballHasNoWordsForIsAFaultOfItsOwn() {
        metrics("""
                {"type": "Resource", "resource": {"name": "ephemeral-storage", "target": {"averageUtilization": 5}}},
                {"type": "Phase", "phase": {}},
                {"type": "Resource", "resource": {"name": "cpu", "target": {"averageUtilization": 0}}},
                {"type": "External", "external": {"metric": {"name": "queue"}, "target": {"averageValue": "much"}}}""");
        assertThat(read().loads())
                .hasSize(4)
                .allSatisfy(load -> assertThat(fault(load).kind()).isEqualTo(Fault.Kind.UNSUPPORTED));
    }

    @Test
    void readsTheBehavior() {
        hpa("\"behavior\": {\"scaleUp\": {\"stabilizationWindowSeconds\": 30, \"selectPolicy\": \"Min\", \"tolerance\":"
                + " \"50m\", \"policies\": [{\"type\": \"Pods\", \"value\": 4, \"periodSeconds\": 15}, {\"type\":"
                + " \"Percent\", \"value\": 50, \"periodSeconds\": 60}]}, \"scaleDown\": {\"selectPolicy\":"
                + " \"Disabled\"}}, \"metrics\": []");
        HorizontalAutoscaler hpa = read();
        assertThat(hpa.out())
                .isEqualTo(new Pace(
                        Optional.of(Duration.ofSeconds(30)),
                        Optional.of(0.05),
                        Optional.of(new RateLimit(
                                List.of(
                                        new Rate(4, Rate.Unit.SERVERS, Duration.ofSeconds(15)),
                                        new Rate(50, Rate.Unit.PERCENT, Duration.ofMinutes(1))),
                                Select.LEAST,
                                Base.WANTED))));
        assertThat(hpa.in().rate()).contains(new RateLimit(List.of(), Select.OFF, Base.WANTED));
    }

    @Test
    void theOldestVersionTellsCpuAndThatThereMayBeMore() {
        api.having("autoscaling", "v1");
        hpa("\"targetCPUUtilizationPercentage\": 70");
        List<Result<Load>> loads = read().loads();
        assertThat(value(loads.get(0)).setPoint()).isEqualTo(new SetPoint(Unit.UTILIZATION, 0.7));
        assertThat(fault(loads.get(1)).message()).startsWith("other metrics and a behavior");
    }

    @Test
    void aMissingRightAndAMissingApiAreFaults() {
        api.autoscalers = FakeApi.refuse(403, "no");
        assertThat(fault(reader.read(new Where.Everywhere())).message())
                .contains("may not list horizontalpodautoscalers in API group \"autoscaling\" in all namespaces")
                .endsWith("in a ClusterRole grants it");
        api.having("autoscaling", "v3");
        HorizontalAutoscalers later =
                new HorizontalAutoscalers(api, Duration.ofSeconds(2), () -> Instant.parse("2026-01-01T13:00:00Z"));
        assertThat(fault(later.read(new Where.In("shop"))).kind()).isEqualTo(Fault.Kind.UNSUPPORTED);
    }

    private HorizontalAutoscaler read() {
        return value(reader.read(new Where.Here())).get(0);
    }

    private void metrics(String metrics) {
        hpa("\"metrics\": [" + metrics + "]");
    }

    private void hpa(String spec) {
        try {
            Hpa hpa = new ObjectMapper().readValue("""
                            {"metadata": {"namespace": "shop", "name": "chat"}, "spec": {"scaleTargetRef": {"kind":
                             "Deployment", "name": "chat", "apiVersion": "apps/v1"}, "minReplicas": 2, "maxReplicas": 9,
                             %s}}""".formatted(spec), Hpa.class);
            api.autoscalers = Uni.createFrom().item(List.of(hpa));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static Load amount(String signal, String query, Optional<Reads> reads, double amount) {
        return new Load(signal, Optional.of(query), reads, new SetPoint(Unit.PER_SERVER, amount));
    }
}
