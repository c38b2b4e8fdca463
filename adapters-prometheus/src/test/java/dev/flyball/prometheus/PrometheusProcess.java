package dev.flyball.prometheus;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A real Prometheus on a free loopback port, which scrapes one server every second. Its program is found by the
 * environment variable IT_PROMETHEUS.
 */
public final class PrometheusProcess implements AutoCloseable {

    public static final String PROGRAM = "IT_PROMETHEUS";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final URI url;
    private final Path log;

    private PrometheusProcess(Process process, URI url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    /** Starts it, and waits until it answers. */
    public static PrometheusProcess start(Path folder, Web scraped) throws IOException {
        int port = freePort();
        Path config =
                Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs:
                - job_name: it
                  static_configs: [{targets: ["%s:%d"]}]
                """.formatted(scraped.host(), scraped.port()));
        Path log = folder.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        System.getenv(PROGRAM),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PrometheusProcess started = new PrometheusProcess(process, URI.create("http://127.0.0.1:" + port), log);
        started.await("/-/ready");
        return started;
    }

    public URI url() {
        return url;
    }

    private void await(String path) throws IOException {
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> answers(path) || !process.isAlive());
        } finally {
            if (!answers(path)) {
                process.destroyForcibly();
            }
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("Prometheus did not start: " + Files.readString(log));
        }
    }

    private boolean answers(String path) throws IOException {
        try {
            return ((HttpURLConnection) url.resolve(path).toURL().openConnection()).getResponseCode() == 200;
        } catch (java.net.ConnectException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
