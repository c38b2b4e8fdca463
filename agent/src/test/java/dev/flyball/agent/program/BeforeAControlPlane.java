package dev.flyball.agent.program;

import dev.flyball.kubernetes.Cluster;
import dev.flyball.kubernetes.ControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The program before a control plane of its own. */
abstract class BeforeAControlPlane {

    @TempDir
    Path folder;

    ControlPlane plane;
    Cluster cluster;
    Path kubeconfig;

    @BeforeEach
    void start() throws IOException {
        plane = ControlPlane.start(folder.resolve("kube"));
        cluster = Cluster.open(plane.kubeconfig(), plane.metrics());
        cluster.deploy("chat", 4);
        cluster.useInTotal("chat", "1000m");
        kubeconfig = folder.resolve("kubeconfig");
    }

    @AfterEach
    void clean() {
        if (plane != null) {
            plane.close();
        }
    }
}
