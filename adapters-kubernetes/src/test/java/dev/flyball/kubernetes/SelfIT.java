package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Two agents beside two pods of a Deployment of a real API server; the time of leases is told by the test. */
@EnabledIfEnvironmentVariable(
        named = Cluster.KUBECONFIG,
        matches = ".+",
        disabledReason = "set it to the kubeconfig of a test cluster's administrator")
@EnabledIfEnvironmentVariable(
        named = Cluster.METRICS,
        matches = ".+",
        disabledReason = "set it to the control address of the test cluster's stand-in for metrics-server")
@QuarkusTest
class SelfIT {

    private static final TargetId SELF = TargetId.parse("kubernetes:self");
    private static final Duration LEASE = Duration.ofSeconds(45);
    private static final String RULES = """
            {apiGroups: [""], resources: ["pods"], verbs: ["get", "list"]},
            {apiGroups: ["apps"], resources: ["replicasets", "deployments"], verbs: ["get"]},
            {apiGroups: ["apps"], resources: ["deployments/scale"], verbs: ["get", "patch"]},
            {apiGroups: ["metrics.k8s.io"], resources: ["pods"], verbs: ["list"]},
            {apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: ["list"]},
            {apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["get", "create", "update"]}""";

    private final AtomicLong nanos = new AtomicLong();
    private Cluster cluster;
    private List<String> pods;
    private String token;

    @BeforeEach
    void open() {
        cluster = Cluster.open();
        cluster.deploy("chat", 2);
        pods = List.of(cluster.kubectl("", "get", "pods", "-o", "jsonpath={.items[*].metadata.name}")
                .split(" "));
        token = cluster.tokenWith("sidecar", RULES);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void oneActsTheOtherDoesNotUntilTheFirstStopsRenewing() {
        Targets first = agent(0).targets().orElseThrow();
        Targets second = agent(1).targets().orElseThrow();
        assertThat(first.obstacles(SELF)).isEmpty();

        assertThat(fleet(first).hold()).get().extracting(WriteHold::mode).isEqualTo(WriteMode.NO_LEASE);
        assertThat(fleet(first).hold()).isEmpty();
        assertThat(fleet(second).hold())
                .contains(new WriteHold(
                        WriteMode.NO_LEASE,
                        "pod " + pods.get(0) + " holds lease " + cluster.namespace() + "/flyball-deployment-chat"));
        assertThat(write(first, 2, 3)).isInstanceOf(Outcome.Applied.class);
        assertThat(write(second, 3, 4)).isInstanceOf(Outcome.Withheld.class);
        assertThat(replicas()).isEqualTo("3");

        nanos.addAndGet(LEASE.minusSeconds(1).toNanos());
        assertThat(fleet(second).hold()).isPresent();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(fleet(second).hold()).isEmpty();
        assertThat(write(first, 3, 5)).isInstanceOf(Outcome.Withheld.class);
        assertThat(write(second, 3, 4)).isInstanceOf(Outcome.Applied.class);
        assertThat(replicas()).isEqualTo("4");
        assertThat(fleet(first).hold())
                .get()
                .extracting(WriteHold::why)
                .asString()
                .startsWith("pod " + pods.get(1) + " holds lease");
        assertThat(cluster.kubectl(
                        "", "get", "lease", "flyball-deployment-chat", "-o", "jsonpath={.spec.leaseTransitions}"))
                .isEqualTo("1");
    }

    @Test
    void readsTheSignalsOfTheWorkload() {
        cluster.use("chat", "240m", "64Mi");
        KubernetesAdapter adapter = agent(0);
        Fleet fleet = fleet(adapter.targets().orElseThrow());
        Query cpu = new Query(SELF, "cpu");
        Result<Reading> reading = adapter.signals()
                .orElseThrow()
                .read(List.of(cpu), Map.of(SELF, fleet), Instant.now())
                .get(cpu);
        assertThat(((Reading.PerServer) value(reading)).samples()).hasSize(2);
    }

    @Test
    void whatIsMissingIsNamed() {
        token = cluster.tokenWith("poor", RULES.replace("\"get\", \"create\", \"update\"", "\"get\""));
        assertThat(agent(0).targets().orElseThrow().obstacles(SELF))
                .extracting(Fault::message)
                .hasSize(2)
                .anySatisfy(message -> assertThat(message).contains("may not create leases"))
                .anySatisfy(message -> assertThat(message).contains("may not update leases"));
    }

    private KubernetesAdapter agent(int pod) {
        Sidecar sidecar = new Sidecar(Optional.of(pods.get(pod)), LEASE, nanos::get);
        return new KubernetesAdapter(Duration.ofSeconds(15), InstantSource.system(), sidecar, () -> {
            Config config = Config.fromKubeconfig(cluster.kubeconfigOf("{token: " + token + "}"));
            config.setNamespace(cluster.namespace());
            return config;
        });
    }

    private static Fleet fleet(Targets agent) {
        return value(agent.observe(List.of(SELF), Instant.now()).get(SELF));
    }

    /** Writes what was seen; the Deployment's controller may write its status in between. */
    private Outcome write(Targets agent, int from, int to) {
        TargetId deployment = new TargetId("kubernetes", "deployment/" + cluster.namespace() + "/chat");
        Outcome outcome;
        do {
            Fleet seen = value(agent.observe(List.of(deployment), Instant.now()).get(deployment));
            outcome = agent.apply(SELF, new Change(from, to), seen.version());
        } while (outcome instanceof Outcome.Deferred);
        return outcome;
    }

    private String replicas() {
        return cluster.kubectl("", "get", "deployment", "chat", "-o", "jsonpath={.spec.replicas}");
    }
}
