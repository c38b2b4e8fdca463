package dev.flyball.prometheus.promql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History.Point;
import dev.flyball.prometheus.http.HttpFaults;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads what the API answers. */
final class Answers {

    private static final int NANOS = 9;

    private Answers() {}

    /** Returns the one value that there is now. */
    static Result<Point> instant(JsonNode answer, String query) {
        Optional<Fault> partial = partial(answer);
        if (partial.isPresent()) {
            return Result.failed(partial.get());
        }
        JsonNode result = answer.path("data").path("result");
        String type = answer.path("data").path("resultType").asText();
        return switch (type) {
            case "scalar" -> point(result, query);
            case "vector" -> one(result, query).then(series -> point(series.path("value"), query));
            case "matrix" ->
                Result.failed(
                        Fault.Kind.INVALID,
                        "the query yields a range, not one value: wrap it in rate(...) or avg_over_time(...): "
                                + query);
            default -> Result.failed(Fault.Kind.INVALID, "the query yields a " + type + ", not a number: " + query);
        };
    }

    /** Returns the values of one series, or none if it has none in that time. */
    static Result<List<Point>> range(JsonNode answer, String query) {
        Optional<Fault> partial = partial(answer);
        if (partial.isPresent()) {
            return Result.failed(partial.get());
        }
        JsonNode result = answer.path("data").path("result");
        if (result.isEmpty()) {
            return Result.ok(List.of());
        }
        return one(result, query).then(series -> points(series.path("values"), query));
    }

    private static Result<List<Point>> points(JsonNode values, String query) {
        List<Point> points = new ArrayList<>();
        for (JsonNode value : values) {
            Result<Point> point = point(value, query);
            if (point instanceof Result.Ok<Point> ok) {
                points.add(ok.value());
            } else {
                return point.then(any -> Result.ok(List.of()));
            }
        }
        return Result.ok(points);
    }

    private static Result<JsonNode> one(JsonNode result, String query) {
        if (result.isEmpty()) {
            return Result.failed(
                    Fault.Kind.MISSING,
                    "the query yields nothing now: " + query
                            + "; if that is to mean 0, say so in it: (...) or vector(0)");
        }
        if (result.size() > 1) {
            return Result.failed(
                    Fault.Kind.INVALID,
                    "the query yields " + result.size() + " series, such as " + labels(result.get(0)) + " and "
                            + labels(result.get(1)) + ": it must yield one; sum them with sum(...), or take avg(...)"
                            + " or max(...): " + query);
        }
        return Result.ok(result.get(0));
    }

    private static Result<Point> point(JsonNode pair, String query) {
        Optional<Double> value = number(pair.path(1).asText());
        if (!pair.path(0).isNumber() || value.isEmpty()) {
            return Result.failed(
                    Fault.Kind.INVALID,
                    "the query yields something else than a number (a histogram needs histogram_quantile(...)): "
                            + query);
        }
        return Result.ok(new Point(time(pair.path(0).decimalValue()), value.get()));
    }

    private static Instant time(BigDecimal seconds) {
        BigDecimal bounded = seconds.min(BigDecimal.valueOf(Instant.MAX.getEpochSecond()))
                .max(BigDecimal.valueOf(Instant.MIN.getEpochSecond()));
        BigDecimal whole = bounded.setScale(0, RoundingMode.FLOOR);
        return Instant.ofEpochSecond(
                whole.longValue(), bounded.subtract(whole).movePointRight(NANOS).longValue());
    }

    private static Optional<Double> number(String text) {
        return switch (text) {
            case "NaN" -> Optional.of(Double.NaN);
            case "+Inf" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-Inf" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> parsed(text);
        };
    }

    private static Optional<Double> parsed(String text) {
        try {
            return Optional.of(Double.valueOf(text));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    /** A warning of the storage means that data is left out; those of PromQL itself are about the expression. */
    private static Optional<Fault> partial(JsonNode answer) {
        return StreamSupport.stream(answer.path("warnings").spliterator(), false)
                .map(JsonNode::asText)
                .filter(warning -> !warning.startsWith("PromQL"))
                .findFirst()
                .map(warning -> new Fault(
                        Fault.Kind.MISSING, "the server answered in part only: " + HttpFaults.quote(warning)));
    }

    private static String labels(JsonNode series) {
        return HttpFaults.quote(series.path("metric").toString());
    }
}
