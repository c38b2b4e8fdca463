package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.kubernetes.Cluster;
import dev.flyball.kubernetes.FaultyProxy;
import dev.flyball.kubernetes.FaultyProxy.Act;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the program does while a real API server, behind a proxy, misbehaves. In each test the load falls away during
 * the fault, so that whoever believes what is not there would scale in; when the fault is over the load is larger than
 * before, and has to be followed within two rounds.
 */
@EnabledIfEnvironmentVariable(
        named = Cluster.KUBECONFIG,
        matches = ".+",
        disabledReason = "set it to the kubeconfig of a test cluster's administrator")
@EnabledIfEnvironmentVariable(
        named = Cluster.METRICS,
        matches = ".+",
        disabledReason = "set it to the control address of the test cluster's stand-in for metrics-server")
class KubernetesFaultsIT {

    @TempDir
    private Path folder;

    private Cluster cluster;
    private FaultyProxy proxy;
    private Path kubeconfig;

    @BeforeEach
    void deploy() throws Exception {
        cluster = Cluster.open();
        cluster.deploy("chat", 4);
        cluster.useInTotal("chat", "1000m");
        proxy = FaultyProxy.before(cluster.admin());
        kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(
                kubeconfig, kubeconfigWith("{token: \"" + cluster.tokenWith("agent", FaultRun.RULES) + "\"}"));
    }

    @AfterEach
    void clean() {
        if (proxy != null) {
            proxy.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void timeOutsOfHalfAMinute() throws Exception {
        try (FaultRun run = run("5s")) {
            proxy.doing(line -> new Act.Silence());
            run.awaitFault("cannot see kubernetes:deployment/", "within 2000 ms", "(TIMED_OUT)");
            cluster.useInTotal("chat", "100m");
            run.awaitRounds(6);
            end(run);
        }
    }

    @Test
    void tooManyRequestsWithRetryAfter() throws Exception {
        try (FaultRun run = run("2s")) {
            proxy.doing(line -> new Act.Answer(429, Map.of("Retry-After", "1"), "too many requests, please try again"));
            run.awaitFault("asks to be called less often", "(RATE_LIMITED)");
            cluster.useInTotal("chat", "100m");
            run.awaitRounds(4);
            end(run);
        }
    }

    @Test
    void errorsOfTheServer() throws Exception {
        try (FaultRun run = run("2s")) {
            proxy.doing(line -> new Act.Answer(500, Map.of(), "etcdserver: leader changed"));
            run.awaitFault("answered 500 to get deployments/scale", "etcdserver: leader changed (UNREACHABLE)");
            cluster.useInTotal("chat", "100m");
            run.awaitRounds(4);
            end(run);
        }
    }

    @Test
    void errorsOfTheMetricsApiAlone() throws Exception {
        try (FaultRun run = run("2s")) {
            proxy.doing(line -> line.contains("metrics.k8s.io")
                    ? new Act.Answer(503, Map.of(), "the server is currently unable to handle the request")
                    : new Act.Pass());
            run.awaitFault("cannot use cpu: the metrics API (metrics.k8s.io) is not available", "(UNREACHABLE)");
            cluster.useInTotal("chat", "100m");
            run.awaitRounds(4);
            assertThat(run.rounds()).last().isEqualTo(new FaultRun.Round(4, "BLIND"));
            end(run);
        }
    }

    @Test
    void conflictsOverAndOver() throws Exception {
        try (FaultRun run = run("2s")) {
            proxy.doing(line -> line.startsWith("PATCH")
                    ? new Act.Answer(409, Map.of(), "the object has been modified")
                    : new Act.Pass());
            cluster.useInTotal("chat", "1500m");
            run.awaitFault(
                    "the change was put off: deployment chat in namespace ", "changed since it was seen at version");
            run.awaitRounds(4);
            assertThat(run.replicas()).isEqualTo(4);
            end(run);
        }
    }

    /** The token is bound to a Secret, so that the API server refuses it as soon as that is deleted. */
    @Test
    void aTokenThatExpired() throws Exception {
        cluster.kubectl("", "create", "secret", "generic", "first");
        String first = cluster.kubectl(
                "", "create", "token", "agent", "--bound-object-kind", "Secret", "--bound-object-name", "first");
        Files.writeString(kubeconfig, kubeconfigWith("{token: \"" + first.strip() + "\"}"));
        try (FaultRun run = run("2s")) {
            cluster.kubectl("", "delete", "secret", "first");
            run.awaitFault("does not accept the credentials of user it of kubeconfig context it", "(UNAUTHENTICATED)");
            cluster.useInTotal("chat", "100m");
            run.awaitRounds(4);
            cluster.useInTotal("chat", "1500m");
            run.over(() -> Files.writeString(
                    kubeconfig,
                    kubeconfigWith("{token: \""
                            + cluster.kubectl("", "create", "token", "agent").strip() + "\"}")));
        }
    }

    @Test
    void podsThatVanishBetweenTheListAndTheReadingOfTheirUse() throws Exception {
        try (FaultRun run = run("2s")) {
            AtomicBoolean on = new AtomicBoolean(true);
            AtomicReference<Set<String>> before = new AtomicReference<>(pods());
            proxy.doing(line -> {
                if (on.get() && line.contains("metrics.k8s.io")) {
                    before.set(pods());
                    before.get().stream()
                            .findFirst()
                            .ifPresent(pod -> cluster.kubectl("", "delete", "pod", pod, "--wait=false", "--now"));
                }
                return new Act.Pass();
            });
            run.awaitRounds(6);
            assertThat(run.rounds()).extracting(FaultRun.Round::size).containsOnly(4);
            on.set(false);
            end(run);
        }
    }

    private Set<String> pods() {
        return new HashSet<>(List.of(cluster.kubectl("", "get", "pods", "-l", "app=chat", "-o", "name")
                .replace("pod/", "")
                .strip()
                .split("\n")));
    }

    private FaultRun run(String interval) throws Exception {
        return FaultRun.start(cluster, kubeconfig, interval);
    }

    private void end(FaultRun run) throws Exception {
        cluster.useInTotal("chat", "1500m");
        run.over(() -> proxy.doing(line -> new Act.Pass()));
    }

    private String kubeconfigWith(String user) {
        return """
                apiVersion: v1
                kind: Config
                current-context: it
                contexts: [{name: it, context: {cluster: it, user: it}}]
                clusters: [{name: it, cluster: {server: "%s"}}]
                users: [{name: it, user: %s}]
                """.formatted(proxy.url(), user);
    }
}
