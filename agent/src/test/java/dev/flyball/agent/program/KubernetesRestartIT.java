package dev.flyball.agent.program;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What the program does while the control plane goes away. */
class KubernetesRestartIT extends BeforeAControlPlane {

    @Test
    void aControlPlaneThatStopsAndStartsAgain() throws Exception {
        Files.writeString(
                kubeconfig, cluster.kubeconfigOf("{token: \"" + cluster.tokenWith("agent", FaultRun.RULES) + "\"}"));
        try (FaultRun run = FaultRun.start(cluster, kubeconfig, "2s")) {
            plane.stop();
            run.awaitFault("cannot see kubernetes:deployment/", "no connection to https://127.0.0.1:", "(UNREACHABLE)");
            run.awaitRounds(3);
            plane.startAgain();
            cluster.useInTotal("chat", "1500m");
            run.over(() -> {});
        }
    }
}
