package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Query.Expression;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Reads from CloudWatch how many requests came in the past, without looking at any target. Reading blocks, and may be
 * done from any thread.
 */
public final class RequestHistory {

    private static final List<String> COUNTS = List.of("Sum", "SampleCount");

    private final AwsClients clients;
    private final InstantSource clock;

    /**
     * Makes a reader that has opened nothing yet.
     *
     * @param timeLimit how long one call may take, its retries included
     * @param clock tells how old the past is, and so how finely CloudWatch still has it
     */
    public RequestHistory(Duration timeLimit, InstantSource clock) {
        this(new DefaultChainClients(timeLimit), clock);
    }

    RequestHistory(AwsClients clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * Returns the requests a second, a point at the end of each period. Periods of which CloudWatch has nothing are
     * left out: of most metrics it has nothing where nothing came.
     *
     * @param counted a resource, such as {@code sagemaker:variant/chat/blue}, or a metric that counts requests, such as
     *     {@code AWS/ApplicationELB RequestCount{TargetGroup=targetgroup/chat/1a2b} Sum every 1m}
     * @return a fault of kind INVALID if it is neither; others tell why the metric could not be read
     */
    public Result<History> perSecond(String counted, Interval interval) {
        Query query = query(counted);
        return Recipes.of(query, Optional.empty())
                .then(recipe -> COUNTS.contains(recipe.parts().get(0).statistic())
                        ? Result.ok(recipe.period())
                        : Result.failed(
                                Fault.Kind.INVALID,
                                "the metric '" + counted + "': must be a Sum or a SampleCount, which count requests"))
                .then(period -> past(query, interval)
                        .then(history -> Result.ok(new History(history.points().stream()
                                .map(point -> new History.Point(point.time(), point.value() / period.toSeconds()))
                                .toList()))));
    }

    private static Query query(String counted) {
        String resource = SageMakerAdapter.SCHEME + ":";
        return counted.startsWith(resource) && counted.matches("\\S+")
                ? new Query(TargetId.parse(counted), Presets.REQUESTS)
                : new Query(
                        new TargetId(Presets.CLOUDWATCH, "history"),
                        Presets.CLOUDWATCH,
                        Optional.of(new Expression(counted, Reads.TOTAL)));
    }

    private Result<History> past(Query query, Interval interval) {
        MetricReader reader = new MetricReader(clients, new SideBySide(Runnable::run, Duration.ofMinutes(1)));
        return new CloudWatchSignals(reader, target -> Optional.empty(), clock).history(query, interval);
    }
}
