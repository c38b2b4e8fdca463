package dev.flyball.agent.program;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The program as a user starts it: the jar, or the native executable, as the system property {@code flyball.program}
 * says. What stands in the environment of the tests does not reach it, but for PATH and HOME.
 */
final class Program implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final int port;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> logEnd;

    private Program(Process process, int port) {
        this.process = process;
        this.port = port;
        this.logEnd = CompletableFuture.runAsync(() -> {
            try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(log::add);
            } catch (IOException | UncheckedIOException closed) {
                log.add("(log ended: " + closed.getMessage() + ")");
            }
        });
    }

    /**
     * What a command that ended left.
     *
     * @param code its exit code
     * @param out its standard output
     * @param err its standard error
     */
    record Ended(int code, String out, String err) {}

    /** Starts the agent on a port of its own. */
    static Program start(Map<String, String> environment) throws IOException {
        return startAt(freePort(), environment);
    }

    /** Starts the agent on a port. */
    static Program startAt(int port, Map<String, String> environment) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        return new Program(process(all).start(), port);
    }

    /** Runs a command to its end. */
    static Ended run(Map<String, String> environment, String... arguments) throws Exception {
        return talk("", environment, arguments);
    }

    /** Runs a command that is told {@code input} to its end. */
    static Ended talk(String input, Map<String, String> environment, String... arguments) throws Exception {
        Process process = process(environment, arguments).start();
        try (BufferedWriter in = process.outputWriter()) {
            in.write(input);
        }
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.errorReader()));
        String out = text(process.inputReader());
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("did not end: " + List.of(arguments));
        }
        return new Ended(process.exitValue(), out, err.join());
    }

    private static ProcessBuilder process(Map<String, String> environment, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(System.getProperty("flyball.program").split(" ")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "JAVA_HOME"));
        builder.environment().putAll(environment);
        return builder;
    }

    private static String text(BufferedReader reader) {
        StringBuilder text = new StringBuilder();
        reader.lines().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** Returns a port that nobody listens on. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Returns the port of the page and the API. */
    int port() {
        return port;
    }

    /** Returns what has been logged so far. */
    List<String> log() {
        return List.copyOf(log);
    }

    /** Waits until a line with this text has been logged. */
    void awaitLog(String text) {
        await("the log to say '" + text + "'", () -> log.stream().anyMatch(line -> line.contains(text)));
    }

    /** Runs a command, again while what servers use is known only from before they were ready. */
    static Ended runOnMetrics(Map<String, String> environment, String... arguments) {
        return Awaitility.await("metrics from since the servers are ready")
                .atMost(PATIENCE)
                .until(() -> run(environment, arguments), ended -> !ended.out().contains("since they are ready"));
    }

    /** Waits until something holds; if it does not in time, the log is in the message. */
    void await(String what, java.util.concurrent.Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(condition);
        } catch (org.awaitility.core.ConditionTimeoutException late) {
            throw new AssertionError(late.getMessage() + "\n" + String.join("\n", log), late);
        }
    }

    /** Gets a page; waits until the program listens. */
    String get(String path) {
        StringBuilder body = new StringBuilder();
        await("an answer to " + path, () -> {
            try {
                HttpURLConnection connection = (HttpURLConnection)
                        URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
                if (connection.getResponseCode() != 200) {
                    return false;
                }
                body.append(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                return true;
            } catch (java.net.ConnectException notYet) {
                return false;
            }
        });
        return body.toString();
    }

    /** Asks the program to end, as systemd and the kubelet do, and returns its exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("did not end on SIGTERM: " + String.join("\n", log));
        }
        logEnd.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
