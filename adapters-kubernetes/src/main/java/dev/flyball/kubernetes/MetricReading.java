package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.Fleet;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.MetricValues;
import dev.flyball.kubernetes.api.MetricValues.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Takes the values of custom and external metrics as readings. An empty list is missing, never 0. */
final class MetricReading {

    private static final int SHOWN = 3;

    private MetricReading() {}

    /** Joins the values with a fleet's servers; each server has a capacity of 1. */
    static Result<Reading> ofPods(CustomMetric metric, Fleet fleet, MetricValues values) {
        Map<String, Value> byPod = values.items().stream()
                .filter(value -> value.describedObject() != null
                        && value.describedObject().name() != null)
                .collect(Collectors.toMap(
                        value -> value.describedObject().name(), value -> value, (first, second) -> first));
        return PodSamples.join(
                fleet,
                server -> Optional.ofNullable(byPod.get(server.id()))
                        .map(value ->
                                new Sample(amount(value, metric), 1, Optional.of(time(value, metric)), window(value))),
                metric + " has no value for any pod of the target");
    }

    /** Takes the one value of an object. */
    static Result<Reading> ofObject(CustomMetric metric, Reads reads, MetricValues values) {
        return read(metric, reads, values, false, "the adapter of custom metrics must give one for each object");
    }

    /** Takes the one series that there is, or adds up all of them if that is wished. */
    static Result<Reading> ofSeries(ExternalMetric.Wish wish, Reads reads, MetricValues values) {
        ExternalMetric metric = wish.metric();
        String written =
                metric.metric() + metric.selector().map(labels -> "?" + labels).orElse("");
        return read(
                metric,
                reads,
                values,
                wish.summed(),
                "choose one by its labels (" + metric.metric() + "?LABEL=VALUE), or write sum(" + written
                        + ") to add them up");
    }

    private static Result<Reading> read(
            Object metric, Reads reads, MetricValues values, boolean summed, String instead) {
        List<Value> items = values.items();
        if (items.isEmpty()) {
            return Result.failed(Fault.Kind.MISSING, metric + " has no value");
        }
        if (items.size() > 1 && !summed) {
            return Result.failed(
                    Fault.Kind.INVALID,
                    metric + " has " + items.size() + " series (" + labels(items) + "): " + instead);
        }
        try {
            double sum =
                    items.stream().mapToDouble(value -> amount(value, metric)).sum();
            // The sum is as old as its oldest part, and was measured for as long as its longest.
            Instant time = items.stream()
                    .map(value -> time(value, metric))
                    .min(Instant::compareTo)
                    .orElseThrow();
            Duration window = items.stream()
                    .map(MetricReading::window)
                    .max(Duration::compareTo)
                    .orElseThrow();
            return Result.ok(
                    reads == Reads.AVERAGE ? new Reading.Average(sum, time, window) : new Reading.Total(sum, time));
        } catch (FaultException malformed) {
            return new Result.Failed<>(malformed.fault());
        }
    }

    private static String labels(List<Value> items) {
        String first = items.stream()
                .limit(SHOWN)
                .map(value -> new TreeMap<>(value.metricLabels()).toString())
                .collect(Collectors.joining(", "));
        return items.size() > SHOWN ? first + ", ..." : first;
    }

    private static double amount(Value value, Object metric) {
        if (value.value() == null) {
            throw new FaultException(Fault.Kind.INVALID, metric + " has an entry without value");
        }
        return Quantities.parse(value.value(), metric.toString());
    }

    private static Instant time(Value value, Object metric) {
        if (value.timestamp() == null) {
            throw new FaultException(Fault.Kind.INVALID, metric + " has a value without timestamp");
        }
        return value.timestamp();
    }

    private static Duration window(Value value) {
        return value.windowSeconds() == null ? Duration.ZERO : Duration.ofSeconds(value.windowSeconds());
    }
}
