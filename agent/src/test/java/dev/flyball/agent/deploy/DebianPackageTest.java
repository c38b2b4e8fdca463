package dev.flyball.agent.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Debian package is one that dpkg takes, with all that belongs to it; with a small program in the agent's place.
 */
class DebianPackageTest {

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsDpkg() {
        assumeTrue(Command.has("dpkg-deb"), "dpkg-deb is not on the PATH: this is no Debian");
    }

    @Test
    void itHasTheProgramTheUnitAndSettingsThatAnUpdateKeeps() throws Exception {
        Path made = built();

        assertThat(Command.run("dpkg-deb", "--contents", made).said())
                .containsPattern("-rwxr-xr-x root/root .* \\./usr/bin/flyball\n")
                .containsPattern("-rw-r--r-- root/root .* \\./lib/systemd/system/flyball\\.service\n")
                .containsPattern("-rw-r----- root/root .* \\./etc/flyball/flyball\\.env\n");
        assertThat(Command.run("dpkg-deb", "--info", made).said())
                .contains("Package: flyball", "Version: 1.2.3", "Depends: libc6 (>= 2.", "zlib1g");
        assertThat(Command.run("dpkg-deb", "--info", made, "conffiles").said()).isEqualTo("/etc/flyball/flyball.env\n");
    }

    @Test
    void itIsInstalledRunsAndLeavesNothing() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root installs packages");
        Path made = built();
        Path root = folder.resolve("root");
        Files.createDirectories(root.resolve("var/lib/dpkg/info"));
        Files.createDirectories(root.resolve("var/lib/dpkg/updates"));
        Files.createFile(root.resolve("var/lib/dpkg/status"));

        Command installed = dpkg(root, "--install", made);
        assertThat(installed.said()).contains("Setting up flyball (1.2.3)");
        assertThat(installed.code()).isZero();
        assertThat(Command.run(root.resolve("usr/bin/flyball"), "--version").said())
                .startsWith("sort (GNU coreutils)");

        Command purged = dpkg(root, "--purge", "flyball");
        assertThat(purged.code()).as(purged.said()).isZero();
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> root.relativize(file).toString()))
                    .allMatch(file -> file.startsWith("var/lib/dpkg"));
        }
    }

    private Path built() throws Exception {
        Command build = Command.run("deploy/debian/build", "/usr/bin/sort", "1.2.3", folder);
        assertThat(build.code()).as(build.said()).isZero();
        String[] lines = build.said().split("\n");
        return Path.of(lines[lines.length - 1]);
    }

    /** The libraries are those of this machine, not of the empty root; its systemd is not to be told. */
    private static Command dpkg(Path root, Object... what) throws Exception {
        return Command.run(Stream.concat(
                        Stream.of("dpkg", "--root=" + root, "--force-script-chrootless", "--force-depends"),
                        Stream.of(what))
                .toArray());
    }
}
