package dev.flyball.sagemaker;

import dev.flyball.core.result.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** Asks CloudWatch for points, 500 metrics a call, and each metric once however many ask for it. */
final class MetricReader {

    static final int QUERIES_PER_CALL = 500;

    private static final String SUBJECT = Action.readMetrics().subject();

    private final AwsClients clients;
    private final SideBySide sideBySide;

    MetricReader(AwsClients clients, SideBySide sideBySide) {
        this.clients = clients;
        this.sideBySide = sideBySide;
    }

    /**
     * A metric and how far back it is asked for.
     *
     * @param window from its newest whole period back
     */
    record Asked(Metric metric, Duration window) {}

    private record Span(Instant from, Instant to) {}

    /** One call; each metric has an id in it, which CloudWatch wants to begin with a small letter. */
    private static final class Batch {

        private final Span span;
        private final Map<Metric, String> ids = new LinkedHashMap<>();

        Batch(Span span, List<Metric> metrics) {
            this.span = span;
            metrics.forEach(metric -> ids.put(metric, "q" + ids.size()));
        }
    }

    /**
     * Returns the points of each of these metrics that ended no later than {@code until}, by the time they begin, or
     * why they are not known.
     */
    Map<Asked, Result<TreeMap<Instant, Double>>> read(Collection<Asked> asked, Instant until) {
        Map<Duration, List<Asked>> byWindow = new LinkedHashMap<>();
        new LinkedHashSet<>(asked).forEach(one -> byWindow.computeIfAbsent(one.window(), window -> new ArrayList<>())
                .add(one));
        Map<Metric, Map<Duration, Batch>> places = new HashMap<>();
        List<Batch> batches = new ArrayList<>();
        byWindow.forEach((window, group) -> {
            for (Batch batch : batches(group, span(group, window, until))) {
                batches.add(batch);
                batch.ids.keySet().forEach(metric -> places.computeIfAbsent(metric, one -> new HashMap<>())
                        .put(window, batch));
            }
        });
        Map<Batch, Result<MetricData>> answers = sideBySide.run(batches, this::ask, batch -> SUBJECT);
        Map<Asked, Result<TreeMap<Instant, Double>>> points = new LinkedHashMap<>();
        for (Asked one : asked) {
            Batch batch = places.get(one.metric()).get(one.window());
            points.put(one, points(answers.get(batch), batch, one.metric(), until));
        }
        return points;
    }

    /** Returns all points of a metric in a span of the past. */
    Result<TreeMap<Instant, Double>> past(Metric metric, Instant from, Instant to) {
        Batch batch = new Batch(new Span(floor(from, metric.period()), to), List.of(metric));
        return points(ask(batch), batch, metric, to);
    }

    private static Result<TreeMap<Instant, Double>> points(
            Result<MetricData> answer, Batch batch, Metric metric, Instant until) {
        return answer.then(data -> data.points(batch.ids.get(metric), metric.shown()))
                .then(all -> Result.ok(new TreeMap<>(all.headMap(until.minus(metric.period()), true))));
    }

    /** CloudWatch counts periods from where the start is a whole one, so it must be one for all metrics of a call. */
    private static Span span(List<Asked> group, Duration window, Instant until) {
        List<Duration> periods =
                group.stream().map(one -> one.metric().period()).sorted().toList();
        Instant to = floor(until, periods.get(0));
        return new Span(floor(to.minus(window), periods.get(periods.size() - 1)), to);
    }

    private static Instant floor(Instant time, Duration period) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), period.toSeconds()) * period.toSeconds());
    }

    private static List<Batch> batches(List<Asked> asked, Span span) {
        List<Metric> metrics = asked.stream().map(Asked::metric).distinct().toList();
        return IntStream.iterate(0, from -> from < metrics.size(), from -> from + QUERIES_PER_CALL)
                .mapToObj(from ->
                        new Batch(span, metrics.subList(from, Math.min(metrics.size(), from + QUERIES_PER_CALL))))
                .toList();
    }

    private Result<MetricData> ask(Batch batch) {
        GetMetricDataRequest request = GetMetricDataRequest.builder()
                .startTime(batch.span.from())
                .endTime(batch.span.to())
                .scanBy(ScanBy.TIMESTAMP_DESCENDING)
                .metricDataQueries(batch.ids.entrySet().stream()
                        .map(entry -> query(entry.getValue(), entry.getKey()))
                        .toList())
                .build();
        try {
            return Result.ok(MetricData.of(clients.cloudWatch().getMetricDataPaginator(request)));
        } catch (RuntimeException exception) {
            return Result.failed(AwsFaults.of(Action.readMetrics(), exception));
        }
    }

    private static MetricDataQuery query(String id, Metric metric) {
        List<Dimension> dimensions = new TreeMap<>(metric.dimensions())
                .entrySet().stream()
                        .map(entry -> Dimension.builder()
                                .name(entry.getKey())
                                .value(entry.getValue())
                                .build())
                        .toList();
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.period((int) metric.period().toSeconds())
                        .stat(metric.statistic())
                        .metric(asked -> asked.namespace(metric.namespace())
                                .metricName(metric.name())
                                .dimensions(dimensions)))
                .build();
    }
}
