package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.fault;
import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import dev.flyball.kubernetes.StubServer.Answer;
import dev.flyball.kubernetes.StubServer.Request;
import dev.flyball.kubernetes.StubServer.Teller;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.ObjectPath;
import dev.flyball.kubernetes.api.Pod;
import dev.flyball.kubernetes.api.RestKubernetesApi;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists and watches over HTTP, against a server that tells them as it likes. */
@QuarkusTest
class WatchTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final TargetId CHAT = TargetId.parse("kubernetes:deployment/shop/chat");
    private static final String DEPLOYMENTS = "GET /apis/apps/v1/namespaces/shop/deployments";
    private static final String PODS = "GET /api/v1/namespaces/shop/pods";
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Patience PATIENCE = new Patience(
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMillis(500));

    private final Queue<Teller> script = new ConcurrentLinkedQueue<>();
    private final Queue<String> lists = new ConcurrentLinkedQueue<>();
    private final LinkedBlockingQueue<String> watchedFrom = new LinkedBlockingQueue<>();
    private StubServer server;
    private KubernetesApi api;
    private Targets targets;

    @BeforeEach
    void start() throws IOException {
        lists.add(list("10", deployment(2, "9")));
        server = new StubServer()
                .on(DEPLOYMENTS, request -> new Answer(200, lists.remove()))
                .on(PODS, 200, list("10", pod("chat-1", "chat"), pod("other-1", "other")))
                .watched(DEPLOYMENTS, (request, voice) -> {
                    watchedFrom.add(parameter(request, "resourceVersion"));
                    Teller next = script.poll();
                    if (next == null) {
                        voice.fallSilent();
                    } else {
                        next.tell(request, voice);
                    }
                })
                .watched(PODS, (request, voice) -> voice.fallSilent());
        api = new RestKubernetesApi(
                () -> Config.fromKubeconfig(server.kubeconfig("{token: secret}")), LIMIT, () -> NOW);
        targets = new KubernetesTargets(api, LIMIT, () -> NOW, PATIENCE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void seesFleetsWithoutAskingForEach() throws Exception {
        Fleet fleet = value(observe());
        assertThat(fleet.wanted()).isEqualTo(2);
        assertThat(fleet.size()).isEqualTo(1);
        assertThat(fleet.version().value()).isEqualTo("9");
        assertThat(fleet.servers()).extracting(Server::id).containsExactly("chat-1");
        assertThat(fleet.servers()).extracting(Server::state).containsExactly(Server.State.READY);
        watchedFrom("10");
        List<Request> before = server.requests();
        value(observe());
        assertThat(server.requests().stream().map(Request::line).distinct()).noneMatch(line -> line.contains("/scale"));
        assertThat(before).anySatisfy(request -> assertThat(request.query())
                .contains("watch=true", "allowWatchBookmarks=true", "resourceVersion=10", "timeoutSeconds="));
        assertThat(before).allMatch(request -> request.authorization().equals("Bearer secret"));
    }

    @Test
    void aTargetThatIsNotInTheListDoesNotExist() {
        TargetId gone = TargetId.parse("kubernetes:deployment/shop/gone");
        Fault fault = fault(targets.observe(Set.of(gone), NOW).get(gone));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND);
        assertThat(fault.message()).startsWith("deployment gone in namespace shop does not exist on http://127.0.0.1");
    }

    @Test
    void aSelectionIsFoundInTheSameList() {
        TargetId models = TargetId.parse("kubernetes:deployments/shop?tier=model");
        TargetId others = TargetId.parse("kubernetes:deployments/shop?tier!=model");
        assertThat(value(targets.matching(models))).containsExactly(CHAT);
        assertThat(value(targets.matching(others))).isEmpty();
        assertThat(server.requests()).noneMatch(request -> request.query().contains("labelSelector"));
    }

    @Test
    void aWatchThatTheServerClosesGoesOnFromTheLastEvent() throws Exception {
        script.add((request, voice) -> voice.say(event("MODIFIED", deployment(3, "11"))));
        script.add((request, voice) -> voice.say(event("BOOKMARK", "{\"metadata\": {\"resourceVersion\": \"12\"}}")));
        value(observe());
        watchedFrom("10", "11", "12");
        assertThat(value(observe()).wanted()).isEqualTo(3);
        assertThat(value(observe()).version().value()).isEqualTo("11");
    }

    @Test
    void eventsMayComeInPiecesAndSeveralInOne() throws Exception {
        script.add((request, voice) -> {
            String text = event("MODIFIED", deployment(3, "11")) + event("MODIFIED", deployment(4, "12"));
            for (int i = 0; i < text.length(); i += 7) {
                voice.say(text.substring(i, Math.min(text.length(), i + 7)));
            }
        });
        value(observe());
        watchedFrom("10", "12");
        assertThat(value(observe()).wanted()).isEqualTo(4);
    }

    @Test
    void aDeploymentThatIsDeletedIsGone() throws Exception {
        script.add((request, voice) -> voice.say(event("DELETED", deployment(2, "11"))));
        observe();
        watchedFrom("10", "11");
        assertThat(fault(observe()).kind()).isEqualTo(Fault.Kind.NOT_FOUND);
    }

    @Test
    void aWriteIsSeenAtOnceThoughTheWatchHasNotToldItYet() throws Exception {
        server.on("PATCH /apis/apps/v1/namespaces/shop/deployments/chat/scale", 200, scale(3, "11"))
                .on(DEPLOYMENTS + "/chat/scale", 200, scale(3, "11"));
        Version seen = value(observe()).version();
        assertThat(targets.apply(CHAT, new Change(2, 3), seen)).isInstanceOf(Outcome.Applied.class);
        assertThat(value(observe()).wanted()).isEqualTo(3);
        assertThat(value(observe()).version().value()).isEqualTo("11");
    }

    @Test
    void onceTheWatchHasToldAWriteNothingIsAskedAnew() throws Exception {
        CompletableFuture<Void> written = new CompletableFuture<>();
        script.add((request, voice) -> {
            written.join();
            voice.say(event("MODIFIED", deployment(3, "11")));
        });
        server.on("PATCH /apis/apps/v1/namespaces/shop/deployments/chat/scale", request -> {
            written.complete(null);
            return new Answer(200, scale(3, "11"));
        });
        targets.apply(CHAT, new Change(2, 3), value(observe()).version());
        watchedFrom("10", "11");
        assertThat(value(observe()).wanted()).isEqualTo(3);
        assertThat(server.requests()).noneMatch(request -> request.line().startsWith(DEPLOYMENTS + "/chat/scale"));
    }

    @Test
    void aVersionThatIsGoneInTheMiddleIsListedAnew() throws Exception {
        lists.add(list("20", deployment(5, "19")));
        script.add((request, voice) -> {
            voice.say(event(
                    "ERROR",
                    "{\"kind\": \"Status\", \"code\": 410, \"message\": \"too old resource version: 10 (15)\"}"));
            voice.fallSilent();
        });
        value(observe());
        watchedFrom("10", "20");
        assertThat(value(observe()).wanted()).isEqualTo(5);
    }

    @Test
    void aLineOfGarbageIsListedAnew() throws Exception {
        lists.add(list("20", deployment(5, "19")));
        script.add((request, voice) -> {
            voice.say("<html>Bad Gateway</html>\n");
            voice.fallSilent();
        });
        value(observe());
        watchedFrom("10", "20");
        assertThat(value(observe()).wanted()).isEqualTo(5);
    }

    @Test
    void halfALineAndThenSilenceIsWatchedAnew() throws Exception {
        script.add((request, voice) -> {
            voice.say(event("MODIFIED", deployment(7, "11")).substring(0, 40));
            voice.fallSilent();
        });
        script.add((request, voice) -> voice.say(event("MODIFIED", deployment(3, "12"))));
        value(observe());
        watchedFrom("10", "10", "12");
        assertThat(value(observe()).wanted()).isEqualTo(3);
    }

    @Test
    void aListOfManyPagesIsToldObjectByObject() {
        server.on(PODS, request -> {
            int page = Integer.parseInt("0" + parameter(request, "continue"));
            String pods = IntStream.range(page * 500, page * 500 + 500)
                    .mapToObj(number -> pod("chat-" + number, "chat"))
                    .collect(Collectors.joining(","));
            String next = page < 3 ? "\"continue\": \"" + (page + 1) + "\", " : "";
            return new Answer(
                    200, "{\"metadata\": {" + next + "\"resourceVersion\": \"33\"}, \"items\": [" + pods + "]}");
        });
        List<String> names = new ArrayList<>();
        String version = api.list(
                        new ObjectPath("", "v1", "pods", "shop", ""),
                        Pod.class,
                        pod -> names.add(pod.metadata().name()))
                .await()
                .atMost(Duration.ofSeconds(20));
        assertThat(version).isEqualTo("33");
        assertThat(names).hasSize(2000).doesNotHaveDuplicates().endsWith("chat-1999");
    }

    @Test
    void aListThatIsCutOffIsNoList() {
        server.on(DEPLOYMENTS, 200, "{\"metadata\": {\"resourceVersion\": \"10\"}, \"items\": [" + deployment(2, "9"));
        Fault fault = fault(observe());
        assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID);
        assertThat(fault.message()).contains("watch deployments", "ended in the middle");
    }

    private Result<Fleet> observe() {
        return targets.observe(Set.of(CHAT), NOW).get(CHAT);
    }

    private void watchedFrom(String... versions) throws InterruptedException {
        for (String version : versions) {
            assertThat(watchedFrom.poll(10, TimeUnit.SECONDS)).isEqualTo(version);
        }
    }

    private static String parameter(Request request, String name) {
        return Arrays.stream(request.query().split(Pattern.quote("&")))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static String list(String version, String... items) {
        return "{\"kind\": \"List\", \"metadata\": {\"resourceVersion\": \"" + version + "\"}, \"items\": ["
                + String.join(",", items) + "]}";
    }

    private static String event(String type, String object) {
        return "{\"type\": \"" + type + "\", \"object\": " + object.replace("\n", " ") + "}\n";
    }

    private static String deployment(int replicas, String version) {
        return """
                {"metadata": {"name": "chat", "resourceVersion": "%2$s", "labels": {"tier": "model"},
                  "managedFields": [{"manager": "kubectl", "fieldsV1": {"f:spec": {"f:replicas": {}}}}]},
                 "spec": {"replicas": %1$d, "selector": {"matchLabels": {"app": "chat"}}}, "status": {"replicas": 1}}""".formatted(replicas, version);
    }

    private static String scale(int replicas, String version) {
        return """
                {"metadata": {"resourceVersion": "%2$s"}, "spec": {"replicas": %1$d},
                 "status": {"replicas": 1, "selector": "app=chat"}}""".formatted(replicas, version);
    }

    private static String pod(String name, String app) {
        return """
                {"metadata": {"name": "%s", "labels": {"app": "%s"}, "managedFields": [{"fieldsV1": {"f:status": {}}}]},
                 "spec": {"containers": [{"name": "a", "resources": {"requests": {"cpu": "500m"}}}]},
                 "status": {"phase": "Running", "podIP": "10.0.0.7", "startTime": "2026-01-01T10:00:00Z",
                   "conditions": [{"type": "Ready", "status": "True", "lastTransitionTime": "2026-01-01T10:00:20Z"}]}}""".formatted(name, app);
    }
}
