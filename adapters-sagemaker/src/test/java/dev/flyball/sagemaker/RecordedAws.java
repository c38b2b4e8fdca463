package dev.flyball.sagemaker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An AWS that gives one recorded answer to everything, found by the SDK's default chains as a user would set them. */
final class RecordedAws {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    private RecordedAws(Answer answer) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException exception) {
            throw new IllegalStateException("no port to listen on", exception);
        }
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer.send(exchange);
        });
        server.setExecutor(threads);
        server.start();
        setUp("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private interface Answer {
        void send(HttpExchange exchange) throws IOException;
    }

    static RecordedAws answering(int status, String body) {
        return new RecordedAws(exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    /** The shape of an error of SageMaker. */
    static RecordedAws failing(int status, String code, String message) {
        return answering(
                status,
                "{\"__type\":\"" + code + "\",\"message\":\""
                        + message.replace("\"", "\\\"").replace("\n", "\\n") + "\"}");
    }

    /** The shape of an error of CloudWatch. */
    static RecordedAws failingMetrics(int status, String code, String message) {
        return answering(
                status,
                "<ErrorResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><Error><Type>Sender</Type><Code>"
                        + code + "</Code><Message>" + message
                        + "</Message></Error><RequestId>6c1c9b24</RequestId></ErrorResponse>");
    }

    static RecordedAws silent() {
        CountDownLatch never = new CountDownLatch(1);
        return new RecordedAws(exchange -> {
            try {
                never.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
    }

    static void setUp(String endpoint) {
        System.setProperty("aws.endpointUrl", endpoint);
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        System.setProperty("aws.maxAttempts", "2");
    }

    static void tearDown() {
        for (String name : List.of("endpointUrl", "region", "accessKeyId", "secretAccessKey", "maxAttempts")) {
            System.clearProperty("aws." + name);
        }
    }

    List<String> bodies() {
        return List.copyOf(bodies);
    }

    void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
