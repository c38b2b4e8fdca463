package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.fault;
import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Fault.Kind;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import dev.flyball.kubernetes.StubServer.Answer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With which credentials the server is asked, and what happens when they change or are not there. */
@QuarkusTest
class CredentialsTest {

    private static final TargetId CHAT = TargetId.parse("kubernetes:deployment/shop/chat");
    private static final TargetId RANK = TargetId.parse("kubernetes:deployment/shop/rank");
    private static final String FOLDER = "/apis/apps/v1/namespaces/shop/deployments/";
    private static final String SCALE =
            "{\"metadata\": {\"resourceVersion\": \"1\"}, \"spec\": {}, \"status\": {\"selector\": \"app=chat\"}}";

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T12:00:00Z"));
    private final AtomicReference<String> accepted = new AtomicReference<>("first");
    private final AtomicInteger configsRead = new AtomicInteger();
    private StubServer server;

    @BeforeEach
    void start() throws IOException {
        server = new StubServer().on("GET /api/v1/namespaces/shop/pods", 200, "{\"items\": []}");
        for (String name : List.of("chat", "rank")) {
            server.on(
                    "GET " + FOLDER + name + "/scale",
                    request -> request.authorization().equals("Bearer " + accepted.get())
                            ? new Answer(200, SCALE)
                            : new Answer(401, "{\"message\": \"Unauthorized\"}"));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theTokenOfAPodIsReadAgainAfterAMinute() {
        AtomicReference<String> mounted = new AtomicReference<>("first\n");
        KubernetesAdapter adapter = adapter(() -> inCluster(mounted.get()));
        value(observe(adapter));
        mounted.set("second\n");
        value(observe(adapter));
        now.updateAndGet(time -> time.plusSeconds(61));
        accepted.set("second");
        value(observe(adapter));
        assertThat(configsRead).hasValue(2);
        assertThat(server.requests())
                .noneMatch(request -> request.authorization().contains("\n"));
        assertThat(authorizations()).containsExactly("Bearer first", "Bearer first", "Bearer second");
    }

    @Test
    void credentialsThatWereRefusedAreReadAgainAndTheRequestIsSentOnceMore() {
        AtomicReference<String> mounted = new AtomicReference<>("first");
        KubernetesAdapter adapter = adapter(() -> inCluster(mounted.get()));
        value(observe(adapter));
        mounted.set("second");
        accepted.set("second");
        value(observe(adapter));
        assertThat(authorizations()).containsExactly("Bearer first", "Bearer first", "Bearer second");
    }

    @Test
    void credentialsThatAreRefusedForGoodAreAFaultAfterTheSecondTry() {
        KubernetesAdapter adapter = adapter(() -> kubeconfig("{token: wrong}"));
        Fault fault = fault(observe(adapter));
        assertThat(fault.kind()).isEqualTo(Kind.UNAUTHENTICATED);
        assertThat(fault.message())
                .contains(server.url(), "user tester of kubeconfig context test", "Unauthorized")
                .doesNotContain("wrong;");
        assertThat(authorizations()).containsExactly("Bearer wrong", "Bearer wrong");
    }

    @Test
    void aServerThatMovedIsFollowedOnceItsOldPlaceRefuses() throws IOException {
        try (StubServer old =
                new StubServer().on("GET " + FOLDER + "chat/scale", 401, "{\"message\": \"Unauthorized\"}")) {
            Iterator<StubServer> places = List.of(old, server).iterator();
            KubernetesAdapter adapter =
                    adapter(() -> Config.fromKubeconfig(places.next().kubeconfig("{token: first}")));
            value(observe(adapter));
            assertThat(old.requests())
                    .filteredOn(request -> request.line().endsWith("/scale"))
                    .hasSize(1);
        }
    }

    @Test
    void aKubeconfigIsNotReadAgainWhileItsCredentialsAreAccepted() {
        KubernetesAdapter adapter = adapter(() -> kubeconfig("{token: first}"));
        value(observe(adapter));
        now.updateAndGet(time -> time.plusSeconds(3600));
        value(observe(adapter));
        assertThat(configsRead).hasValue(1);
    }

    @Test
    void aCredentialPluginIsRun() throws IOException {
        Path plugin = Files.writeString(folder.resolve("plugin"), """
                #!/bin/sh
                echo '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential",'
                echo ' "status": {"token": "first", "expirationTimestamp": "2036-01-01T00:00:00Z"}}'
                """);
        Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwx------"));
        String exec = "{exec: {apiVersion: client.authentication.k8s.io/v1, command: \"" + plugin
                + "\", interactiveMode: Never}}";
        value(observe(adapter(() -> kubeconfig(exec))));
    }

    /** As the plugins for web identity do, which exchange a token in a file that the platform replaces. */
    @Test
    void aCredentialPluginIsRunAgainWhenTheTokenThatItReadIsNoLongerAccepted() throws IOException {
        Path plugin = Files.writeString(folder.resolve("plugin"), """
                #!/bin/sh
                test "$1" = get-token || exit 1
                echo "{\\"apiVersion\\": \\"client.authentication.k8s.io/v1\\", \\"kind\\": \\"ExecCredential\\","
                echo " \\"status\\": {\\"token\\": \\"$(cat "$WEB_IDENTITY_TOKEN_FILE")\\"}}"
                """);
        Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwx------"));
        Path token = Files.writeString(folder.resolve("token"), "first");
        String exec = "{exec: {apiVersion: client.authentication.k8s.io/v1, command: \"" + plugin
                + "\", args: [get-token], env: [{name: WEB_IDENTITY_TOKEN_FILE, value: \"" + token
                + "\"}], interactiveMode: Never}}";
        KubernetesAdapter adapter = adapter(() -> kubeconfig(exec));
        value(observe(adapter));
        accepted.set("second");
        assertThat(fault(observe(adapter)).kind()).isEqualTo(Kind.UNAUTHENTICATED);
        Files.writeString(token, "second");
        value(observe(adapter));
        assertThat(authorizations())
                .containsExactly("Bearer first", "Bearer first", "Bearer first", "Bearer first", "Bearer second");
    }

    @Test
    void withoutAnyConfigurationEveryTargetSaysWhatToDo() {
        Map<TargetId, Result<Fleet>> fleets =
                adapter(Config::empty).targets().orElseThrow().observe(List.of(CHAT, RANK), now.get());
        assertThat(fleets.values()).allSatisfy(result -> {
            assertThat(fault(result).kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(fault(result).message())
                    .startsWith("no kubeconfig with a current context and not in a cluster: set KUBECONFIG");
        });
    }

    @Test
    void aConfigurationThatCannotBeReadIsAFaultToo() {
        Fault malformed = fault(observe(adapter(() -> Config.fromKubeconfig("clusters: {nonsense"))));
        assertThat(malformed.kind()).isEqualTo(Kind.INVALID);
        assertThat(malformed.message()).startsWith("the Kubernetes client configuration cannot be read: ");
        Fault noSuchFile =
                fault(observe(adapter(() -> kubeconfig("{client-certificate: /absent.crt, client-key: /absent.key}"))));
        assertThat(noSuchFile.kind()).isEqualTo(Kind.INVALID);
        assertThat(noSuchFile.message()).contains("/absent");
    }

    @Test
    void makingTheAdapterReadsNothing() {
        KubernetesAdapter adapter = adapter(() -> kubeconfig("{token: first}"));
        assertThat(adapter.platforms()).hasSize(1);
        assertThat(adapter.targets()).isPresent();
        assertThat(adapter.signals()).isPresent();
        assertThat(configsRead).hasValue(0);
    }

    private Config kubeconfig(String user) {
        return Config.fromKubeconfig(server.kubeconfig(user));
    }

    private Config inCluster(String token) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url())
                .withAutoOAuthToken(token)
                .build();
    }

    private KubernetesAdapter adapter(Supplier<Config> source) {
        return new KubernetesAdapter(Duration.ofSeconds(5), now::get, () -> {
            configsRead.incrementAndGet();
            return source.get();
        });
    }

    private Result<Fleet> observe(KubernetesAdapter adapter) {
        return adapter.targets().orElseThrow().observe(List.of(CHAT), now.get()).get(CHAT);
    }

    /** Returns what was sent to the scale subresource, in order. */
    private List<String> authorizations() {
        return server.requests().stream()
                .filter(request -> request.line().endsWith("/scale"))
                .map(StubServer.Request::authorization)
                .toList();
    }
}
