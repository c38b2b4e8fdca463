package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.kubernetes.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The program and a Deployment of a real API server; each pod requests 500 milli-cores. */
@EnabledIfEnvironmentVariable(
        named = Cluster.KUBECONFIG,
        matches = ".+",
        disabledReason = "set it to the kubeconfig of a test cluster's administrator")
@EnabledIfEnvironmentVariable(
        named = Cluster.METRICS,
        matches = ".+",
        disabledReason = "set it to the control address of the test cluster's stand-in for metrics-server")
class KubernetesProgramIT {

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
    void aDeploymentGoesFromTwoToFiveAndBackWithItsLoad() throws Exception {
        cluster.useInTotal("chat", "1200m");
        try (Program program = Program.start(settings(
                "FLYBALL_INTERVAL", "2s",
                "FLYBALL_SCALE_IN_STABILIZATION", "10s"))) {
            program.awaitLog("2 -> 5 servers LOAD_ABOVE_TARGET: cpu 1.2 of 0.5 needs");
            program.await("5 replicas", () -> replicas() == 5);
            program.awaitLog("stay at 5 servers ON_TARGET: cpu 0.48 of 0.5");

            cluster.useInTotal("chat", "450m");
            program.awaitLog("STABILIZING_SCALE_IN");
            program.await("2 replicas", () -> replicas() == 2);
            assertThat(program.get("/q/metrics")).contains("reason=\"LOAD_BELOW_TARGET\"");
            program.await("events", () -> cluster.kubectl("", "describe", "deployment", "chat")
                    .contains("LOAD_BELOW_TARGET"));
            assertThat(cluster.kubectl("", "describe", "deployment", "chat"))
                    .containsPattern(
                            "Normal +LOAD_ABOVE_TARGET +.* flyball +2 -> 5 servers LOAD_ABOVE_TARGET: cpu 1.2");
        }
    }

    @Test
    void aSizeSetByHandIsSaidAndMovedFrom() throws Exception {
        cluster.useInTotal("chat", "500m");
        try (Program program = Program.start(settings("FLYBALL_INTERVAL", "2s"))) {
            program.awaitLog("stay at 2 servers ON_TARGET");
            cluster.kubectl("", "scale", "deployment/chat", "--replicas=9");

            program.awaitLog("found at 9 servers, was left at 2");
            program.await("back inside the bounds", () -> replicas() <= 5);
        }
    }

    @Test
    void aDryRunDecidesExplainsAndChangesNothing() throws Exception {
        cluster.useInTotal("chat", "1200m");

        Program.Ended once = Program.runOnMetrics(settings("FLYBALL_DRY_RUN", "true"), "once");

        assertThat(once.out()).contains("default: 2 -> 5 servers LOAD_ABOVE_TARGET", "not written: DRY_RUN");
        assertThat(once.code()).isZero();
        assertThat(replicas()).isEqualTo(2);
    }

    @Test
    void onceExplainsAndChangesNothingWhereSeveralAgentsDivideTargets() throws Exception {
        cluster.useInTotal("chat", "1200m");

        Program.Ended once = Program.runOnMetrics(
                settings("FLYBALL_SHARDS", "2", "FLYBALL_LEASES", cluster.namespace() + "/flyball"), "once");

        assertThat(once.out()).contains("default: 2 -> 5 servers LOAD_ABOVE_TARGET", "not written: NO_LEASE");
        assertThat(replicas()).isEqualTo(2);
        assertThat(cluster.kubectl("", "get", "leases,configmaps", "-o", "name"))
                .doesNotContain("flyball-shard");
    }

    @Test
    void missingMetricsAreSaidOnceWhenTheyBeginAndWhenTheyEnd() throws Exception {
        try (Program program = Program.start(settings("FLYBALL_INTERVAL", "2s"))) {
            program.awaitLog("WARN  default: cannot use cpu:");
            program.awaitLog("stay at 2 servers BLIND: cpu is MISSING");
            cluster.useInTotal("chat", "500m");
            program.awaitLog("INFO  default: can use cpu again");

            assertThat(program.log().stream().filter(line -> line.contains("cannot use cpu")))
                    .hasSize(1);
        }
    }

    @Test
    void severalTargetsAreScaledSideBySideAndOneThatIsGoneHoldsUpNone() throws Exception {
        cluster.deploy("rank", 1);
        cluster.useInTotal("chat", "1200m");
        cluster.useInTotal("rank", "750m");
        String prefix = "kubernetes:deployment/" + cluster.namespace() + "/";
        Map<String, String> settings = settings("FLYBALL_INTERVAL", "2s", "FLYBALL_MIN_SERVERS", "1");
        settings.remove("FLYBALL_RESOURCE");
        settings.put("FLYBALL_TARGETS_CHAT_RESOURCE", prefix + "chat");
        settings.put("FLYBALL_TARGETS_RANK_RESOURCE", prefix + "rank");
        settings.put("FLYBALL_TARGETS_GONE_RESOURCE", prefix + "gone");
        try (Program program = Program.start(settings)) {
            program.awaitLog("chat: 2 -> 5 servers");
            program.awaitLog("rank: 1 -> 3 servers");
            program.awaitLog("gone: stay at 1 server TARGET_UNKNOWN: the target is NOT_FOUND");
        }
    }

    @Test
    void whatIsSelectedByLabelsIsScaledFromWhenItIsThereUntilItIsGone() throws Exception {
        String selected = "kubernetes:deployments/" + cluster.namespace() + "?tier=model";
        cluster.kubectl("", "label", "deployment", "chat", "tier=model");
        cluster.use("chat", "600m", "64Mi");
        try (Program program = Program.start(settings("FLYBALL_RESOURCE", selected, "FLYBALL_INTERVAL", "2s"))) {
            program.awaitLog("chat: 2 -> 5 servers LOAD_ABOVE_TARGET");

            cluster.deploy("voice", 1);
            cluster.use("voice", "600m", "64Mi");
            cluster.kubectl("", "label", "deployment", "voice", "tier=model");
            program.awaitLog("voice: 1 -> ");
            assertThat(program.get("/api/targets")).contains("\"name\":\"chat\"", "\"name\":\"voice\"");

            cluster.kubectl("", "label", "deployment", "chat", "tier-");
            program.awaitLog("chat: is no target any more");
            assertThat(program.get("/api/targets")).doesNotContain("\"name\":\"chat\"");
        }
    }

    @Test
    void anAutoscalerOfTheSameTargetStopsWritesUntilItIsGone() throws Exception {
        cluster.useInTotal("chat", "500m");
        try (Program program = Program.start(settings("FLYBALL_INTERVAL", "2s"))) {
            program.awaitLog("stay at 2 servers ON_TARGET");
            String other = cluster.namespace() + "/both";
            cluster.kubectl("", "autoscale", "deployment/chat", "--name=both", "--max=3");
            program.awaitLog("WARN  default: cannot change " + settings().get("FLYBALL_RESOURCE")
                    + ": HorizontalPodAutoscaler " + other + " scales deployment chat");
            cluster.useInTotal("chat", "1200m");
            program.awaitLog("2 -> 5 servers LOAD_ABOVE_TARGET: cpu 1.2 of 0.5 needs");
            program.awaitLog("(not written: CONFLICT, HorizontalPodAutoscaler " + other);
            assertThat(replicas()).isEqualTo(2);
            Program.Ended check = Program.run(settings(), "check");
            assertThat(check.out()).contains("problem  default: CONFLICT: HorizontalPodAutoscaler " + other);

            cluster.kubectl("", "delete", "hpa", "both");
            program.awaitLog("INFO  default: can change " + settings().get("FLYBALL_RESOURCE") + " again");
            program.await("5 replicas", () -> replicas() == 5);
        }
    }

    @Test
    void whatAnAutoscalerDoesIsPrintedAsSettingsThatAreAccepted() throws Exception {
        cluster.apply("""
                apiVersion: autoscaling/v2beta2
                kind: HorizontalPodAutoscaler
                metadata: {name: both}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: chat}
                  minReplicas: 2
                  maxReplicas: 7
                  behavior: {scaleDown: {stabilizationWindowSeconds: 60}}
                  metrics:
                  - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}
                  - {type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 64Mi}}}
                """);
        Map<String, String> environment = Map.of("KUBECONFIG", System.getenv(Cluster.KUBECONFIG));

        Program.Ended imported = Program.run(environment, "import", "hpa", "--namespace", cluster.namespace());

        assertThat(imported.err()).isEmpty();
        assertThat(imported.out())
                .contains(
                        "FLYBALL_TARGETS_BOTH_RESOURCE=kubernetes:deployment/" + cluster.namespace() + "/chat",
                        "FLYBALL_TARGETS_BOTH_MAX_SERVERS=7",
                        "FLYBALL_TARGETS_BOTH_SIGNALS_CPU_TARGET_UTILIZATION=0.6",
                        "FLYBALL_TARGETS_BOTH_SIGNALS_MEMORY_TARGET_UTILIZATION=0.5",
                        "FLYBALL_TARGETS_BOTH_SCALE_IN_STABILIZATION=1m");
        assertThat(imported.code()).isZero();
        Map<String, String> settings = new HashMap<>(environment);
        imported.out()
                .lines()
                .filter(line -> line.startsWith("FLYBALL_"))
                .map(line -> line.split("=", 2))
                .forEach(parts -> settings.put(parts[0], parts[1]));
        assertThat(Program.run(settings, "config").code()).isZero();

        Program.Ended all = Program.run(environment, "import", "hpa", "--all-namespaces");
        assertThat(all.out()).contains("# HorizontalPodAutoscaler " + cluster.namespace() + "/both");
        assertThat(Program.run(environment, "import", "hpa", "-A", "-n", "shop").code())
                .isEqualTo(2);
    }

    @Test
    void ofTheAgentsInAllPodsOneActsAndAnotherTakesOverWhenItIsGone() throws Exception {
        cluster.useInTotal("chat", "1200m");
        String token = cluster.tokenWith("sidecar", """
                {apiGroups: ["*"], resources: ["*"], verbs: ["*"]}""");
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(
                kubeconfig,
                cluster.kubeconfigOf("{token: \"" + token + "\"}")
                        .replace("context: {", "context: {namespace: " + cluster.namespace() + ", "));
        String[] pods = cluster.kubectl("", "get", "pods", "-o", "jsonpath={.items[*].metadata.name}")
                .split(" ");
        Map<String, String> settings = settings(
                "FLYBALL_RESOURCE", "kubernetes:self",
                "KUBECONFIG", kubeconfig.toString(),
                "FLYBALL_INTERVAL", "2s");
        settings.put("FLYBALL_POD_NAME", pods[0]);
        try (Program first = Program.start(settings)) {
            first.await("5 replicas", () -> replicas() == 5);
            settings.put("FLYBALL_POD_NAME", pods[1]);
            try (Program second = Program.start(settings)) {
                second.awaitLog("cannot change kubernetes:self: pod " + pods[0] + " holds lease");
                assertThat(first.terminate()).isEqualTo(143);
                second.awaitLog("can change kubernetes:self again");
                cluster.kubectl("", "scale", "deployment/chat", "--replicas=3");
                second.await("5 replicas again", () -> replicas() == 5);
            }
        }
    }

    @Test
    void checkListsEveryMissingRightWithTheRuleThatGrantsIt() throws Exception {
        String token = cluster.tokenWith("viewer", "{apiGroups: [\"\"], resources: [pods], verbs: [list]}");
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(kubeconfig, cluster.kubeconfigOf("{token: \"" + token + "\"}"));

        Program.Ended check = Program.run(settings("KUBECONFIG", kubeconfig.toString()), "check");

        assertThat(check.out())
                .contains("problem  default: FORBIDDEN")
                .contains("deployments/scale")
                .contains("metrics.k8s.io")
                .contains("verbs: [\"get\", \"patch\"]");
        assertThat(check.code()).isEqualTo(1);
    }

    @Test
    void anApiServerThatIsAwayIsSaidAndNothingCrashes() throws Exception {
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                current-context: away
                contexts: [{name: away, context: {cluster: away, user: away}}]
                clusters: [{name: away, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: away, user: {token: none}}]
                """);
        try (Program program = Program.start(settings("KUBECONFIG", kubeconfig.toString(), "FLYBALL_INTERVAL", "2s"))) {
            program.awaitLog("TARGET_UNKNOWN: the target is UNREACHABLE");
            assertThat(program.get("/q/health/live")).contains("\"status\": \"UP\"");
            assertThat(program.get("/q/health/ready")).contains("\"status\": \"UP\"");
        }
    }

    private int replicas() {
        return Integer.parseInt(cluster.kubectl("", "get", "deployment/chat", "-o", "jsonpath={.spec.replicas}"));
    }

    private Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "FLYBALL_INTERVAL", "60s",
                "FLYBALL_RESOURCE", "kubernetes:deployment/" + cluster.namespace() + "/chat",
                "FLYBALL_MIN_SERVERS", "2",
                "FLYBALL_MAX_SERVERS", "5",
                "FLYBALL_TARGET_UTILIZATION", "0.5",
                "KUBECONFIG", System.getenv(Cluster.KUBECONFIG)));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }
}
