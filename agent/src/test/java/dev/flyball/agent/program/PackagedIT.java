package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flyball.agent.deploy.Command;
import dev.flyball.agent.deploy.Monitoring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in its packages, and what it tells those who watch it. */
class PackagedIT {

    @TempDir
    private Path folder;

    @Test
    void eachMetricOfTheAlertsAndTheDashboardIsOneThatItTells() throws Exception {
        Path nowhere = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: x
                contexts: [{name: x, context: {cluster: x, user: x}}]
                clusters: [{name: x, cluster: {server: "http://127.0.0.1:1"}}]
                users: [{name: x, user: {token: x}}]
                """);
        try (Program program = Program.start(Map.of(
                "FLYBALL_TARGETS_A_RESOURCE", "simulated:chat",
                "FLYBALL_TARGETS_B_RESOURCE", "kubernetes:deployment/shop/chat",
                "FLYBALL_TARGETS_B_MAX_SERVERS", "3",
                "FLYBALL_TARGET_UTILIZATION", "0.6",
                "FLYBALL_WEBHOOK_URL", "http://127.0.0.1:1/",
                "KUBECONFIG", nowhere.toString()))) {
            program.await(
                    "a fault to be counted", () -> program.get("/q/metrics").contains("flyball_errors_total{"));

            String told = program.get("/q/metrics");
            assertThat(Monitoring.metrics()).isNotEmpty().allSatisfy(metric -> assertThat(told)
                    .containsPattern("(?m)^" + metric + "[{ ]"));
        }
    }

    @Test
    void theNativeExecutableRunsInTheRootOfItsContainer() throws Exception {
        Path program = nativeProgram();
        assumeTrue(Command.canRunWithinARoot(), "needs ldd, chroot, and the right to mount");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path root = folder.resolve("rootfs");
        assertThat(Command.run("deploy/container/rootfs", program, root).said()).isEmpty();

        assertThat(Command.run(Command.within(root, "/flyball", "--version").toArray())
                        .said())
                .startsWith("flyball ");
        assertThat(Command.run(Command.within(root, "/flyball", "once").toArray())
                        .said())
                .startsWith("default: stay at 1 server ON_TARGET");
    }

    @Test
    void theNativeExecutableRunsFromItsDebianPackage() throws Exception {
        Path program = nativeProgram();
        assumeTrue(Command.has("dpkg-deb"), "dpkg-deb is not on the PATH: this is no Debian");
        String[] built = Command.run("deploy/debian/build", program, "1.2.3", folder)
                .said()
                .split("\n");
        Path root = folder.resolve("root");
        assertThat(Command.run("dpkg-deb", "--extract", built[built.length - 1], root)
                        .code())
                .isZero();

        assertThat(Command.run(root.resolve("usr/bin/flyball"), "--version").said())
                .startsWith("flyball ");
    }

    private static Path nativeProgram() {
        String program = System.getProperty("flyball.program");
        assumeTrue(program.endsWith("/flyball"), "packages have the native executable, and this is the jar");
        return Path.of(program);
    }
}
