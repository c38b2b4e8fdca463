package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.kubernetes.Cluster;
import dev.flyball.kubernetes.FaultyProxy.Act;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What the program does while part of what it asks for fails, is refused, or is gone. */
@EnabledIfEnvironmentVariable(
        named = Cluster.KUBECONFIG,
        matches = ".+",
        disabledReason = "set it to the kubeconfig of a test cluster's administrator")
@EnabledIfEnvironmentVariable(
        named = Cluster.METRICS,
        matches = ".+",
        disabledReason = "set it to the control address of the test cluster's stand-in for metrics-server")
class KubernetesFaultsIT extends BehindAProxy {

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
            run.awaitWhole();
            end(run);
        }
    }

    private Set<String> pods() {
        return new HashSet<>(List.of(cluster.kubectl("", "get", "pods", "-l", "app=chat", "-o", "name")
                .replace("pod/", "")
                .strip()
                .split("\n")));
    }
}
