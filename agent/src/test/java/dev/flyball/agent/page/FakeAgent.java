package dev.flyball.agent.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the page as the agent does, and an API that tells what a test wants it to. */
final class FakeAgent implements AutoCloseable {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

    private static final double PRICE = 1.006;
    private static final int ROUNDS = 120;

    private final ObjectMapper json = new ObjectMapper();
    private final List<FakeTarget> targets;
    private final List<OutputStream> readers = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** Starts on a port; 0 is any. */
    FakeAgent(int port, List<FakeTarget> targets) throws IOException {
        this.targets = List.copyOf(targets);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::file);
        server.createContext("/api/targets", this::target);
        server.createContext("/api/events", this::events);
        server.start();
    }

    /** Starts with targets of these names, which have two hours behind them; every ninth may have too few servers. */
    static FakeAgent scaling(int port, List<String> names) throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<FakeTarget> targets = new ArrayList<>();
        for (String name : names) {
            int number = targets.size();
            String resource = number % 3 == 2
                    ? "sagemaker:variant/" + name + "/AllTraffic"
                    : "kubernetes:deployment/prod/" + name;
            targets.add(new FakeTarget(name, resource, number % 9 == 8 ? 4 : 12, PRICE, number, now, ROUNDS));
        }
        return new FakeAgent(port, targets);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/";
    }

    List<FakeTarget> targets() {
        return targets;
    }

    /** Lets a target decide, and tells all who listen. */
    void decide(FakeTarget target) throws IOException {
        String event = json.writeValueAsString(Map.of("target", target.name(), "decision", target.decide()));
        tell("event: decision\ndata: " + event + "\n\n");
    }

    /** Tells all who listen that the agent is there. */
    void heartbeat() throws IOException {
        tell(": still here\n\n");
    }

    int readers() {
        return readers.size();
    }

    private void tell(String text) throws IOException {
        for (OutputStream reader : readers) {
            reader.write(text.getBytes(StandardCharsets.UTF_8));
            reader.flush();
        }
    }

    private void events(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        body.write(": welcome\n\n".getBytes(StandardCharsets.UTF_8));
        body.flush();
        readers.add(body);
    }

    private void target(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getRawPath().split("/", -1);
        Object answer = path.length < 4
                ? targets.stream().map(FakeTarget::view).toList()
                : targets.stream()
                        .filter(target -> target.name().equals(URLDecoder.decode(path[3], StandardCharsets.UTF_8)))
                        .findFirst()
                        .map(FakeTarget::decisions)
                        .orElseThrow();
        send(exchange, 200, "application/json", json.writeValueAsBytes(answer));
    }

    private void file(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.equals("/") ? "/index.html" : path;
        try (InputStream file = FakeAgent.class.getResourceAsStream("/META-INF/resources" + name)) {
            if (file == null) {
                send(exchange, 404, "text/plain", new byte[0]);
                return;
            }
            send(exchange, 200, TYPES.get(name.substring(name.lastIndexOf('.') + 1)), file.readAllBytes());
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.getResponseHeaders().add("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
