package dev.flyball.prometheus.promql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Interval;
import dev.flyball.prometheus.http.Clients;
import dev.flyball.prometheus.http.Get;
import dev.flyball.prometheus.http.HttpFaults;
import dev.flyball.prometheus.http.WholeBody;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The calls of one server's HTTP API that are used. */
final class Api {

    private static final long MOST_BYTES = 16L << 20;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final PrometheusServer server;
    private final Session session;
    private final ObjectMapper json = new ObjectMapper();

    Api(PrometheusServer server, Clients clients) {
        this.server = server;
        this.session = new Session(server, clients);
    }

    /** Asks what an expression is now, by the server's clock. The future never fails. */
    CompletableFuture<Result<JsonNode>> query(String expression, Duration limit) {
        return ask("query", Map.of("query", expression), limit);
    }

    /** Asks what an expression was. The future never fails. */
    CompletableFuture<Result<JsonNode>> range(String expression, Interval interval, Duration limit) {
        return ask(
                "query_range",
                Map.of(
                        "query", expression,
                        "start", seconds(interval.from()),
                        "end", seconds(interval.to()),
                        "step", seconds(interval.step())),
                limit);
    }

    private CompletableFuture<Result<JsonNode>> ask(String call, Map<String, String> parameters, Duration limit) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("timeout", seconds(limit));
        // Thanos otherwise leaves out what it cannot reach; others ignore this.
        all.put("partial_response", "false");
        URI uri = URI.create(server.call(call) + "?"
                + all.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
        Result<HttpClient> client = session.client();
        Result<Map<String, String>> headers = session.headers();
        if (client instanceof Result.Failed<HttpClient> failed) {
            return CompletableFuture.completedFuture(Result.failed(failed.fault()));
        }
        if (headers instanceof Result.Failed<Map<String, String>> failed) {
            return CompletableFuture.completedFuture(Result.failed(failed.fault()));
        }
        return new Get(uri, ((Result.Ok<Map<String, String>>) headers).value(), limit, MOST_BYTES)
                .send(((Result.Ok<HttpClient>) client).value(), new WholeBody())
                .handle((answer, failure) -> failure == null
                        ? read(answer)
                        : Result.failed(HttpFaults.ofFailure(failure, server.toString(), limit)));
    }

    private Result<JsonNode> read(Get.Answer<byte[]> answer) {
        JsonNode said = parse(answer.body());
        String status = said.path("status").asText();
        if (answer.status() == OK && status.equals("success")) {
            return Result.ok(said);
        }
        if (status.equals("error")) {
            return Result.failed(
                    error(said.path("errorType").asText(), said.path("error").asText(), answer.status()));
        }
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.status() == OK) {
            return Result.failed(
                    Fault.Kind.INVALID,
                    server + " answered with something else than a Prometheus server does: " + HttpFaults.quote(text)
                            + "; see FLYBALL_PROMETHEUS_URL");
        }
        Fault fault = HttpFaults.ofStatus(answer.status(), answer.location(), server.toString(), text);
        return Result.failed(
                answer.status() == NOT_FOUND
                        ? new Fault(
                                Fault.Kind.NOT_FOUND,
                                server + " has no /api/v1 (404): FLYBALL_PROMETHEUS_URL must be what stands before it")
                        : fault);
    }

    private Fault error(String type, String error, int status) {
        String words = server + " says: " + HttpFaults.quote(error);
        return switch (type) {
            case "bad_data" -> new Fault(Fault.Kind.INVALID, words + "; see FLYBALL_QUERY");
            case "execution" -> new Fault(Fault.Kind.INVALID, words);
            case "timeout", "canceled" -> new Fault(Fault.Kind.TIMED_OUT, words);
            default ->
                status == OK
                        ? new Fault(Fault.Kind.INVALID, words)
                        : HttpFaults.ofStatus(status, "", server.toString(), error);
        };
    }

    private JsonNode parse(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException noJson) {
            return json.missingNode();
        }
    }

    private static String seconds(Instant time) {
        return seconds(Duration.between(Instant.EPOCH, time));
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).toPlainString();
    }
}
