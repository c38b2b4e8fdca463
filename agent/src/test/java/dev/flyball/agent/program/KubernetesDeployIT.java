package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.kubernetes.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The program with the service account that the manifests make, outside a pod. */
@EnabledIfEnvironmentVariable(
        named = Cluster.KUBECONFIG,
        matches = ".+",
        disabledReason = "set it to the kubeconfig of a test cluster's administrator")
@EnabledIfEnvironmentVariable(
        named = Cluster.METRICS,
        matches = ".+",
        disabledReason = "set it to the control address of the test cluster's stand-in for metrics-server")
class KubernetesDeployIT {

    @TempDir
    private Path folder;

    @Test
    void theServiceAccountOfTheNamespaceManifestIsEnough() throws Exception {
        try (Cluster cluster = Cluster.open()) {
            cluster.deploy("chat", 2);
            cluster.useInTotal("chat", "1200m");
            cluster.apply(Files.readString(Path.of("..", "deploy", "kubernetes", "namespace.yaml")));
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

            Program.Ended check = Program.run(settings, "check");
            assertThat(check.out()).contains("no problem found");
            assertThat(check.code()).isZero();

            try (Program program = Program.start(settings)) {
                program.awaitLog("2 -> 5 servers LOAD_ABOVE_TARGET");
                program.await("5 replicas", () -> "5"
                        .equals(cluster.kubectl("", "get", "deployment/chat", "-o", "jsonpath={.spec.replicas}")));
            }
        }
    }
}
