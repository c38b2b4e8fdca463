package dev.flyball.agent.program;

import dev.flyball.kubernetes.Cluster;
import dev.flyball.kubernetes.FaultyProxy.Act;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What the program does while the API server answers nothing, or only that it cannot. */
@EnabledIfEnvironmentVariable(
        named = Cluster.KUBECONFIG,
        matches = ".+",
        disabledReason = "set it to the kubeconfig of a test cluster's administrator")
@EnabledIfEnvironmentVariable(
        named = Cluster.METRICS,
        matches = ".+",
        disabledReason = "set it to the control address of the test cluster's stand-in for metrics-server")
class KubernetesServerFaultsIT extends BehindAProxy {

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
            run.awaitFault("answered 500 to watch deployments", "etcdserver: leader changed (UNREACHABLE)");
            cluster.useInTotal("chat", "100m");
            run.awaitRounds(4);
            end(run);
        }
    }
}
