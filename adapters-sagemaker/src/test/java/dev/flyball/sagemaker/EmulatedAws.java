package dev.flyball.sagemaker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.flyball.core.port.Adapter;
import dev.flyball.core.port.Signals;
import dev.flyball.core.port.Targets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * AWS over HTTP as far as this module calls it: states, delays on a clock that tests move, failures, the lock of an
 * endpoint, throttling, missing rights. The adapter under test finds it by the SDK's default chains.
 */
final class EmulatedAws implements AutoCloseable {

    static final Instant START = Instant.parse("2026-03-01T12:00:30Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ExecutorService calls = Executors.newFixedThreadPool(8);
    private final List<String> made = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final Map<String, AwsError> refused = new ConcurrentHashMap<>();
    private final Map<String, Integer> throttled = new ConcurrentHashMap<>();
    private volatile Instant now = START;

    final EmulatedSageMaker sageMaker = new EmulatedSageMaker(() -> now);
    final EmulatedMetrics metrics = new EmulatedMetrics(() -> now);
    final EmulatedAlarms alarms = new EmulatedAlarms();
    final EmulatedScaling scaling = new EmulatedScaling();
    private Adapter adapter;

    EmulatedAws() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException exception) {
            throw new IllegalStateException("no port to listen on", exception);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        RecordedAws.setUp("http://127.0.0.1:" + server.getAddress().getPort());
        restart();
    }

    /** Begins anew with an adapter that has seen nothing. */
    void restart() {
        adapter = new SageMakerAdapter(Duration.ofSeconds(20), () -> now, calls);
    }

    Adapter adapter() {
        return adapter;
    }

    Targets targets() {
        return adapter.targets().orElseThrow();
    }

    Signals signals() {
        return adapter.signals().orElseThrow();
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Refuses this action, such as {@code sagemaker:DescribeEndpoint}, until {@link #allow}. */
    void refuse(String action, AwsError error) {
        refused.put(action, error);
    }

    void deny(String action, String resource) {
        refuse(
                action,
                new AwsError(
                        action.startsWith("cloudwatch") ? 403 : 400,
                        action.startsWith("cloudwatch") ? "AccessDenied" : "AccessDeniedException",
                        "User: arn:aws:iam::123456789012:user/flyball is not authorized to perform: " + action
                                + " on resource: " + resource
                                + " because no identity-based policy allows the " + action + " action"));
    }

    void allow(String action) {
        refused.remove(action);
    }

    /** Throttles this action so many times. */
    void throttle(String action, int times) {
        throttled.put(action, times);
    }

    /** Returns the actions that were called since this was last asked. */
    List<String> calls() {
        List<String> all = List.copyOf(made);
        made.clear();
        return all;
    }

    /** Returns how the last call was signed. */
    String lastAuthorization() {
        return keys.get(keys.size() - 1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        boolean xml = target == null;
        try {
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            String action = xml
                    ? (body.contains("AssumeRole") ? "sts:" : "cloudwatch:")
                            + form(body).get("Action")
                    : (target.startsWith("SageMaker.") ? "sagemaker:" : "application-autoscaling:")
                            + target.substring(target.indexOf('.') + 1);
            made.add(action);
            check(action);
            send(exchange, 200, xml ? metrics(body) : json(action, body));
        } catch (AwsError error) {
            send(exchange, error.status(), xml ? xml(error) : json(error));
        }
    }

    private void check(String action) throws AwsError {
        Integer left = throttled.computeIfPresent(action, (name, more) -> more - 1);
        if (left != null && left >= 0) {
            throw new AwsError(400, "ThrottlingException", "Rate exceeded");
        }
        if (refused.containsKey(action)) {
            throw refused.get(action);
        }
    }

    private synchronized String metrics(String body) throws AwsError {
        if (body.contains("AssumeRole")) {
            return "<AssumeRoleWithWebIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                    + "<AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>of-"
                    + form(body).get("WebIdentityToken")
                    + "</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken>"
                    + "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult>"
                    + "</AssumeRoleWithWebIdentityResponse>";
        }
        Map<String, String> form = form(body);
        return form.get("Action").equals("DescribeAlarms") ? alarms.answer(form) : metrics.answer(form);
    }

    private synchronized String json(String action, String body) throws AwsError, IOException {
        String operation = action.substring(action.indexOf(':') + 1);
        return (action.startsWith("sagemaker:")
                        ? sageMaker.answer(operation, JSON.readTree(body))
                        : scaling.answer(operation))
                .toString();
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            fields.put(
                    URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static String json(AwsError error) {
        return JSON.createObjectNode()
                .put("__type", error.code())
                .put("message", error.getMessage())
                .toString();
    }

    private static String xml(AwsError error) {
        return "<ErrorResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><Error><Type>Sender</Type><Code>"
                + error.code() + "</Code><Message>" + error.getMessage()
                + "</Message></Error><RequestId>6c1c9b24</RequestId></ErrorResponse>";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        calls.shutdownNow();
        RecordedAws.tearDown();
    }
}
