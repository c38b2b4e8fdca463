package dev.flyball.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Stands before a real API server, on plain HTTP, and hands requests on with the token that they bring; or does
 * something else with them, as it is told.
 */
public final class FaultyProxy implements AutoCloseable {

    /** What to do with a request. */
    public sealed interface Act {

        /** Hands it on. */
        record Pass() implements Act {}

        /** Never answers. */
        record Silence() implements Act {}

        /** Answers by itself. */
        record Answer(int status, Map<String, String> headers, String message) implements Act {}
    }

    /** What stands after the path in the line of a request to watch. */
    public static final String WATCH = "?watch=true";

    private final HttpServer server;
    private final URI behind;
    private final HttpClient client;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<Open> watches = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Function<String, Act>> acts = new AtomicReference<>(line -> new Act.Pass());

    private FaultyProxy(HttpServer server, URI behind, HttpClient client) {
        this.server = server;
        this.behind = behind;
        this.client = client;
    }

    /** Stands before the server of this configuration. */
    public static FaultyProxy before(Config config) throws IOException, GeneralSecurityException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        FaultyProxy proxy = new FaultyProxy(
                server,
                URI.create(config.getMasterUrl()),
                HttpClient.newBuilder().sslContext(trusting(authority(config))).build());
        server.createContext("/", proxy::handle);
        server.setExecutor(proxy.threads);
        server.start();
        return proxy;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A watch that is being handed on. */
    private record Open(String line, InputStream behind) {}

    /**
     * From now on does what {@code act} says of a request's line, such as {@code GET /api/v1/namespaces/shop/pods}.
     * Watches that would no longer be handed on are cut off.
     */
    public void doing(Function<String, Act> act) {
        acts.set(act);
        watches.stream()
                .filter(watch -> !(act.apply(watch.line()) instanceof Act.Pass))
                .forEach(this::cut);
    }

    private void cut(Open watch) {
        watches.remove(watch);
        try {
            watch.behind().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean watch = String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true");
            String line =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + (watch ? WATCH : "");
            byte[] body = exchange.getRequestBody().readAllBytes();
            Act act = acts.get().apply(line);
            if (act instanceof Act.Answer answer) {
                answer.headers().forEach(exchange.getResponseHeaders()::set);
                String status = "{\"kind\": \"Status\", \"message\": \"" + answer.message() + "\"}";
                send(exchange, answer.status(), status.getBytes(StandardCharsets.UTF_8));
            } else if (act instanceof Act.Silence) {
                closing.await();
            } else if (watch) {
                handOn(line, exchange, client.send(onward(exchange, body), BodyHandlers.ofInputStream()));
            } else {
                HttpResponse<byte[]> answer = client.send(onward(exchange, body), BodyHandlers.ofByteArray());
                send(exchange, answer.statusCode(), answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handOn(String line, HttpExchange exchange, HttpResponse<InputStream> answer) throws IOException {
        Open watch = new Open(line, answer.body());
        watches.add(watch);
        try (InputStream behind = answer.body()) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.statusCode(), 0);
            OutputStream out = exchange.getResponseBody();
            out.flush();
            byte[] buffer = new byte[8192];
            for (int count = behind.read(buffer); count >= 0; count = behind.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
            out.close();
        } finally {
            watches.remove(watch);
        }
    }

    private HttpRequest onward(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        behind.resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        for (String header : new String[] {"Authorization", "Content-Type", "Accept"}) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(header))
                    .ifPresent(value -> request.header(header, value));
        }
        return request.build();
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] authority(Config config) throws IOException {
        return config.getCaCertData() == null
                ? Files.readAllBytes(Path.of(config.getCaCertFile()))
                : Base64.getDecoder().decode(config.getCaCertData());
    }

    private static SSLContext trusting(byte[] pem) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = new ByteArrayInputStream(pem)) {
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, managers.getTrustManagers(), null);
        return tls;
    }

    @Override
    public void close() {
        closing.countDown();
        watches.forEach(this::cut);
        server.stop(0);
        threads.shutdownNow();
    }
}
