package dev.flyball.kubernetes;

import static dev.flyball.kubernetes.Samples.fault;
import static dev.flyball.kubernetes.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Fault.Kind;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The signals, read through a real API server's aggregator. */
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
class MetricsIT {

    private static final String RULES = """
            {apiGroups: ["apps"], resources: ["deployments/scale"], verbs: ["get", "patch"]},
            {apiGroups: [""], resources: ["pods"], verbs: ["list"]},
            {apiGroups: ["metrics.k8s.io"], resources: ["pods"], verbs: ["list"]}""";

    private Cluster cluster;
    private TargetId chat;
    private KubernetesAdapter adapter;

    @BeforeAll
    void open() {
        cluster = Cluster.open();
        cluster.deploy("chat", 2);
        chat = new TargetId("kubernetes", "deployment/" + cluster.namespace() + "/chat");
        adapter = adapterWith(cluster.tokenWith("all", RULES + ", " + """
                {apiGroups: ["custom.metrics.k8s.io"], resources: ["*"], verbs: ["get"]},
                {apiGroups: ["external.metrics.k8s.io"], resources: ["*"], verbs: ["list"]}"""));
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void oneContainerIsReadAgainstItsOwnRequest() {
        cluster.use("chat", "240m", "64Mi");
        Reading.PerServer use = (Reading.PerServer) value(read("cpu", "proxy", Reads.PER_SERVER));
        assertThat(use.samples()).hasSize(2).allSatisfy((pod, sample) -> {
            assertThat(sample.amount()).isEqualTo(0.12);
            assertThat(sample.capacity()).isEqualTo(0.1);
            assertThat(sample.span()).isEqualTo(Duration.ofSeconds(15));
        });
        Fault unknown = fault(read("cpu", "main", Reads.PER_SERVER));
        assertThat(unknown.kind()).isEqualTo(Kind.INVALID);
        assertThat(unknown.message()).startsWith("container main of pod chat-").endsWith("which are [proxy, server]");
    }

    @Test
    void aCustomMetricOfThePodsHasASampleForEach() {
        cluster.custom("pods/*", "queue_length", "7");
        Reading.PerServer reading = (Reading.PerServer) value(read("custom", "queue_length", Reads.TOTAL));
        assertThat(reading.samples()).hasSize(2).allSatisfy((pod, sample) -> {
            assertThat(pod).startsWith("chat-");
            assertThat(sample.amount()).isEqualTo(7);
            assertThat(sample.capacity()).isEqualTo(1);
        });
        assertThat(reading.time()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void aCustomMetricOfAnObjectIsATotal() {
        cluster.custom("deployments.apps/chat", "requests", "42500m");
        assertThat(value(read("custom", "deployments.apps/chat/requests?path=chat", Reads.TOTAL)))
                .isInstanceOfSatisfying(
                        Reading.Total.class, total -> assertThat(total.value()).isEqualTo(42.5));
    }

    @Test
    void anExternalMetricIsChosenByItsLabelsOrAddedUp() {
        cluster.external("jobs?queue=chat", "3");
        cluster.external("jobs?queue=rank", "4");
        assertThat(((Reading.Total) value(read("external", "jobs?queue=chat", Reads.TOTAL))).value())
                .isEqualTo(3);
        assertThat(((Reading.Total) value(read("external", "sum(jobs)", Reads.TOTAL))).value())
                .isEqualTo(7);
        Fault several = fault(read("external", "jobs", Reads.TOTAL));
        assertThat(several.kind()).isEqualTo(Kind.INVALID);
        assertThat(several.message()).contains("2 series", "{queue=chat}", "sum(jobs)");
        assertThat(fault(read("external", "jobs?queue=none", Reads.TOTAL)).kind())
                .isEqualTo(Kind.MISSING);
    }

    @Test
    void aMetricThatNobodyHasIsMissing() {
        for (String signal : List.of("custom", "external")) {
            Fault fault = fault(read(signal, "unheard_of", Reads.TOTAL));
            assertThat(fault.kind()).isEqualTo(Kind.MISSING);
            assertThat(fault.message()).contains("metric unheard_of", "has no value: no value for ");
        }
    }

    @Test
    void theRuleThatAMessageNamesGrantsTheRight() {
        KubernetesAdapter poor = adapterWith(cluster.tokenWith("poor", RULES));
        cluster.custom("pods/*", "queue_length", "7");
        cluster.external("backlog", "3");
        for (Query query :
                List.of(query("custom", "queue_length", Reads.TOTAL), query("external", "backlog", Reads.TOTAL))) {
            Fault fault = fault(read(poor, query));
            assertThat(fault.kind()).isEqualTo(Kind.FORBIDDEN);
            String rule = fault.message().replaceAll(".*the RBAC rule (\\{.*?\\}) in a Role.*", "$1");
            value(read(adapterWith(cluster.tokenWith("less-poor", RULES + ", " + rule)), query));
        }
    }

    private Result<Reading> read(String signal, String text, Reads reads) {
        return read(adapter, query(signal, text, reads));
    }

    private Query query(String signal, String text, Reads reads) {
        return new Query(chat, signal, Optional.of(new Query.Expression(text, reads)));
    }

    private Result<Reading> read(KubernetesAdapter with, Query query) {
        Fleet fleet = value(with.targets()
                .orElseThrow()
                .observe(List.of(chat), Instant.now())
                .get(chat));
        return with.signals()
                .orElseThrow()
                .read(List.of(query), Map.of(chat, fleet), Instant.now())
                .get(query);
    }

    private KubernetesAdapter adapterWith(String token) {
        return new KubernetesAdapter(
                Duration.ofSeconds(5),
                InstantSource.system(),
                () -> Config.fromKubeconfig(cluster.kubeconfigOf("{token: " + token + "}")));
    }
}
