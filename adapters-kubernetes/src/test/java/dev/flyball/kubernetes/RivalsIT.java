package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Other autoscalers on a real API server. */
@EnabledIfEnvironmentVariable(
        named = Cluster.KUBECONFIG,
        matches = ".+",
        disabledReason = "set it to the kubeconfig of a test cluster's administrator")
@QuarkusTest
class RivalsIT {

    private Cluster cluster;

    @BeforeEach
    void open() {
        cluster = Cluster.open();
        cluster.deploy("chat", 1);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void anAutoscalerHoldsTheDeploymentWhileItIsThere() {
        Targets targets = targets(cluster::admin);
        assertThat(hold(targets)).isEmpty();
        cluster.kubectl("", "autoscale", "deployment/chat", "--name=other", "--max=3");
        assertThat(hold(targets))
                .contains(new WriteHold(
                        WriteMode.CONFLICT,
                        "HorizontalPodAutoscaler " + cluster.namespace() + "/other scales deployment chat in namespace "
                                + cluster.namespace() + " too"));
        cluster.kubectl("", "delete", "hpa", "other");
        assertThat(hold(targets)).isEmpty();
    }

    @Test
    void withoutTheRightToListThemTheDeploymentIsSeenAndTheRightIsNamed() {
        cluster.kubectl("", "autoscale", "deployment/chat", "--name=other", "--max=3");
        String token = cluster.tokenWith("blinkered", """
                {apiGroups: ["apps"], resources: ["deployments/scale"], verbs: ["get", "patch"]},
                {apiGroups: ["", "metrics.k8s.io"], resources: ["pods"], verbs: ["list"]}""");
        Targets targets = targets(() -> Config.fromKubeconfig(cluster.kubeconfigOf("{token: " + token + "}")));
        assertThat(hold(targets)).isEmpty();
        assertThat(targets.obstacles(target()))
                .extracting(Fault::message)
                .singleElement()
                .asString()
                .contains("may not list horizontalpodautoscalers in API group \"autoscaling\"");
    }

    private Optional<WriteHold> hold(Targets targets) {
        return value(targets.observe(List.of(target()), Instant.now()).get(target()))
                .hold();
    }

    private TargetId target() {
        return new TargetId("kubernetes", "deployment/" + cluster.namespace() + "/chat");
    }

    private static Targets targets(Supplier<Config> config) {
        return new KubernetesAdapter(Duration.ofSeconds(15), InstantSource.system(), config)
                .targets()
                .orElseThrow();
    }
}
