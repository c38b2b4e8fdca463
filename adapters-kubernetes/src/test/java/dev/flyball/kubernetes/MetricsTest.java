package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.fault;
import static dev.flyball.kubernetes.Samples.pod;
import static dev.flyball.kubernetes.Samples.readyPod;
import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.PerServer;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import dev.flyball.kubernetes.api.ApiGroup;
import dev.flyball.kubernetes.api.MetricValues;
import dev.flyball.kubernetes.api.MetricValues.DescribedObject;
import dev.flyball.kubernetes.api.MetricValues.Value;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signals {@code custom} and {@code external}. */
class MetricsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final TargetId CHAT = TargetId.parse("kubernetes:deployment/shop/chat");
    private static final TargetId RANK = TargetId.parse("kubernetes:deployment/shop/rank");
    private static final Fleet FLEET = new Fleet(
            3,
            3,
            new Version("1"),
            Optional.empty(),
            List.of(
                    Pods.server(readyPod("chat-1")),
                    Pods.server(readyPod("chat-2")),
                    Pods.server(pod("chat-3", "Failed", false))));

    private final FakeApi api = new FakeApi();
    private final KubernetesSignals signals = new KubernetesSignals(api, Duration.ofSeconds(2));

    @BeforeEach
    void offer() {
        offers(MetricGroup.CUSTOM, "v1beta1", "v1beta2");
        offers(MetricGroup.EXTERNAL, "v1beta1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "pods/queue"})
    void aMetricOfThePodsIsASampleForEachServerThatHasOne(String text) {
        has("custom/v1beta2/shop/pods/*/queue", of("chat-1", NOW, "1500m"), of("chat-3", NOW, "9"), of("x", NOW, "9"));
        assertThat(value(read("custom", text, Reads.TOTAL)))
                .isEqualTo(new PerServer(
                        Map.of("chat-1", new Sample(1.5, 1, Optional.of(NOW), Duration.ofSeconds(60))), NOW));
    }

    @Test
    void aMetricOfAnObjectIsATotalOrAnAverageAsTheUserSays() {
        has("custom/v1beta2/shop/deployments.apps/chat/rate?path=a,b!=c", of("chat", NOW.minusSeconds(7), "42"));
        String text = "deployments.apps/chat/rate?path=a,b!=c";
        assertThat(value(read("custom", text, Reads.TOTAL))).isEqualTo(new Reading.Total(42, NOW.minusSeconds(7)));
        assertThat(value(read("custom", text, Reads.AVERAGE)))
                .isEqualTo(new Reading.Average(42, NOW.minusSeconds(7), Duration.ofSeconds(60)));
    }

    @Test
    void anOlderVersionOfTheApiIsReadWhereThereIsNoNewerAndAskedForOnce() {
        offers(MetricGroup.CUSTOM, "v1beta1");
        has("custom/v1beta1/shop/pods/*/queue", of("chat-1", NOW, "1"));
        value(read("custom", "queue", Reads.TOTAL));
        value(read("custom", "queue", Reads.TOTAL));
        assertThat(api.requests)
                .filteredOn(line -> line.startsWith("get group"))
                .hasSize(1);
        offers(MetricGroup.CUSTOM, "v9");
        api.values.clear();
        assertThat(fault(read("custom", "queue", Reads.TOTAL)).kind()).isEqualTo(Fault.Kind.MISSING);
        Fault unknown = fault(read("custom", "queue", Reads.TOTAL));
        assertThat(unknown.kind()).isEqualTo(Fault.Kind.UNSUPPORTED);
        assertThat(unknown.message()).contains("v9", "must be one of [v1beta2, v1beta1]");
    }

    @ParameterizedTest
    @CsvSource({"custom, deployments.apps/chat/rate", "custom, queue", "external, queue", "external, sum(queue)"})
    void anEmptyListIsMissingAndNeverZero(String signal, String text) {
        has("custom/v1beta2/shop/deployments.apps/chat/rate");
        has("custom/v1beta2/shop/pods/*/queue");
        has("external/shop/queue");
        assertThat(fault(read(signal, text, Reads.TOTAL)).kind()).isEqualTo(Fault.Kind.MISSING);
    }

    @ParameterizedTest
    @CsvSource({"custom, deployments.apps/chat/rate", "external, rate"})
    void aMetricThatTheAdapterDoesNotKnowIsMissingWithItsWords(String signal, String text) {
        Fault fault = fault(read(signal, text, Reads.TOTAL));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.MISSING);
        assertThat(fault.message())
                .startsWith(signal + " metric rate ")
                .endsWith("in namespace shop has no value: the server could not find the metric");
    }

    @ParameterizedTest
    @CsvSource({"custom, custom.metrics.k8s.io", "external, external.metrics.k8s.io"})
    void aClusterWithoutTheApiSaysSo(String signal, String group) {
        api.groups.clear();
        Fault fault = fault(read(signal, "rate", Reads.TOTAL));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND);
        assertThat(fault.message()).startsWith("the cluster has no API " + group + ": install an adapter");
    }

    @Test
    void anAdapterThatIsDownIsUnreachable() {
        api.values.put("external/shop/queue", FakeApi.refuse(503, "no endpoints"));
        Fault fault = fault(read("external", "queue", Reads.TOTAL));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.UNREACHABLE);
        assertThat(fault.message()).contains("external.metrics.k8s.io", "no endpoints", "kubectl get apiservices");
    }

    @Test
    void aRightThatIsMissingIsNamedWithItsRule() {
        api.values.put("external/shop/queue", FakeApi.refuse(403, "no"));
        api.values.put("custom/v1beta2/shop/pods/*/queue", FakeApi.refuse(403, "no"));
        assertThat(fault(read("external", "queue", Reads.TOTAL)).message())
                .contains("{apiGroups: [\"external.metrics.k8s.io\"], resources: [\"queue\"], verbs: [\"list\"]}");
        assertThat(fault(read("custom", "queue", Reads.TOTAL)).message())
                .contains("{apiGroups: [\"custom.metrics.k8s.io\"], resources: [\"pods/queue\"], verbs: [\"get\"]}");
    }

    @Test
    void aMissingRightIsAnObstacleAlsoWhileTheFleetIsNotKnown() {
        assertThat(signals.obstacles(query(CHAT, "external", "queue", Reads.TOTAL)))
                .isEmpty();
        api.deniedVerbs.addAll(List.of("list", "get"));
        assertThat(signals.obstacles(query(CHAT, "external", "sum(queue)", Reads.TOTAL)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message())
                        .contains("may not list queue in API group \"external.metrics.k8s.io\""));
        assertThat(signals.obstacles(query(CHAT, "custom", "queue", Reads.TOTAL)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("may not get pods/queue"));
        assertThat(signals.obstacles(new Query(CHAT, "cpu")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("\"metrics.k8s.io\""));
        assertThat(signals.obstacles(query(CHAT, "custom", "a/b", Reads.TOTAL))).isEmpty();
    }

    @Test
    void anExternalMetricIsATotalOrAnAverageAsTheUserSays() {
        has("external/shop/queue?queue=chat", series("chat", NOW, "3k"));
        assertThat(value(read("external", "queue?queue=chat", Reads.TOTAL))).isEqualTo(new Reading.Total(3000, NOW));
        assertThat(value(read("external", "queue?queue=chat", Reads.AVERAGE)))
                .isEqualTo(new Reading.Average(3000, NOW, Duration.ZERO));
    }

    @Test
    void severalSeriesAreAddedUpOnlyIfThatIsAskedFor() {
        has("external/shop/queue", series("a", NOW, "3"), series("b", NOW.minusSeconds(9), "4"));
        assertThat(fault(read("external", "queue", Reads.TOTAL)))
                .isEqualTo(new Fault(
                        Fault.Kind.INVALID,
                        "external metric queue in namespace shop has 2 series ({queue=a}, {queue=b}): choose one by"
                                + " its labels (queue?LABEL=VALUE), or write sum(queue) to add them up"));
        assertThat(value(read("external", " sum( queue )", Reads.TOTAL)))
                .isEqualTo(new Reading.Total(7, NOW.minusSeconds(9)));
    }

    @ParameterizedTest
    @CsvSource({
        "custom, services/queue",
        "custom, ''",
        "custom, /queue",
        "custom, a/b/c/d",
        "custom, queue?",
        "external, a/b",
        "external, sum()",
        "external, ?a=b"
    })
    void aQueryOfAnotherFormIsInvalidAndSaysWhichFormsThereAre(String signal, String text) {
        Fault fault = fault(read(signal, text, Reads.TOTAL));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID);
        assertThat(fault.message()).startsWith("FLYBALL_QUERY=" + text + ": must be METRIC or ");
        assertThat(api.requests).isEmpty();
    }

    @Test
    void aValueWithoutTimeOrNumberIsInvalid() {
        has("external/shop/untimed", series("a", null, "3"));
        has("external/shop/odd", series("a", NOW, "x"));
        has("external/shop/none", series("a", NOW, null));
        for (String text : List.of("untimed", "odd", "none")) {
            assertThat(fault(read("external", text, Reads.TOTAL)).kind()).isEqualTo(Fault.Kind.INVALID);
        }
    }

    @Test
    void whatSeveralTargetsShareIsAskedOnceAndAllAtTheSameTime() {
        has("custom/v1beta2/shop/pods/*/queue", of("chat-1", NOW, "1"));
        has("external/shop/a", series("a", NOW, "1"));
        api.values.put("external/shop/slow", FakeApi.silence());
        List<Query> queries = List.of(
                query(CHAT, "custom", "queue", Reads.TOTAL),
                query(RANK, "custom", "pods/queue", Reads.TOTAL),
                query(CHAT, "external", "a", Reads.TOTAL),
                query(RANK, "external", "sum(a)", Reads.TOTAL),
                query(RANK, "external", "slow", Reads.TOTAL));
        Map<Query, Result<Reading>> readings = signals.read(queries, Map.of(CHAT, FLEET, RANK, FLEET), NOW);
        assertThat(api.requests)
                .containsExactlyInAnyOrder(
                        "get group custom.metrics.k8s.io",
                        "get group external.metrics.k8s.io",
                        "get custom/v1beta2/shop/pods/*/queue",
                        "get external/shop/a",
                        "get external/shop/slow");
        assertThat(readings.values())
                .filteredOn(result -> result instanceof Result.Ok)
                .hasSize(4);
        assertThat(fault(readings.get(queries.get(4))).kind()).isEqualTo(Fault.Kind.TIMED_OUT);
    }

    private Result<Reading> read(String signal, String text, Reads reads) {
        Query query = query(CHAT, signal, text, reads);
        return signals.read(List.of(query), Map.of(CHAT, FLEET), NOW).get(query);
    }

    private static Query query(TargetId target, String signal, String text, Reads reads) {
        return new Query(target, signal, Optional.of(new Query.Expression(text, reads)));
    }

    private void offers(String group, String... versions) {
        List<ApiGroup.Version> offered =
                Arrays.stream(versions).map(ApiGroup.Version::new).toList();
        api.groups.put(group, Uni.createFrom().item(new ApiGroup(offered)));
    }

    private void has(String path, Value... values) {
        api.values.put(path, Uni.createFrom().item(new MetricValues(List.of(values))));
    }

    private static Value of(String object, Instant time, String quantity) {
        return new Value(new DescribedObject(object), null, time, 60L, quantity);
    }

    private static Value series(String queue, Instant time, String quantity) {
        return new Value(null, Map.of("queue", queue), time, null, quantity);
    }
}
