package dev.flyball.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** A web server on a loopback address that answers as it is told. */
public final class Web implements AutoCloseable {

    /** Answers a request, well or badly. */
    public interface Answer {

        void to(HttpExchange exchange) throws IOException;
    }

    /** A request as it arrived. */
    public record Request(String path, Map<String, String> parameters, String authorization) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> cutOff = new CompletableFuture<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Answer answer = text(404, "no such page");

    private Web(HttpServer server, String address, int port) throws IOException {
        this.server = server;
        server.bind(new InetSocketAddress(address, port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Listens on a free port. */
    public static Web open() throws IOException {
        return at("127.0.0.1", 0);
    }

    /** Listens on an address and port; 0 for a free one. */
    public static Web at(String address, int port) throws IOException {
        return new Web(HttpServer.create(), address, port);
    }

    /** Listens on a free port with TLS. */
    public static Web secured(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new Web(server, "127.0.0.1", 0);
    }

    /** Answers all requests from now on so. */
    public Web answers(Answer next) {
        answer = next;
        return this;
    }

    /** Answers all requests from now on with this text. */
    public Web answers(int status, String text) {
        return answers(text(status, text));
    }

    /** An answer with a text. */
    public static Answer text(int status, String text) {
        return exchange -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        };
    }

    /** An answer that sends nothing until the server is closed. */
    public Answer silence() {
        return exchange -> {
            await(closing);
        };
    }

    /** An answer that begins well and then sends nothing more. */
    public Answer stuckAfter(String beginning) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(beginning.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await(closing);
        };
    }

    /** An answer that repeats a text without end; {@link #awaitCutOff} tells when nobody listens any more. */
    public Answer endless(String text) {
        byte[] chunk = text.repeat(1 + 65_536 / text.length()).getBytes(StandardCharsets.UTF_8);
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (closing.getCount() > 0) {
                    exchange.getResponseBody().write(chunk);
                }
            } catch (IOException closed) {
                cutOff.complete(null);
                throw closed;
            }
        };
    }

    /** Waits until an endless answer is no longer listened to. */
    public void awaitCutOff() throws Exception {
        cutOff.get(20, TimeUnit.SECONDS);
    }

    /** Returns what arrived so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public String host() {
        return server.getAddress().getAddress().getHostAddress();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI uri() {
        return URI.create((server instanceof HttpsServer ? "https" : "http") + "://" + host() + ":" + port());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(new Request(
                    exchange.getRequestURI().getPath(),
                    parameters(exchange.getRequestURI().getRawQuery()),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))));
            answer.to(exchange);
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query != null) {
            for (String pair : query.split("&")) {
                String[] parts = pair.split("=", 2);
                parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
