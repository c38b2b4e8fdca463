package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a round asks of a real API server does not grow with the number of targets. */
@EnabledIfEnvironmentVariable(
        named = Cluster.KUBECONFIG,
        matches = ".+",
        disabledReason = "set it to the kubeconfig of a test cluster's administrator")
@QuarkusTest
class RequestsIT {

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private Cluster cluster;
    private FaultyProxy proxy;

    @BeforeEach
    void open() throws Exception {
        cluster = Cluster.open();
        proxy = FaultyProxy.before(cluster.admin());
        proxy.doing(line -> {
            requests.add(line);
            return new FaultyProxy.Act.Pass();
        });
    }

    @AfterEach
    void close() {
        if (proxy != null) {
            proxy.close();
        }
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 500})
    void aRoundAsksTheSameForAnyNumberOfTargets(int count) {
        cluster.apply(IntStream.range(0, count)
                .mapToObj(number -> """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: chat-%1$d}
                        spec:
                          replicas: 0
                          selector: {matchLabels: {app: chat-%1$d}}
                          template:
                            metadata: {labels: {app: chat-%1$d}}
                            spec: {containers: [{name: server, image: "registry.example/server:1"}]}
                        """.formatted(number))
                .collect(Collectors.joining("---\n")));
        String token = cluster.tokenWith("agent", """
                {apiGroups: ["apps"], resources: ["deployments/scale"], verbs: ["patch"]},
                {apiGroups: ["apps"], resources: ["deployments"], verbs: ["list", "watch"]},
                {apiGroups: [""], resources: ["pods"], verbs: ["list", "watch"]},
                {apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: ["list"]}""");
        Targets targets = new KubernetesAdapter(Duration.ofSeconds(5), InstantSource.system(), () -> config(token))
                .targets()
                .orElseThrow();
        List<TargetId> all = IntStream.range(0, count)
                .mapToObj(number -> new TargetId("kubernetes", "deployment/" + cluster.namespace() + "/chat-" + number))
                .toList();

        Map<TargetId, Result<Fleet>> fleets = targets.observe(all, Instant.now());
        assertThat(fleets.values())
                .allSatisfy(fleet -> assertThat(value(fleet).wanted()).isZero());
        targets.observe(all, Instant.now());
        requests.clear();
        for (int round = 0; round < 3; round++) {
            fleets = targets.observe(all, Instant.now());
        }
        // Whether a HorizontalPodAutoscaler has come is asked for once a round.
        assertThat(requests).hasSize(3).allMatch(request -> request.endsWith("/horizontalpodautoscalers"));

        assertThat(targets.apply(
                        all.get(0),
                        new Change(0, 1),
                        value(fleets.get(all.get(0))).version()))
                .isInstanceOf(Outcome.Applied.class);
    }

    private Config config(String token) {
        return Config.fromKubeconfig(cluster.kubeconfigOf("{token: \"" + token + "\"}")
                .replaceAll("server: \"[^\"]*\", certificate-authority[^}]*", "server: \"" + proxy.url() + "\""));
    }
}
