package dev.flyball.sagemaker;

import dev.flyball.core.port.Signals;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/**
 * Reads the requests per minute of one instance from CloudWatch, 500 variants a call.
 *
 * <p>SageMaker adds 1/instances to {@code InvocationsPerInstance} for each request, so that its sum over a minute is
 * the mean over the instances. A minute that still runs would be too low, so only whole minutes are asked for.
 */
final class InvocationSignals implements Signals {

    static final int QUERIES_PER_CALL = 500;
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String SUBJECT = Action.readMetrics().subject();

    private final AwsClients clients;
    private final SideBySide sideBySide;

    InvocationSignals(AwsClients clients, SideBySide sideBySide) {
        this.clients = clients;
        this.sideBySide = sideBySide;
    }

    /** One metric to ask for, and on whose behalf; CloudWatch wants an id to begin with a small letter. */
    private record Asked(String id, Query query, Variant variant) {}

    @Override
    public Map<Query, Result<Reading>> read(Collection<Query> queries, Map<TargetId, Fleet> fleets, Instant at) {
        Map<Query, Result<Reading>> readings = new LinkedHashMap<>();
        List<Asked> asked = new ArrayList<>();
        for (Query query : new LinkedHashSet<>(queries)) {
            Result<Variant> variant = variant(query);
            if (variant instanceof Result.Ok<Variant> ok) {
                asked.add(new Asked("q" + asked.size(), query, ok.value()));
            } else if (variant instanceof Result.Failed<Variant> failed) {
                readings.put(query, Result.failed(failed.fault()));
            }
        }
        Instant until = at.truncatedTo(ChronoUnit.MINUTES);
        sideBySide
                .run(batches(asked), batch -> ask(batch, until), batch -> SUBJECT)
                .forEach((batch, answer) -> {
                    for (Asked one : batch) {
                        readings.put(one.query(), answer.then(data -> data.newest(one.id(), one.variant(), until)));
                    }
                });
        return readings;
    }

    @Override
    public Result<History> history(Query query, Interval interval) {
        return Result.failed(
                Fault.Kind.MISSING, query.signal() + " of " + query.target() + ": the past is not read yet");
    }

    private static Result<Variant> variant(Query query) {
        if (!query.signal().equals(SageMakerAdapter.INVOCATIONS_PER_INSTANCE)) {
            return Result.failed(
                    Fault.Kind.UNSUPPORTED,
                    query.target() + " has no signal " + query.signal() + "; it has "
                            + SageMakerAdapter.INVOCATIONS_PER_INSTANCE);
        }
        return Variant.of(query.target());
    }

    private static List<List<Asked>> batches(List<Asked> asked) {
        return IntStream.iterate(0, from -> from < asked.size(), from -> from + QUERIES_PER_CALL)
                .mapToObj(from -> asked.subList(from, Math.min(asked.size(), from + QUERIES_PER_CALL)))
                .toList();
    }

    private Result<MetricData> ask(List<Asked> batch, Instant until) {
        GetMetricDataRequest request = GetMetricDataRequest.builder()
                .startTime(until.minus(WINDOW))
                .endTime(until)
                .scanBy(ScanBy.TIMESTAMP_DESCENDING)
                .metricDataQueries(batch.stream().map(InvocationSignals::metric).toList())
                .build();
        try {
            return Result.ok(MetricData.of(clients.cloudWatch().getMetricDataPaginator(request)));
        } catch (RuntimeException exception) {
            return Result.failed(AwsFaults.of(Action.readMetrics(), exception));
        }
    }

    private static MetricDataQuery metric(Asked asked) {
        return MetricDataQuery.builder()
                .id(asked.id())
                .metricStat(stat -> stat.period((int) MINUTE.toSeconds())
                        .stat("Sum")
                        .metric(metric -> metric.namespace("AWS/SageMaker")
                                .metricName("InvocationsPerInstance")
                                .dimensions(
                                        dimension(
                                                "EndpointName", asked.variant().endpoint()),
                                        dimension("VariantName", asked.variant().name()))))
                .build();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
