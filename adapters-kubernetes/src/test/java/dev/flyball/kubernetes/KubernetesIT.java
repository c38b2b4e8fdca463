package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.fault;
import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Fault.Kind;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The adapter with a real API server. */
@EnabledIfEnvironmentVariable(
        named = Cluster.KUBECONFIG,
        matches = ".+",
        disabledReason = "set it to the kubeconfig of a test cluster's administrator")
@EnabledIfEnvironmentVariable(
        named = Cluster.METRICS,
        matches = ".+",
        disabledReason = "set it to the control address of the test cluster's stand-in for metrics-server")
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesIT {

    private static final String ALL_RULES = """
            {apiGroups: ["apps"], resources: ["deployments/scale"], verbs: ["get", "patch"]},
            {apiGroups: [""], resources: ["pods"], verbs: ["list"]},
            {apiGroups: ["metrics.k8s.io"], resources: ["pods"], verbs: ["list"]},
            {apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: ["list"]}""";

    private Cluster cluster;

    @TempDir
    Path folder;

    @BeforeAll
    void open() {
        cluster = Cluster.open();
        cluster.deploy("chat", 2);
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void observesADeploymentWithAClientCertificate() {
        Fleet fleet = value(observe(adapter(cluster::admin), "chat"));
        assertThat(fleet.wanted()).isEqualTo(2);
        assertThat(fleet.size()).isEqualTo(2);
        assertThat(fleet.servers()).hasSize(2).allSatisfy(server -> {
            assertThat(server.id()).startsWith("chat-");
            assertThat(server.state()).isEqualTo(Server.State.READY);
            assertThat(server.address()).isPresent();
            assertThat(server.started()).isPresent();
            assertThat(server.readinessChanged()).isPresent();
            assertThat(server.requests())
                    .containsEntry("cpu", 0.5)
                    .containsEntry("memory", 128.0 * 1024 * 1024)
                    .containsEntry("proxy/cpu", 0.1);
        });
    }

    @Test
    void aMissingDeploymentIsNotFoundAndTheOtherIsSeen() {
        Map<TargetId, Result<Fleet>> fleets =
                targets(adapter(cluster::admin)).observe(List.of(target("chat"), target("gone")), Instant.now());
        assertThat(value(fleets.get(target("chat"))).wanted()).isEqualTo(2);
        Fault fault = fault(fleets.get(target("gone")));
        assertThat(fault.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(fault.message())
                .startsWith("deployment gone in namespace " + cluster.namespace() + " does not exist on https://");
    }

    @Test
    void manyTargetsAreAskedSideBySide() {
        List<TargetId> targets = new ArrayList<>(List.of(target("chat")));
        IntStream.range(0, 200).forEach(i -> targets.add(target("gone-" + i)));
        Map<TargetId, Result<Fleet>> fleets = targets(adapter(cluster::admin)).observe(targets, Instant.now());
        assertThat(value(fleets.remove(target("chat"))).wanted()).isEqualTo(2);
        assertThat(fleets.values())
                .hasSize(200)
                .allSatisfy(result -> assertThat(fault(result).kind()).isEqualTo(Kind.NOT_FOUND));
    }

    @Test
    void readsUseRelativeToRequests() {
        cluster.use("chat", "240m", "64Mi");
        KubernetesAdapter adapter = adapter(cluster::admin);
        Fleet fleet = value(observe(adapter, "chat"));
        Query cpu = new Query(target("chat"), "cpu");
        Query memory = new Query(target("chat"), "memory");
        Map<Query, Result<Reading>> readings = adapter.signals()
                .orElseThrow()
                .read(List.of(cpu, memory), Map.of(target("chat"), fleet), Instant.now());
        Reading.PerServer use = (Reading.PerServer) value(readings.get(cpu));
        assertThat(use.samples()).hasSize(2).allSatisfy((pod, sample) -> {
            assertThat(sample.amount()).isEqualTo(0.24);
            assertThat(sample.capacity()).isEqualTo(0.5);
        });
        assertThat(use.time())
                .isBetween(Instant.now().minusSeconds(120), Instant.now().plusSeconds(5));
        assertThat(((Reading.PerServer) value(readings.get(memory))).samples().values())
                .extracting(Sample::amount, Sample::capacity)
                .containsOnly(tuple(64.0 * 1024 * 1024, 128.0 * 1024 * 1024));
    }

    @Test
    void scalesOutAndDefersAChangeOfAStateThatIsGone() {
        cluster.deploy("rank", 2);
        KubernetesAdapter adapter = adapter(cluster::admin);
        Version seen = value(observe(adapter, "rank")).version();
        assertThat(resize(targets(adapter), target("rank"), new Change(2, 3)).servers())
                .isEqualTo(3);
        assertThat(value(observe(adapter, "rank")).wanted()).isEqualTo(3);
        assertThat(targets(adapter).apply(target("rank"), new Change(2, 4), seen))
                .isInstanceOfSatisfying(Outcome.Deferred.class, deferred -> assertThat(deferred.why())
                        .contains("deployment rank", "changed since it was seen"));
        assertThat(value(observe(adapter, "rank")).wanted()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "apps/v1, StatefulSet, statefulset, serviceName: chat, '{matchLabels: {app: statefulset}}'",
        "apps/v1, ReplicaSet, replicaset, minReadySeconds: 0, '{matchLabels: {app: replicaset}}'",
        "v1, ReplicationController, replicationcontroller, minReadySeconds: 0, '{app: replicationcontroller}'"
    })
    void scalesOtherBuiltInWorkloads(String api, String kind, String word, String field, String selector) {
        cluster.apply("""
                apiVersion: %4$s
                kind: %1$s
                metadata: {name: %2$s}
                spec:
                  replicas: 1
                  %3$s
                  selector: %5$s
                  template:
                    metadata: {labels: {app: %2$s}}
                    spec: {containers: [{name: server, image: "registry.example/server:1"}]}
                """.formatted(kind, word, field, api, selector));
        TargetId set = new TargetId("kubernetes", word + "/" + cluster.namespace() + "/" + word);
        Targets targets = targets(adapter(cluster::admin));
        assertThat(resize(targets, set, new Change(1, 0)).servers()).isZero();
        assertThat(value(targets.observe(List.of(set), Instant.now()).get(set)).wanted())
                .isZero();
    }

    @Test
    void aTokenWithTheDocumentedRightsIsEnough() {
        String token = cluster.tokenWith("enough", ALL_RULES);
        KubernetesAdapter adapter =
                adapter(() -> Config.fromKubeconfig(cluster.kubeconfigOf("{token: " + token + "}")));
        assertThat(targets(adapter).obstacles(target("chat"))).isEmpty();
        assertThat(value(observe(adapter, "chat")).wanted()).isEqualTo(2);
    }

    @Test
    void aMissingRightIsNamedWithItsUserAndTheRuleThatGrantsIt() {
        String token = cluster.tokenWith("reader", "{apiGroups: [apps], resources: [deployments/scale], verbs: [get]}");
        KubernetesAdapter adapter =
                adapter(() -> Config.fromKubeconfig(cluster.kubeconfigOf("{token: " + token + "}")));
        String user = "\"system:serviceaccount:" + cluster.namespace() + ":reader\"";

        Fault look = fault(observe(adapter, "chat"));
        assertThat(look.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(look.message())
                .contains("may not list pods in API group \"\" in namespace " + cluster.namespace(), user)
                .contains("{apiGroups: [\"\"], resources: [\"pods\"], verbs: [\"list\"]}");

        Outcome write = targets(adapter).apply(target("chat"), new Change(2, 3), new Version("1"));
        assertThat(write).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.fault().kind()).isEqualTo(Kind.FORBIDDEN);
            assertThat(refused.fault().message())
                    .contains("may not patch deployments/scale in API group \"apps\"", user)
                    .contains(
                            "{apiGroups: [\"apps\"], resources: [\"deployments/scale\"], verbs: [\"get\", \"patch\"]}");
        });
        assertThat(targets(adapter).obstacles(target("chat")))
                .extracting(fault -> fault.kind() + " " + fault.message().split(" in API group")[0])
                .containsExactly(
                        "FORBIDDEN may not patch deployments/scale",
                        "FORBIDDEN may not list pods",
                        "FORBIDDEN may not list horizontalpodautoscalers");
    }

    @Test
    void obstaclesOfAMissingDeploymentSayThatItIsMissing() {
        assertThat(targets(adapter(cluster::admin)).obstacles(target("gone")))
                .extracting(Fault::kind)
                .containsExactly(Kind.NOT_FOUND);
        assertThat(targets(adapter(cluster::admin)).obstacles(target("chat"))).isEmpty();
    }

    @Test
    void aServerWithoutTrustedCertificateIsUnreachableUnlessVerificationIsOff() {
        String token = cluster.tokenWith("skips", ALL_RULES);
        String trusted = cluster.kubeconfigOf("{token: " + token + "}");
        String untrusted = trusted.replaceAll(", certificate-authority[a-z-]*: [^}]*", "");
        Fault fault = fault(observe(adapter(() -> Config.fromKubeconfig(untrusted)), "chat"));
        assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(fault.message()).contains("certification path");
        String unverified =
                trusted.replaceAll(", certificate-authority[a-z-]*: [^}]*", ", insecure-skip-tls-verify: true");
        assertThat(value(observe(adapter(() -> Config.fromKubeconfig(unverified)), "chat"))
                        .wanted())
                .isEqualTo(2);
    }

    @Test
    void inAPodTheMountedServiceAccountIsUsed() throws IOException {
        URI server = URI.create(cluster.admin().getMasterUrl());
        Path token = Files.writeString(folder.resolve("token"), cluster.tokenWith("mounted", ALL_RULES));
        Config admin = cluster.admin();
        Path authority = admin.getCaCertData() == null
                ? Path.of(admin.getCaCertFile())
                : Files.writeString(
                        folder.resolve("ca.crt"),
                        new String(Base64.getDecoder().decode(admin.getCaCertData()), StandardCharsets.US_ASCII));
        Map<String, String> pod = Map.of(
                Config.KUBERNETES_SERVICE_HOST_PROPERTY, server.getHost(),
                Config.KUBERNETES_SERVICE_PORT_PROPERTY, String.valueOf(server.getPort()),
                Config.KUBERNETES_AUTH_TRYKUBECONFIG_SYSTEM_PROPERTY, "false",
                Config.KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN_FILE_SYSTEM_PROPERTY, token.toString(),
                Config.KUBERNETES_CA_CERTIFICATE_FILE_SYSTEM_PROPERTY, authority.toString());
        pod.forEach(System::setProperty);
        try {
            KubernetesAdapter adapter = new KubernetesAdapter(Duration.ofSeconds(5), InstantSource.system());
            assertThat(value(observe(adapter, "chat")).wanted()).isEqualTo(2);
        } finally {
            pod.keySet().forEach(System::clearProperty);
        }
    }

    /** Applies a change; the workload's controller may write its status in between, so that it takes a few times. */
    private static Outcome.Applied resize(Targets targets, TargetId target, Change change) {
        Outcome outcome;
        do {
            Fleet fleet = value(targets.observe(List.of(target), Instant.now()).get(target));
            assertThat(fleet.wanted()).isEqualTo(change.from());
            outcome = targets.apply(target, change, fleet.version());
        } while (outcome instanceof Outcome.Deferred);
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        return (Outcome.Applied) outcome;
    }

    private TargetId target(String name) {
        return new TargetId("kubernetes", "deployment/" + cluster.namespace() + "/" + name);
    }

    private static KubernetesAdapter adapter(Supplier<Config> config) {
        return new KubernetesAdapter(Duration.ofSeconds(5), InstantSource.system(), config);
    }

    private static Targets targets(KubernetesAdapter adapter) {
        return adapter.targets().orElseThrow();
    }

    private Result<Fleet> observe(KubernetesAdapter adapter, String name) {
        return targets(adapter).observe(List.of(target(name)), Instant.now()).get(target(name));
    }
}
