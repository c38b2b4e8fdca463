package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.kubernetes.Cluster;
import dev.flyball.prometheus.PrometheusProcess;
import dev.flyball.prometheus.Web;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The program and a Deployment of a real API server, scaled by what its servers or a real Prometheus tell. */
@EnabledIfEnvironmentVariable(
        named = Cluster.KUBECONFIG,
        matches = ".+",
        disabledReason = "set it to the kubeconfig of a test cluster's administrator")
class PrometheusProgramIT {

    @TempDir
    private Path folder;

    private Cluster cluster;

    @BeforeEach
    void deploy() {
        cluster = Cluster.open();
        cluster.deploy("chat", 2);
    }

    @AfterEach
    void clean() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void modelServersAreScaledByTheirOutstandingRequests() throws Exception {
        try (ModelServers servers = ModelServers.of(cluster, "chat")) {
            servers.serve(20);
            try (Program program = Program.start(settings(
                    "FLYBALL_SIGNAL", "vllm",
                    "FLYBALL_QUERY", "port=" + servers.port(),
                    "FLYBALL_SCALE_IN_STABILIZATION", "10s"))) {
                program.awaitLog("stay at 2 servers ON_TARGET: vllm 10 of 10");

                servers.serve(50);
                program.awaitLog("2 -> 5 servers LOAD_ABOVE_TARGET: vllm 25 of 10 per server needs 5");
                program.awaitLog("stay at 5 servers ON_TARGET: vllm 10 of 10");
                assertThat(replicas()).isEqualTo(5);

                servers.serve(15);
                program.await("2 replicas", () -> replicas() == 2);
                program.awaitLog("LOAD_BELOW_TARGET: vllm 3 of 10");
            }
        }
    }

    @Test
    void aServerThatSendsWithoutEndTakesNoOtherAwayAndIsReadAgainWhenItEnds() throws Exception {
        try (ModelServers servers = ModelServers.of(cluster, "chat")) {
            servers.serve(20);
            servers.breakOne(true);
            try (Program program = Program.start(settings(
                    "FLYBALL_SIGNAL", "vllm",
                    "FLYBALL_QUERY", "port=" + servers.port(),
                    "FLYBALL_MIN_SERVERS", "1",
                    "FLYBALL_SCALE_IN_STABILIZATION", "0s"))) {
                servers.serve(8);
                program.awaitLog("stay at 2 servers PARTIAL_DATA");
                assertThat(replicas()).isEqualTo(2);

                servers.breakOne(false);
                program.await("1 replica", () -> replicas() == 1);
            }
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = PrometheusProcess.PROGRAM,
            matches = ".+",
            disabledReason = "set it to the program of a Prometheus server, such as /usr/bin/prometheus")
    void aQueryThatYieldsNothingTakesNoServerAway() throws Exception {
        try (Web gateway = Web.open().answers(200, "queue{app=\"chat\"} 45\n");
                PrometheusProcess prometheus = PrometheusProcess.start(folder, gateway);
                Program program = Program.start(settings(
                        "FLYBALL_SIGNAL", "prometheus",
                        "FLYBALL_QUERY", "sum(queue{app=\"$name\"})",
                        "FLYBALL_PROMETHEUS_URL", prometheus.url().toString(),
                        "FLYBALL_SCALE_IN_STABILIZATION", "0s"))) {
            program.awaitLog("2 -> 5 servers LOAD_ABOVE_TARGET: prometheus 22.5 of 10 per server needs 4.5");

            gateway.answers(200, "");
            program.awaitLog("stay at 5 servers BLIND: prometheus is MISSING");
            gateway.answers(200, "queue{app=\"chat\"} 45\n");
            program.awaitLog("can use prometheus again");
            assertThat(replicas()).isEqualTo(5);

            gateway.answers(200, "queue{app=\"chat\"} 15\n");
            program.await("2 replicas", () -> replicas() == 2);
        }
    }

    @Test
    void checkTellsAPrometheusThatIsAway() throws Exception {
        Program.Ended check = Program.run(
                settings(
                        "FLYBALL_SIGNAL", "prometheus",
                        "FLYBALL_QUERY", "sum(queue)",
                        "FLYBALL_PROMETHEUS_URL", "http://127.0.0.1:1",
                        "FLYBALL_INTERVAL", "30s"),
                "check");

        assertThat(check.out())
                .contains("problem  default: UNREACHABLE: no connection to http://127.0.0.1:1: ")
                .contains("1 problem found");
        assertThat(check.code()).isEqualTo(1);
    }

    private int replicas() {
        return Integer.parseInt(cluster.kubectl("", "get", "deployment/chat", "-o", "jsonpath={.spec.replicas}"));
    }

    private Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "FLYBALL_RESOURCE", "kubernetes:deployment/" + cluster.namespace() + "/chat",
                "FLYBALL_MIN_SERVERS", "2",
                "FLYBALL_MAX_SERVERS", "5",
                "FLYBALL_TARGET_PER_SERVER", "10",
                "FLYBALL_INTERVAL", "2s",
                "KUBECONFIG", System.getenv(Cluster.KUBECONFIG)));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }
}
