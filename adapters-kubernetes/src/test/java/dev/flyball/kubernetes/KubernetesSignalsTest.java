package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.fault;
import static dev.flyball.kubernetes.Samples.pod;
import static dev.flyball.kubernetes.Samples.readyPod;
import static dev.flyball.kubernetes.Samples.requesting;
import static dev.flyball.kubernetes.Samples.used;
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
import dev.flyball.kubernetes.api.Pod;
import dev.flyball.kubernetes.api.PodMetricsList;
import dev.flyball.kubernetes.api.PodMetricsList.PodMetrics;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KubernetesSignalsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final TargetId CHAT = TargetId.parse("kubernetes:deployment/shop/chat");
    private static final TargetId RANK = TargetId.parse("kubernetes:deployment/shop/rank");
    private static final TargetId FAR = TargetId.parse("kubernetes:deployment/far/chat");
    private static final Query CPU = new Query(CHAT, "cpu");
    private static final Query MEMORY = new Query(CHAT, "memory");

    private final FakeApi api = new FakeApi();
    private final KubernetesSignals signals = new KubernetesSignals(api, Duration.ofSeconds(2));

    @Test
    void joinsUseWithTheRequestOfEachServer() {
        measured("shop", used("chat-1", NOW.minusSeconds(9), "240m", "64Mi"), used("other", NOW, "9", "9Gi"));
        Map<Query, Result<Reading>> readings = read(List.of(CPU, MEMORY), readyPod("chat-1"), readyPod("chat-2"));
        assertThat(value(readings.get(CPU))).isEqualTo(reading(NOW.minusSeconds(9), 0.24, 0.5));
        assertThat(value(readings.get(MEMORY)))
                .isEqualTo(reading(NOW.minusSeconds(9), 64.0 * (1 << 20), 1024.0 * (1 << 20)));
    }

    @Test
    void sumsOverContainersAndReadsEverySortOfQuantity() {
        measured(
                "shop",
                new PodMetrics(
                        new PodMetricsList.Metadata("chat-1"),
                        NOW,
                        "30s",
                        List.of(container("cpu", "1500000n"), container("cpu", "1"), container("cpu", "-10m"))));
        assertThat(sampleOf("chat-1"))
                .isEqualTo(new Sample(1.0015 - 0.01, 0.5, Optional.of(NOW), Duration.ofSeconds(30)));
    }

    @Test
    void aPodOfWhichOneContainerWasNotMeasuredIsMissing() {
        measured(
                "shop",
                used("chat-2", NOW, "1", "1Mi"),
                new PodMetrics(
                        new PodMetricsList.Metadata("chat-1"),
                        NOW,
                        "30s",
                        List.of(container("cpu", "1"), new PodMetricsList.Container("b", null))));
        PerServer reading = (PerServer)
                value(read(List.of(CPU), readyPod("chat-1"), readyPod("chat-2")).get(CPU));
        assertThat(reading.samples()).containsOnlyKeys("chat-2");
    }

    @Test
    void eachSampleHasItsOwnTimeSoThatAnOldOneSaysNothingAboutTheOthers() {
        measured(
                "shop",
                used("chat-1", NOW.minusSeconds(20), "1", "1Mi"),
                used("chat-2", NOW.minusSeconds(300), "1", "1Mi"));
        PerServer reading = (PerServer)
                value(read(List.of(CPU), readyPod("chat-1"), readyPod("chat-2")).get(CPU));
        assertThat(reading.time()).isEqualTo(NOW.minusSeconds(20));
        assertThat(reading.samples().get("chat-2").time()).contains(NOW.minusSeconds(300));
    }

    @Test
    void aWindowThatIsNoDurationIsInvalid() {
        measured(
                "shop",
                new PodMetrics(new PodMetricsList.Metadata("chat-1"), NOW, "soon", List.of(container("cpu", "1"))));
        assertThat(fault(read(List.of(CPU), readyPod("chat-1")).get(CPU)))
                .isEqualTo(new Fault(
                        Fault.Kind.INVALID,
                        "the window of the use of pod chat-1 is soon: must be a duration such as 30s"));
    }

    @Test
    void aContainerIsReadAloneAgainstItsOwnRequest() {
        measured(
                "shop",
                new PodMetrics(
                        new PodMetricsList.Metadata("chat-1"),
                        NOW,
                        null,
                        List.of(container("cpu", "1"), new PodMetricsList.Container("b", Map.of("cpu", "300m")))));
        Pod pod = pod("chat-1", "Running", true, Samples.container("a"), Samples.container("b", "cpu", "400m"));
        assertThat(value(read(List.of(cpuOf("b")), pod).get(cpuOf("b")))).isEqualTo(reading(NOW, 0.3, 0.4));
        assertThat(fault(read(List.of(cpuOf("a")), pod).get(cpuOf("a"))))
                .isEqualTo(new Fault(
                        Fault.Kind.INVALID,
                        "container a of pod chat-1 of deployment chat in namespace shop requests no cpu, or there is"
                                + " none of that name, so that its utilization is unknown: set resources.requests.cpu"
                                + " on it, or FLYBALL_QUERY to one that has it, which are [b]"));
    }

    @Test
    void aContainerWithoutSampleIsMissing() {
        measured("shop", used("chat-1", NOW, "1", "1Mi"));
        Pod pod = pod("chat-1", "Running", true, Samples.container("b", "cpu", "400m"));
        Fault fault = fault(read(List.of(cpuOf("b")), pod).get(cpuOf("b")));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.MISSING);
        assertThat(fault.message()).contains("no cpu sample for container b of any pod");
    }

    @Test
    void aServerWithoutRequestMakesTheQueryInvalidAndIsNamed() {
        measured("shop", used("chat-1", NOW, "1", "1Mi"));
        Fault fault = fault(
                read(List.of(CPU), readyPod("chat-1"), pod("chat-2", "Pending", false, requesting("memory", "1Gi")))
                        .get(CPU));
        assertThat(fault)
                .isEqualTo(new Fault(
                        Fault.Kind.INVALID,
                        "pod chat-2 of deployment chat in namespace shop requests no cpu, so that its utilization is"
                                + " unknown: set resources.requests.cpu on each of its containers"));
    }

    @Test
    void serversThatEndedDoNotCount() {
        measured("shop", used("chat-1", NOW, "1", "1Mi"), used("chat-2", NOW.minusSeconds(50), "1", "1Mi"));
        PerServer reading = (PerServer) value(read(List.of(CPU), readyPod("chat-1"), pod("chat-2", "Failed", false))
                .get(CPU));
        assertThat(reading).isEqualTo(reading(NOW, 1, 0.5));
    }

    @Test
    void noSampleForAnyServerIsMissing() {
        measured("shop", used("other", NOW, "1", "1Mi"));
        assertThat(fault(read(List.of(CPU), readyPod("chat-1")).get(CPU)).kind())
                .isEqualTo(Fault.Kind.MISSING);
        assertThat(fault(read(List.of(CPU)).get(CPU)).kind()).isEqualTo(Fault.Kind.MISSING);
    }

    @Test
    void aQuantityThatIsNoneIsInvalid() {
        measured("shop", used("chat-1", NOW, "NaN", "1Mi"));
        assertThat(fault(read(List.of(CPU), readyPod("chat-1")).get(CPU)))
                .isEqualTo(new Fault(
                        Fault.Kind.INVALID, "cpu of the use of pod chat-1 is NaN: must be a quantity such as 240m"));
    }

    @Test
    void withoutMetricsServerTheFaultSaysSo() {
        Fault absent = fault(read(List.of(CPU), readyPod("chat-1")).get(CPU));
        assertThat(absent.kind()).isEqualTo(Fault.Kind.NOT_FOUND);
        assertThat(absent.message()).contains("metrics.k8s.io", "install metrics-server");
        api.metrics.put("shop", FakeApi.refuse(503, "the server is currently unable to handle the request"));
        Fault down = fault(read(List.of(CPU), readyPod("chat-1")).get(CPU));
        assertThat(down.kind()).isEqualTo(Fault.Kind.UNREACHABLE);
        assertThat(down.message()).contains("metrics-server");
    }

    @Test
    void eachNamespaceIsListedOnceAndFaultsStayInTheirs() {
        measured("shop", used("chat-1", NOW, "1", "1Mi"), used("rank-1", NOW, "2", "1Mi"));
        api.metrics.put("far", FakeApi.silence());
        Query far = new Query(FAR, "cpu");
        Query rank = new Query(RANK, "cpu");
        Map<Query, Result<Reading>> readings = signals.read(
                List.of(CPU, MEMORY, rank, far),
                Map.of(CHAT, fleet(readyPod("chat-1")), RANK, fleet(readyPod("rank-1")), FAR, fleet(readyPod("x"))),
                NOW);
        assertThat(api.requests).containsExactlyInAnyOrder("list metrics shop", "list metrics far");
        assertThat(((PerServer) value(readings.get(rank))).samples()).containsOnlyKeys("rank-1");
        assertThat(fault(readings.get(far)).kind()).isEqualTo(Fault.Kind.TIMED_OUT);
    }

    @Test
    void everyQueryHasAnAnswer() {
        Query unknownSignal = new Query(CHAT, "gpu");
        Query unknownFleet = new Query(RANK, "cpu");
        Map<Query, Result<Reading>> readings = read(List.of(unknownSignal, unknownFleet), readyPod("chat-1"));
        assertThat(fault(readings.get(unknownSignal)).kind()).isEqualTo(Fault.Kind.UNSUPPORTED);
        assertThat(fault(readings.get(unknownFleet)).kind()).isEqualTo(Fault.Kind.MISSING);
        assertThat(api.requests).isEmpty();
    }

    private static Query cpuOf(String container) {
        return new Query(CHAT, "cpu", Optional.of(new Query.Expression(container, Reads.PER_SERVER)));
    }

    private static PerServer reading(Instant time, double amount, double capacity) {
        return new PerServer(Map.of("chat-1", new Sample(amount, capacity, Optional.of(time), Duration.ZERO)), time);
    }

    private Sample sampleOf(String name) {
        return ((PerServer) value(read(List.of(CPU), readyPod(name)).get(CPU)))
                .samples()
                .get(name);
    }

    private Map<Query, Result<Reading>> read(List<Query> queries, Pod... pods) {
        return signals.read(queries, Map.of(CHAT, fleet(pods)), NOW);
    }

    private void measured(String namespace, PodMetrics... pods) {
        api.metrics.put(namespace, Uni.createFrom().item(new PodMetricsList(List.of(pods))));
    }

    private static PodMetricsList.Container container(String resource, String quantity) {
        return new PodMetricsList.Container("a", Map.of(resource, quantity));
    }

    private static Fleet fleet(Pod... pods) {
        return new Fleet(
                pods.length,
                pods.length,
                new Version("1"),
                Optional.empty(),
                Arrays.stream(pods).map(Pods::server).toList());
    }
}
