package dev.flyball.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Notice;
import dev.flyball.core.port.Notice.Importance;
import dev.flyball.core.port.Notices;
import dev.flyball.core.result.Fault;
import dev.flyball.core.target.TargetId;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Events on a Deployment of a real API server. */
@EnabledIfEnvironmentVariable(
        named = Cluster.KUBECONFIG,
        matches = ".+",
        disabledReason = "set it to the kubeconfig of a test cluster's administrator")
@QuarkusTest
class EventsIT {

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
    void areShownWithTheDeploymentAndCountedUp() {
        Notices events = events(cluster::admin);
        assertThat(events.tell(target(), warning("no sample of one"))).isEmpty();
        assertThat(events.tell(target(), warning("no sample of another"))).isEmpty();
        assertThat(cluster.kubectl("", "describe", "deployment", "chat"))
                .containsPattern("Warning +MISSING +.*\\(x2 over .* flyball +no sample of another");
    }

    @Test
    void theRightsThatAreDocumentedAreEnoughAndWithoutThemTheRuleIsNamed() {
        String scale = "{apiGroups: [\"apps\"], resources: [\"deployments/scale\"], verbs: [\"get\"]}";
        String all = cluster.tokenWith(
                "teller",
                scale + ", {apiGroups: [\"\"], resources: [\"events\"], verbs: [\"create\", \"get\", \"patch\"]}");
        Notices events = events(() -> Config.fromKubeconfig(cluster.kubeconfigOf("{token: " + all + "}")));
        assertThat(events.tell(target(), warning("a"))).isEmpty();
        assertThat(events.tell(target(), warning("b"))).isEmpty();
        String none = cluster.tokenWith("mute", scale);
        assertThat(events(() -> Config.fromKubeconfig(cluster.kubeconfigOf("{token: " + none + "}")))
                        .tell(target(), warning("c")))
                .get()
                .extracting(Fault::message)
                .asString()
                .contains("may not create events");
    }

    private static Notice warning(String message) {
        return new Notice(Importance.WARNING, "MISSING", "use cpu", message, Instant.now());
    }

    private TargetId target() {
        return new TargetId("kubernetes", "deployment/" + cluster.namespace() + "/chat");
    }

    private static Notices events(Supplier<Config> config) {
        return new KubernetesAdapter(Duration.ofSeconds(15), InstantSource.system(), config)
                .notices()
                .orElseThrow();
    }
}
