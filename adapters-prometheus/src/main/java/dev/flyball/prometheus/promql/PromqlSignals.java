package dev.flyball.prometheus.promql;

import dev.flyball.core.port.Signals;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.History.Point;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Query.Expression;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import dev.flyball.prometheus.http.Clients;
import dev.flyball.prometheus.http.SideBySide;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads signals as a Prometheus server works them out, all of a round at the same time. Queries that are the same text
 * are sent once.
 */
public final class PromqlSignals implements Signals {

    private static final int AT_ONCE = 16;
    private static final Duration PAST_LIMIT = Duration.ofSeconds(60);

    /** The most points of a range that Prometheus works out at once. */
    private static final int MOST_POINTS = 11_000;

    private final Api api;
    private final Duration limit;

    /**
     * Makes the way to a server; nothing is opened yet.
     *
     * @param limit how long all queries of a round together may take
     */
    public PromqlSignals(PrometheusServer server, Clients clients, Duration limit) {
        this.api = new Api(server, clients);
        this.limit = limit;
    }

    @Override
    public Map<Query, Result<Reading>> read(Collection<Query> queries, Map<TargetId, Fleet> fleets, Instant at) {
        Map<Query, Result<String>> texts = new HashMap<>();
        queries.forEach(query -> texts.put(query, text(query)));
        List<String> distinct = texts.values().stream()
                .filter(Result.Ok.class::isInstance)
                .map(text -> ((Result.Ok<String>) text).value())
                .distinct()
                .toList();
        Map<String, Result<Point>> points = new SideBySide(AT_ONCE, limit).ask(distinct, text -> api.query(text, limit)
                .thenApply(answer -> answer.then(said -> Answers.instant(said, text))));
        Map<Query, Result<Reading>> readings = new HashMap<>();
        texts.forEach((query, text) ->
                readings.put(query, text.then(points::get).then(point -> Result.ok(reading(query, point)))));
        return readings;
    }

    private static Result<String> text(Query query) {
        return query.expression()
                .map(expression -> Placeholders.fill(expression.text(), query.target()))
                .orElseGet(() ->
                        Result.failed(Fault.Kind.INVALID, query.signal() + " of " + query.target() + " has no query"));
    }

    private static Reading reading(Query query, Point point) {
        boolean total = query.expression().map(Expression::reads).orElse(Reads.TOTAL) == Reads.TOTAL;
        return total
                ? new Reading.Total(point.value(), point.time())
                : new Reading.Average(point.value(), point.time(), Duration.ZERO);
    }

    @Override
    public Result<History> history(Query query, Interval interval) {
        return text(query).then(text -> {
            List<Point> points = new ArrayList<>();
            for (Interval part : parts(interval)) {
                Result<List<Point>> values =
                        api.range(text, part, PAST_LIMIT).join().then(said -> Answers.range(said, text));
                if (values instanceof Result.Ok<List<Point>> ok) {
                    points.addAll(ok.value());
                } else {
                    return values.then(any -> Result.ok(new History(points)));
                }
            }
            return Result.ok(new History(points));
        });
    }

    /** Splits an interval so that no part has more points than a server works out, and no point is in two. */
    static List<Interval> parts(Interval interval) {
        Duration length = interval.step().multipliedBy(MOST_POINTS - 1L);
        List<Interval> parts = new ArrayList<>();
        Instant from = interval.from();
        while (!from.isAfter(interval.to())) {
            Instant end = from.plus(length);
            Instant to = end.isAfter(interval.to()) ? interval.to() : end;
            // An interval cannot be a single moment.
            parts.add(new Interval(from, to.isAfter(from) ? to : from.plusNanos(1), interval.step()));
            from = end.plus(interval.step());
        }
        return parts;
    }
}
