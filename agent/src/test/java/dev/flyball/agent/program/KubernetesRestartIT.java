package dev.flyball.agent.program;

import dev.flyball.kubernetes.ControlPlane;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What the program does while the control plane goes away. */
@EnabledIfEnvironmentVariable(
        named = ControlPlane.TOOLS,
        matches = ".+",
        disabledReason = "set it to the folder of the scripts kube-up, kube-down, fake-kubelet and fake-metrics")
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
            // What pods use was forgotten, so that until it is told again nothing is to be followed yet.
            run.over(() -> cluster.useInTotal("chat", "1500m"));
        }
    }
}
