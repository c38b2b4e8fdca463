package dev.flyball.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** An API server that answers as it is told, over HTTP. What it was not told of is 404. */
final class StubServer implements AutoCloseable {

    /** A request as it arrived. */
    record Request(String line, String query, String authorization, String contentType, String body) {}

    /** What is sent back. */
    record Answer(int status, String body) {}

    /** Tells something piece by piece; the answer ends when it returns. */
    interface Teller {
        void tell(Request request, Voice voice) throws IOException;
    }

    /** Where a teller speaks. */
    interface Voice {
        void say(String text) throws IOException;

        /** Says no more until the server is closed. */
        void fallSilent();
    }

    private static final int STUCK = -1;

    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Function<Request, Answer>> answers = new ConcurrentHashMap<>();
    private final Map<String, Teller> tellers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** Listens on plain HTTP. */
    StubServer() throws IOException {
        this(HttpServer.create(), 0);
    }

    /** Listens on HTTPS, on a free port if it is 0. */
    static StubServer secured(SSLContext tls, int port) throws IOException {
        HttpsServer server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new StubServer(server, port);
    }

    private StubServer(HttpServer server, int port) throws IOException {
        this.server = server;
        server.bind(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    StubServer on(String line, Function<Request, Answer> answer) {
        answers.put(line, answer);
        return this;
    }

    StubServer on(String line, int status, String body) {
        return on(line, request -> new Answer(status, body));
    }

    /** Holds back the answer until the server is closed. */
    StubServer silentOn(String line) {
        return on(line, request -> {
            waitForClose();
            return new Answer(500, "too late");
        });
    }

    /** Sends the head of an answer, and then only a part of its body. */
    StubServer stuckOn(String line) {
        return on(line, request -> new Answer(STUCK, ""));
    }

    /** Answers requests to watch what is there. */
    StubServer watched(String line, Teller teller) {
        tellers.put(line, teller);
        return this;
    }

    List<Request> requests() {
        return new ArrayList<>(requests);
    }

    /** Returns a kubeconfig with which this server is asked. */
    String kubeconfig(String user) {
        return kubeconfig("", user);
    }

    /** Returns a kubeconfig that says more about the server, beginning with a comma. */
    String kubeconfig(String cluster, String user) {
        return """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: stub, user: tester}}]
                clusters: [{name: stub, cluster: {server: "%s"%s}}]
                users: [{name: tester, user: %s}]
                """.formatted(url(), cluster, user);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
                    URLDecoder.decode(String.valueOf(exchange.getRequestURI().getRawQuery()), StandardCharsets.UTF_8),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(request);
            if (request.query().contains("watch=true") && tellers.containsKey(request.line())) {
                tell(exchange, request);
                return;
            }
            Answer answer = answers.getOrDefault(request.line(), any -> new Answer(404, "404 page not found"))
                    .apply(request);
            send(exchange, answer);
        }
    }

    private void tell(HttpExchange exchange, Request request) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.flush();
        tellers.get(request.line()).tell(request, new Voice() {
            @Override
            public void say(String text) throws IOException {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }

            @Override
            public void fallSilent() {
                waitForClose();
            }
        });
        out.close();
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (answer.status() == STUCK) {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"metadata\":".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            waitForClose();
            return;
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void waitForClose() {
        try {
            closing.await();
        } catch (InterruptedException e) {
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
