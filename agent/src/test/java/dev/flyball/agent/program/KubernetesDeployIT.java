package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.kubernetes.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The overlays in deploy/kubernetes: the API server takes them, and the service account that they make is enough. */
@EnabledIfEnvironmentVariable(
        named = Cluster.KUBECONFIG,
        matches = ".+",
        disabledReason = "set it to the kubeconfig of a test cluster's administrator")
@EnabledIfEnvironmentVariable(
        named = Cluster.METRICS,
        matches = ".+",
        disabledReason = "set it to the control address of the test cluster's stand-in for metrics-server")
class KubernetesDeployIT {

    private static final Path OVERLAYS = Path.of("..", "deploy", "kubernetes", "overlays");

    /** What vLLM, Triton, TGI, SGLang, TorchServe, TensorFlow Serving, KServe and Ray Serve listen on. */
    private static final List<Integer> PORTS_OF_MODEL_SERVERS = List.of(
            80, 3000, 5000, 7070, 7071, 8000, 8001, 8002, 8012, 8022, 8080, 8081, 8082, 8265, 8500, 8501, 9000, 30000);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"namespace", "cluster", "agents", "sidecar"})
    void theApiServerTakesEachOverlayAndNothingOfItIsWritableOrRoot(String overlay) throws Exception {
        try (Cluster cluster = Cluster.open()) {
            JsonNode deployment = only("Deployment", taken(cluster, overlay));

            JsonNode pod = deployment.at("/spec/template/spec");
            JsonNode agent = only("flyball", pod.get("containers"));
            JsonNode limits = agent.get("securityContext");
            JsonNode user = limits.has("runAsNonRoot") ? limits : pod.get("securityContext");
            assertThat(pod.get("enableServiceLinks").booleanValue()).isFalse();
            assertThat(user.get("runAsNonRoot").booleanValue()).isTrue();
            assertThat(user.get("runAsUser").intValue()).isPositive();
            assertThat(limits.get("readOnlyRootFilesystem").booleanValue()).isTrue();
            assertThat(limits.get("allowPrivilegeEscalation").booleanValue()).isFalse();
            assertThat(limits.at("/capabilities/drop/0").textValue()).isEqualTo("ALL");
            assertThat(agent.has("livenessProbe")).isTrue();
        }
    }

    @Test
    void theSidecarLeavesReadinessAndPortsToTheModel() throws Exception {
        try (Cluster cluster = Cluster.open()) {
            JsonNode containers = only("Deployment", taken(cluster, "sidecar")).at("/spec/template/spec/containers");

            JsonNode agent = only("flyball", containers);
            assertThat(containers).hasSize(2);
            assertThat(agent.has("readinessProbe")).isFalse();
            assertThat(agent.at("/ports/0/containerPort").intValue()).isNotIn(PORTS_OF_MODEL_SERVERS);
        }
    }

    @Test
    void theServiceAccountOfTheNamespaceOverlayIsEnough() throws Exception {
        try (Cluster cluster = Cluster.open()) {
            cluster.deploy("chat", 2);
            cluster.useInTotal("chat", "1200m");
            cluster.apply(rendered(cluster, "namespace"));
            String token = cluster.kubectl("", "create", "token", "flyball").strip();
            Path kubeconfig = folder.resolve("kubeconfig");
            Files.writeString(kubeconfig, cluster.kubeconfigOf("{token: \"" + token + "\"}"));
            Map<String, String> settings = Map.of(
                    "FLYBALL_RESOURCE",
                    "kubernetes:deployment/" + cluster.namespace() + "/chat",
                    "FLYBALL_MAX_SERVERS",
                    "5",
                    "FLYBALL_TARGET_UTILIZATION",
                    "0.5",
                    "KUBECONFIG",
                    kubeconfig.toString());

            Program.Ended check = Program.runOnMetrics(settings, "check");
            assertThat(check.out()).contains("no problem found");
            assertThat(check.code()).isZero();

            try (Program program = Program.start(settings)) {
                program.awaitLog("2 -> 5 servers LOAD_ABOVE_TARGET");
                program.await("5 replicas", () -> "5"
                        .equals(cluster.kubectl("", "get", "deployment/chat", "-o", "jsonpath={.spec.replicas}")));
            }
        }
    }

    /** Returns what the API server makes of an overlay, without making it. */
    private static JsonNode taken(Cluster cluster, String overlay) throws Exception {
        String json = cluster.kubectl(
                rendered(cluster, overlay), "apply", "--dry-run=server", "--output", "json", "--filename", "-");
        return new ObjectMapper().readTree(json).get("items");
    }

    /** Returns what kustomize makes of an overlay; what it puts into a namespace of its own, in that of this test. */
    private static String rendered(Cluster cluster, String overlay) {
        return cluster.kubectl("", "kustomize", OVERLAYS.resolve(overlay).toString())
                .replace("namespace: flyball", "namespace: " + cluster.namespace());
    }

    private static JsonNode only(String what, JsonNode items) {
        for (JsonNode item : items) {
            if (item.path("kind").asText().equals(what)
                    || item.path("name").asText().equals(what)) {
                return item;
            }
        }
        throw new AssertionError("no " + what + " in " + items);
    }
}
