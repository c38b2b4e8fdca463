package dev.flyball.agent.program;

import dev.flyball.kubernetes.Cluster;
import dev.flyball.kubernetes.FaultyProxy;
import dev.flyball.kubernetes.FaultyProxy.Act;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program before a real API server that misbehaves, behind a proxy. In each test the load falls away during the
 * fault, so that whoever believes what is not there would scale in; when the fault is over the load is larger than
 * before, and has to be followed within two rounds.
 */
abstract class BehindAProxy {

    @TempDir
    private Path folder;

    Cluster cluster;
    FaultyProxy proxy;
    Path kubeconfig;

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

    /** Starts the program, and waits until it is content. */
    FaultRun run(String interval) throws Exception {
        return FaultRun.start(cluster, kubeconfig, interval);
    }

    /** Ends the fault, with a larger load than before. */
    void end(FaultRun run) throws Exception {
        cluster.useInTotal("chat", "1500m");
        run.over(() -> proxy.doing(line -> new Act.Pass()));
    }

    /** Returns a kubeconfig for the proxy. */
    String kubeconfigWith(String user) {
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
