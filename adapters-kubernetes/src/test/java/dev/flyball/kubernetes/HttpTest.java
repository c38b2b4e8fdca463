package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.fault;
import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Fault.Kind;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import dev.flyball.kubernetes.StubServer.Answer;
import dev.flyball.kubernetes.StubServer.Request;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The adapter over HTTP, against a server that misbehaves on demand. */
@QuarkusTest
class HttpTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final TargetId CHAT = TargetId.parse("kubernetes:deployment/shop/chat");
    private static final String SCALE = "/apis/apps/v1/namespaces/shop/deployments/chat/scale";
    private static final String PODS = "GET /api/v1/namespaces/shop/pods";
    private static final String METRICS = "GET /apis/metrics.k8s.io/v1beta1/namespaces/shop/pods";
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private StubServer server;
    private KubernetesAdapter adapter;

    @BeforeEach
    void start() throws IOException {
        server = new StubServer()
                .on("GET " + SCALE, 200, """
                        {"kind": "Scale", "metadata": {"name": "chat", "resourceVersion": "41"}, "spec": {"replicas": 2},
                         "status": {"replicas": 2, "selector": "app=chat,tier in (a,b)"}}""")
                .on(PODS, 200, "{\"metadata\": {}, \"items\": [" + pod("chat-1") + "]}");
        adapter = adapter(LIMIT);
    }

    private KubernetesAdapter adapter(Duration limit) {
        return new KubernetesAdapter(
                limit, () -> NOW, () -> Config.fromKubeconfig(server.kubeconfig("{token: secret}")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void observesAFleet() {
        Fleet fleet = value(observe());
        assertThat(fleet.wanted()).isEqualTo(2);
        assertThat(fleet.version()).isEqualTo(new Version("41"));
        Server pod = fleet.servers().get(0);
        assertThat(pod.state()).isEqualTo(Server.State.READY);
        assertThat(pod.started()).contains(Instant.parse("2026-01-01T10:00:00Z"));
        assertThat(pod.requests()).isEqualTo(Map.of("cpu", 0.5, "a/cpu", 0.5));
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.authorization()).isEqualTo("Bearer secret"));
        assertThat(server.requests())
                .filteredOn(request -> request.line().equals(PODS))
                .singleElement()
                .satisfies(request ->
                        assertThat(request.query()).contains("labelSelector=app=chat,tier in (a,b)", "limit=500"));
    }

    @Test
    void asksWhoElseScalesInTheVersionThatTheServerHas() {
        String rules = "/apis/autoscaling/v2beta2/namespaces/shop/horizontalpodautoscalers";
        server.on("GET /apis/autoscaling", 200, """
                        {"kind": "APIGroup", "name": "autoscaling", "versions": [{"groupVersion": "autoscaling/v1",
                         "version": "v1"}, {"groupVersion": "autoscaling/v2beta2", "version": "v2beta2"}]}""").on("GET " + rules, 200, """
                        {"kind": "HorizontalPodAutoscalerList", "metadata": {}, "items": [{"metadata": {"name": "chat"},
                         "spec": {"scaleTargetRef": {"kind": "Deployment", "name": "chat", "apiVersion": "apps/v1"},
                         "maxReplicas": 3}, "status": {"currentReplicas": 1}}]}""");
        assertThat(value(observe()).hold())
                .contains(new WriteHold(
                        WriteMode.CONFLICT,
                        "HorizontalPodAutoscaler shop/chat scales deployment chat in namespace shop too"));
    }

    @Test
    void aServerBehindAPathIsAskedThere() {
        String prefix = "/k8s/clusters/c-1";
        server.on("GET " + prefix + SCALE, 403, "{\"message\": \"found\"}");
        adapter = new KubernetesAdapter(
                LIMIT,
                () -> NOW,
                () -> Config.fromKubeconfig(
                        server.kubeconfig("{token: secret}").replace(server.url(), server.url() + prefix)));
        assertThat(fault(observe()).message()).contains("found");
    }

    @Test
    void followsThePagesOfAList() {
        server.on(
                PODS,
                request -> request.query().contains("continue=more+/=")
                        ? new Answer(200, "{\"metadata\": {}, \"items\": [" + pod("chat-2") + "]}")
                        : new Answer(
                                200,
                                "{\"metadata\": {\"continue\": \"more+/=\"}, \"items\": [" + pod("chat-1") + "]}"));
        assertThat(value(observe()).servers()).extracting(Server::id).containsExactly("chat-1", "chat-2");
    }

    @Test
    void aScaleOfZeroMayLeaveOutTheNumber() {
        server.on(
                "GET " + SCALE,
                200,
                "{\"metadata\": {\"resourceVersion\": \"41\"}, \"spec\": {}, \"status\": {\"replicas\": 0, \"selector\":"
                        + " \"app=chat\"}}");
        assertThat(value(observe()).wanted()).isZero();
    }

    @Test
    void writesAMergePatchOnTheVersionSeen() {
        server.on("PATCH " + SCALE, 200, """
                {"metadata": {"resourceVersion": "42"}, "spec": {"replicas": 3},
                 "status": {"replicas": 2, "selector": "app=chat"}}""");
        assertThat(apply()).isEqualTo(new Outcome.Applied(NOW, 3));
        Request patch = server.requests().get(0);
        assertThat(patch.contentType()).isEqualTo("application/merge-patch+json");
        assertThat(patch.body()).isEqualTo("{\"metadata\":{\"resourceVersion\":\"41\"},\"spec\":{\"replicas\":3}}");
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHENTICATED",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "429, RATE_LIMITED",
        "500, UNREACHABLE",
        "503, UNREACHABLE"
    })
    void aRefusalKeepsTheServersWords(int status, Kind kind) {
        String body = "{\"kind\": \"Status\", \"message\": \"deployments.apps \\\"chat\\\" its words\", \"code\": 1}";
        server.on("GET " + SCALE, status, body).on("PATCH " + SCALE, status, body);
        Fault seen = fault(observe());
        assertThat(seen.kind()).isEqualTo(kind);
        assertThat(seen.message()).contains("deployments.apps \"chat\" its words");
        assertThat(apply()).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                        refused.fault().kind())
                .isEqualTo(kind));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>  bad\t gateway</html> | <html> bad gateway</html>",
                "{\"message\": | {\"message\":",
                "{\"code\": 502} | {\"code\": 502}",
                "'' | no reason given"
            })
    void aRefusalThatIsNoStatusIsKeptToo(String body, String words) {
        server.on("GET " + SCALE, 502, body);
        assertThat(fault(observe()))
                .isEqualTo(new Fault(
                        Kind.UNREACHABLE,
                        server.url()
                                + " answered 502 to get deployments/scale in API group \"apps\" in namespace shop: "
                                + words));
    }

    @Test
    void aConflictIsDeferred() {
        server.on("PATCH " + SCALE, 409, "{\"message\": \"the object has been modified\"}");
        assertThat(apply()).isInstanceOf(Outcome.Deferred.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"<html>login</html>", "{\"metadata\": {", "[]", "\"\"", "{}", "{\"status\": 3}", "''"})
    void anAnswerThatMakesNoSenseIsInvalid(String body) {
        server.on("GET " + SCALE, 200, body);
        assertThat(fault(observe())).extracting(Fault::kind).isEqualTo(Kind.INVALID);
    }

    @Test
    void aSilentServerIsTimedOutAndSoIsOneThatStopsInTheMiddle() {
        adapter = adapter(Duration.ofMillis(400));
        server.silentOn("GET " + SCALE);
        assertThat(fault(observe()).kind()).isEqualTo(Kind.TIMED_OUT);
        server.stuckOn("GET " + SCALE);
        assertThat(fault(observe()).kind()).isEqualTo(Kind.TIMED_OUT);
        server.silentOn("PATCH " + SCALE);
        assertThat(apply()).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                        refused.fault().kind())
                .isEqualTo(Kind.TIMED_OUT));
    }

    @Test
    void aTargetThatIsSilentDoesNotHoldUpOthers() {
        adapter = adapter(Duration.ofMillis(400));
        server.silentOn("GET /apis/apps/v1/namespaces/slow/deployments/chat/scale");
        TargetId slow = TargetId.parse("kubernetes:deployment/slow/chat");
        Map<TargetId, Result<Fleet>> fleets = targets().observe(List.of(slow, CHAT), NOW);
        assertThat(value(fleets.get(CHAT)).wanted()).isEqualTo(2);
        assertThat(fault(fleets.get(slow)).kind()).isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() {
        server.close();
        Fault fault = fault(observe());
        assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(fault.message()).contains("no connection to http://127.0.0.1:", "Connection refused");
    }

    @Test
    void readsUse() {
        server.on(METRICS, 200, """
                {"kind": "PodMetricsList", "items": [{"metadata": {"name": "chat-1"}, "window": "20s",
                 "timestamp": "2026-01-01T11:59:50Z", "containers": [{"name": "a", "usage": {"cpu": "240m",
                 "memory": "64Mi"}}]}]}""");
        assertThat(value(read()))
                .isEqualTo(new Reading.PerServer(
                        Map.of(
                                "chat-1",
                                new Reading.Sample(
                                        0.24, 0.5, Optional.of(NOW.minusSeconds(10)), Duration.ofSeconds(20))),
                        NOW.minusSeconds(10)));
    }

    @Test
    void aClusterWithoutMetricsApiSaysSo() {
        assertThat(fault(read()).message())
                .contains("no metrics API (metrics.k8s.io)", "install metrics-server", "404 page not found");
    }

    private Targets targets() {
        return adapter.targets().orElseThrow();
    }

    private Result<Fleet> observe() {
        return targets().observe(List.of(CHAT), NOW).get(CHAT);
    }

    private Outcome apply() {
        return targets().apply(CHAT, new Change(2, 3), new Version("41"));
    }

    private Result<Reading> read() {
        Query query = new Query(CHAT, "cpu");
        return adapter.signals()
                .orElseThrow()
                .read(List.of(query), Map.of(CHAT, value(observe())), NOW)
                .get(query);
    }

    private static String pod(String name) {
        return """
                {"metadata": {"name": "%s", "labels": {"app": "chat"}},
                 "spec": {"containers": [{"name": "a", "resources": {"requests": {"cpu": "500m"}}}]},
                 "status": {"phase": "Running", "podIP": "10.0.0.7", "startTime": "2026-01-01T10:00:00Z",
                  "conditions": [{"type": "Ready", "status": "True", "lastTransitionTime": "2026-01-01T10:00:20Z"}]}}""".formatted(name);
    }
}
