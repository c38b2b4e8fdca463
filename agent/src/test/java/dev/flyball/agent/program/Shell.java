package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Commands in a shell that ends at the first that fails. What they leave running is ended with it. */
final class Shell implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(110);

    private final Process process;
    private final Path output;

    private Shell(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Shell start(Path folder, Map<String, String> environment, String commands) throws IOException {
        Path output = Files.createTempFile(folder, "said", ".txt");
        // Jobs are ended here, not left to whoever comes next: an agent would keep its port.
        String script = "set -eu\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n" + commands + "\n";
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().retainAll(List.of("HOME", "JAVA_HOME"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Shell(process, output);
    }

    /** Waits for the end, which must be a good one, and returns what was printed. */
    String end() throws InterruptedException {
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(ended).as("has ended; it said:%n%s", said()).isTrue();
        assertThat(process.exitValue()).as(said()).isZero();
        return said();
    }

    /** Waits until a text has been printed, ends the commands, and returns what was printed. */
    String until(String text) {
        Awaitility.await("'" + text + "'").atMost(PATIENCE).until(() -> said().contains(text) || !process.isAlive());
        assertThat(said()).contains(text);
        close();
        return said();
    }

    private String said() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
