package dev.flyball.agent.page;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium with a profile of its own, which is thrown away. */
public final class Browser implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/");
    private static final int PATIENCE_SECONDS = 60;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path profile;
    private final String address;

    private Browser(Process process, Path profile, String address) {
        this.process = process;
        this.profile = profile;
        this.address = address;
    }

    /** Starts the browser that IT_CHROMIUM names or PATH has; without one, the tests that ask are skipped. */
    public static Browser start() throws Exception {
        Optional<String> program =
                Optional.ofNullable(System.getenv("IT_CHROMIUM")).or(Browser::onPath);
        Assumptions.assumeTrue(
                program.isPresent(),
                "no browser: set IT_CHROMIUM to a Chromium, or install one (Debian: apt-get install chromium)");
        Path profile = Files.createTempDirectory("flyball-browser");
        Process process = new ProcessBuilder(
                        program.orElseThrow(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--force-color-profile=srgb",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Browser(process, profile, address(process));
    }

    private static Optional<String> onPath() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static String address(Process process) throws Exception {
        CompletableFuture<String> address = new CompletableFuture<>();
        StringBuilder said = new StringBuilder();
        CompletableFuture.runAsync(() -> {
            try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(line -> {
                    said.append(line).append('\n');
                    Matcher listening = LISTENING.matcher(line);
                    if (listening.find()) {
                        address.complete(listening.group(1));
                    }
                });
                address.completeExceptionally(new IllegalStateException("the browser ended: " + said));
            } catch (IOException | UncheckedIOException closed) {
                address.completeExceptionally(closed);
            }
        });
        return address.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Opens a new tab, {@code width} by {@code height} pixels, light. */
    public Tab tab(int width, int height) throws Exception {
        HttpRequest open = HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        String answer = client.send(open, HttpResponse.BodyHandlers.ofString()).body();
        Matcher url =
                Pattern.compile("\"webSocketDebuggerUrl\":\\s*\"([^\"]+)\"").matcher(answer);
        if (!url.find()) {
            throw new IllegalStateException("the browser opened no tab: " + answer);
        }
        return new Tab(new DevTools(client, URI.create(url.group(1))), width, height);
    }

    @Override
    public void close() throws IOException {
        // The browser's helpers outlive it for a moment, and write to the profile until they end.
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
