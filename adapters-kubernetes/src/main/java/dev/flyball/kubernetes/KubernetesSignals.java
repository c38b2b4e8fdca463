package dev.flyball.kubernetes;

import dev.flyball.core.port.Signals;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Query.Expression;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.MetricValues;
import dev.flyball.kubernetes.api.PodMetricsList;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads signals from the metrics APIs: each namespace and each metric once, however many targets share it, and all at
 * the same time.
 */
final class KubernetesSignals implements Signals {

    /** The signals that are named by the resource whose use they are. */
    static final List<String> RESOURCES = List.of("cpu", "memory");

    private static final Duration UNSELECTABLE_FOR = Duration.ofMinutes(5);

    static final String CUSTOM = "custom";
    static final String EXTERNAL = "external";

    private final KubernetesApi api;
    private final Calls calls;
    private final Metrics metrics;

    /** Metrics that were not told without a selector, and until when that is taken to be so. */
    private final Map<ExternalMetric, Instant> unselectable = new ConcurrentHashMap<>();

    KubernetesSignals(KubernetesApi api, Duration limit) {
        this.api = api;
        this.calls = new Calls(api, limit);
        this.metrics = new Metrics(api, calls);
    }

    @Override
    public Map<Query, Result<Reading>> read(Collection<Query> queries, Map<TargetId, Fleet> fleets, Instant at) {
        Round round = new Round(queries, at);
        return calls.awaitEach(Set.copyOf(queries), query -> Workload.of(query.target())
                .map(workload -> Optional.ofNullable(fleets.get(query.target()))
                        .map(fleet -> round.reading(query, workload, fleet))
                        .orElseGet(() -> failed(Fault.Kind.MISSING, "the pods of " + workload + " are not known")))
                .orElseGet(() -> unsupported(query)));
    }

    @Override
    public Result<History> history(Query query, Interval interval) {
        return Result.failed(
                Fault.Kind.MISSING, query.signal() + " of " + query.target() + ": the metrics API keeps no past");
    }

    @Override
    public List<Fault> obstacles(Query query) {
        return Workload.of(query.target())
                .flatMap(workload -> right(query, workload.namespace()))
                .flatMap(right -> calls.await(new Lacks(api, calls).of(right)))
                .stream()
                .toList();
    }

    private static Optional<Right> right(Query query, String namespace) {
        String text = query.expression().map(Expression::text).orElse("");
        if (RESOURCES.contains(query.signal())) {
            return Optional.of(Right.listPodMetrics(namespace));
        }
        if (query.signal().equals(CUSTOM)
                && CustomMetric.parse(namespace, text) instanceof Result.Ok<CustomMetric> ok) {
            return Optional.of(Right.getCustomMetric(ok.value()));
        }
        return query.signal().equals(EXTERNAL)
                        && ExternalMetric.parse(namespace, text) instanceof Result.Ok<ExternalMetric.Wish> ok
                ? Optional.of(Right.listExternalMetric(ok.value().metric()))
                : Optional.empty();
    }

    /** The questions of one round. */
    private final class Round {

        private final Shared<String, Result<PodMetricsList>> uses =
                new Shared<>(namespace -> calls.askOnce(Asked.podMetrics(namespace), api.podMetrics(namespace)));
        private final Shared<CustomMetric, Result<MetricValues>> customs = new Shared<>(metrics::custom);
        private final ExternalSeries externals;

        Round(Collection<Query> queries, Instant at) {
            unselectable.values().removeIf(until -> !until.isAfter(at));
            this.externals = new ExternalSeries(
                    queries.stream()
                            .filter(query -> query.signal().equals(EXTERNAL))
                            .flatMap(query -> wished(query).stream())
                            .toList(),
                    Set.copyOf(unselectable.keySet()),
                    metric -> unselectable.put(metric, at.plus(UNSELECTABLE_FOR)),
                    metrics::external);
        }

        private static Optional<ExternalMetric> wished(Query query) {
            String text = query.expression().map(Expression::text).orElse("");
            return Workload.of(query.target())
                    .map(workload -> ExternalMetric.parse(workload.namespace(), text))
                    .flatMap(wish -> wish instanceof Result.Ok<ExternalMetric.Wish> ok
                            ? Optional.of(ok.value().metric())
                            : Optional.empty());
        }

        Uni<Result<Reading>> reading(Query query, Workload workload, Fleet fleet) {
            Optional<String> text = query.expression().map(Expression::text);
            Reads reads = query.expression().map(Expression::reads).orElse(Reads.TOTAL);
            return switch (query.signal()) {
                case "cpu", "memory" ->
                    uses.about(workload.namespace())
                            .map(result ->
                                    result.then(list -> new Usage(query.signal(), text, workload, fleet).read(list)));
                case CUSTOM ->
                    ifGood(
                            CustomMetric.parse(workload.namespace(), text.orElse("")),
                            metric -> custom(metric, reads, fleet));
                case EXTERNAL ->
                    ifGood(ExternalMetric.parse(workload.namespace(), text.orElse("")), wish -> external(wish, reads));
                default -> unsupported(query);
            };
        }

        private Uni<Result<Reading>> custom(CustomMetric metric, Reads reads, Fleet fleet) {
            return customs.about(metric)
                    .map(result -> result.then(values -> metric.isOfEachPod()
                            ? MetricReading.ofPods(metric, fleet, values)
                            : MetricReading.ofObject(metric, reads, values)));
        }

        private Uni<Result<Reading>> external(ExternalMetric.Wish wish, Reads reads) {
            return externals
                    .about(wish.metric())
                    .map(result -> result.then(values -> MetricReading.ofSeries(wish, reads, values)));
        }
    }

    private static <T> Uni<Result<Reading>> ifGood(Result<T> wish, Function<T, Uni<Result<Reading>>> question) {
        if (wish instanceof Result.Failed<T> malformed) {
            return Uni.createFrom().item(Result.failed(malformed.fault()));
        }
        return question.apply(((Result.Ok<T>) wish).value());
    }

    private static Uni<Result<Reading>> unsupported(Query query) {
        return failed(
                Fault.Kind.UNSUPPORTED,
                query.signal() + " of " + query.target() + ": Kubernetes has the signals "
                        + Stream.concat(RESOURCES.stream(), Stream.of(CUSTOM, EXTERNAL))
                                .toList());
    }

    private static Uni<Result<Reading>> failed(Fault.Kind kind, String message) {
        return Uni.createFrom().item(Result.failed(kind, message));
    }
}
