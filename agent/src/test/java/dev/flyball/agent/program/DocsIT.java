package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flyball.agent.deploy.Command;
import dev.flyball.agent.docs.DocBlock;
import dev.flyball.kubernetes.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command in the README and the docs works when it is pasted into a fresh clone that is built, and prints what
 * the page shows. {@code mvn} does nothing here: what it would build is what is tested. Commands that need a cluster
 * run where IT_KUBECONFIG names one; those that are exempt say why.
 */
class DocsIT {

    private static final String JAR = "agent/target/quarkus-app";
    private static final String PORT = "127.0.0.1:8080";

    @TempDir
    private Path clone;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<DocBlock, Shell> started = new HashMap<>();
    private Program agent;
    private Cluster cluster;

    @TestFactory
    Stream<DynamicTest> commands() throws Exception {
        assumeTrue(
                Files.isDirectory(Command.ROOT.resolve(JAR))
                        && System.getProperty("flyball.program").startsWith("java"),
                "the pages are of the jar");
        layOut();
        List<DocBlock> blocks = new ArrayList<>();
        for (Path page : DocBlock.pages()) {
            blocks.addAll(DocBlock.of(page));
        }
        // What takes a while to print its text has the time of the others.
        for (DocBlock block : blocks) {
            if (block.endsAt().isPresent() && block.markers().size() == 1) {
                started.put(block, start(block));
            }
        }
        Map<Path, String> printed = new HashMap<>();
        return blocks.stream().map(block -> DynamicTest.dynamicTest(block.toString(), () -> tryOut(block, printed)));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private void tryOut(DocBlock block, Map<Path, String> printed) throws Exception {
        if (block.isShown()) {
            assumeTrue(printed.containsKey(block.page()), "what prints this was not run");
            assertThat(block.isIn(printed.get(block.page())))
                    .as("is shown:%n%s%nand was printed:%n%s", block.text(), printed.get(block.page()))
                    .isTrue();
            return;
        }
        printed.remove(block.page());
        assumeTrue(
                block.marked("exempt").isEmpty(),
                () -> "exempt" + block.marked("exempt").orElse(""));
        block.marked("needs").ifPresent(tool -> assumeTrue(Command.has(tool), tool + " is not on the PATH"));
        if (block.markers().contains("cluster")) {
            assumeTrue(System.getenv(Cluster.KUBECONFIG) != null, "set " + Cluster.KUBECONFIG + " to a test cluster");
        }
        Shell shell = started.containsKey(block) ? started.get(block) : start(block);
        printed.put(
                block.page(),
                block.endsAt().isPresent() ? shell.until(block.endsAt().get()) : shell.end());
    }

    private Shell start(DocBlock block) throws Exception {
        String text = block.text();
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", clone.resolve("bin") + ":" + System.getenv("PATH"));
        int port = Program.freePort();
        if (block.markers().contains("agent")) {
            port = agent().port();
        }
        if (block.markers().contains("cluster")) {
            String namespace = cluster().namespace();
            text = text.replaceAll("\\bshop\\b", namespace).replace("NAMESPACE/NAME", namespace + "/chat");
            environment.put("KUBECONFIG", cluster().kubeconfig());
            if (text.contains("FLYBALL_RESOURCE")) {
                // A quarter of it is what a look may take, which on a busy machine is more than that of 15 s.
                environment.put("FLYBALL_INTERVAL", "60s");
            }
        }
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        Shell shell = Shell.start(clone, environment, text.replace(PORT, "127.0.0.1:" + port));
        open.add(shell);
        return shell;
    }

    private Program agent() throws IOException {
        if (agent == null) {
            agent = Program.start(Map.of());
            open.add(agent);
            // Far enough that ten minutes ago, in the time of the simulation, there was a decision.
            agent.awaitLog("default at 08:1");
        }
        return agent;
    }

    private Cluster cluster() {
        if (cluster == null) {
            cluster = Cluster.open();
            open.add(cluster);
            cluster.deploy("chat", 2);
            if (System.getenv(Cluster.METRICS) != null) {
                cluster.useInTotal("chat", "400m");
                // A reader's Deployment has run for longer than the metrics look back.
                Program.runOnMetrics(
                        Map.of(
                                "FLYBALL_RESOURCE",
                                "kubernetes:deployment/" + cluster.namespace() + "/chat",
                                "FLYBALL_INTERVAL",
                                "60s",
                                "KUBECONFIG",
                                cluster.kubeconfig()),
                        "check");
            }
        }
        return cluster;
    }

    /** Makes what a clone has that was built, with {@code flyball} on the PATH and a {@code mvn} that does nothing. */
    private void layOut() throws IOException {
        for (String each : List.of("README.md", "docs", "deploy", "benchmarks")) {
            Files.createSymbolicLink(clone.resolve(each), Command.ROOT.resolve(each));
        }
        Files.createDirectories(clone.resolve(JAR).getParent());
        Files.createSymbolicLink(clone.resolve(JAR), Command.ROOT.resolve(JAR));
        Files.createDirectory(clone.resolve("bin"));
        script("flyball", "exec java -jar " + clone.resolve(JAR).resolve("quarkus-run.jar") + " \"$@\"");
        script("mvn", "exit 0");
    }

    private void script(String name, String line) throws IOException {
        Path file = Files.writeString(clone.resolve("bin").resolve(name), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
