package dev.flyball.agent.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit in deploy/systemd is one that systemd takes, and keeps the agent to itself. */
class SystemdUnitTest {

    private static final Path UNIT = Path.of("..", "deploy", "systemd", "flyball.service");
    private static final Path VERIFIER = Path.of("/usr/bin/systemd-analyze");
    private static final String PROGRAM = "/usr/bin/flyball";

    @Test
    void systemdTakesIt(@TempDir Path directory) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(VERIFIER), VERIFIER + " is not there: install systemd to verify units");
        Path unit = directory.resolve("flyball.service");
        // The program need not be installed where this runs.
        Files.writeString(unit, Files.readString(UNIT).replace(PROGRAM, VERIFIER.toString()));

        Process verify = new ProcessBuilder(VERIFIER.toString(), "verify", unit.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(verify.waitFor(30, TimeUnit.SECONDS))
                .as("systemd-analyze has ended")
                .isTrue();
        assertThat(said).isEmpty();
        assertThat(verify.exitValue()).isZero();
    }

    @Test
    void itRunsAsNobodyAndWritesNowhere() throws IOException {
        assertThat(Files.readAllLines(UNIT))
                .contains(
                        "DynamicUser=yes",
                        "ProtectSystem=strict",
                        "ProtectHome=yes",
                        "PrivateTmp=yes",
                        "NoNewPrivileges=yes",
                        "CapabilityBoundingSet=",
                        "MemoryMax=256M",
                        "KillSignal=SIGTERM");
    }
}
