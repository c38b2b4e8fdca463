package dev.flyball.agent.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container has what a program needs and nothing else; tried with a small program in the place of the agent. */
class ContainerTest {

    private static final Path CONTAINERFILE = Command.ROOT.resolve("deploy/container/Containerfile");

    @Test
    void aProgramRunsInItsRootWithoutRights(@TempDir Path folder) throws Exception {
        assumeTrue(Command.canRunWithinARoot(), "needs ldd, chroot, and the right to mount");
        Path root = folder.resolve("rootfs");
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));

        Command made = Command.run("deploy/container/rootfs", "/usr/bin/sort", root);
        assertThat(made.said()).isEmpty();
        assertThat(made.code()).isZero();

        Command run = Command.run(Command.within(root, "/flyball", "--version").toArray());
        assertThat(run.said()).startsWith("sort (GNU coreutils)");
        assertThat(run.code()).isZero();
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile).map(root::relativize).map(Path::toString))
                    .contains("flyball")
                    .allMatch(file -> file.equals("flyball") || file.matches("(usr/)?lib.*\\.so.*"));
        }
    }

    @Test
    void theContainerIsFetchedFromNowhereAndRunsAsNobody() throws IOException {
        List<String> lines = Files.readAllLines(CONTAINERFILE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();

        assertThat(lines)
                .startsWith("FROM scratch")
                .contains("USER 65532:65532", "STOPSIGNAL SIGTERM", "ENTRYPOINT [\"/flyball\"]");
        assertThat(lines).noneMatch(line -> line.startsWith("ADD ") || line.startsWith("RUN "));
        assertThat(lines.stream().filter(line -> line.startsWith("FROM "))).hasSize(1);
    }
}
