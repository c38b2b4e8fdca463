package dev.flyball.kubernetes;

import dev.flyball.core.result.Result;
import dev.flyball.kubernetes.LabelSelector.Operator;
import dev.flyball.kubernetes.api.MetricValues;
import dev.flyball.kubernetes.api.MetricValues.Value;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * External metrics of one round. Where many targets choose series of one metric by their labels, all its series are
 * asked for once; who finds none of its own among them asks by itself, as an adapter of metrics may answer only that.
 * For use by one thread.
 */
final class ExternalSeries {

    /** Fewer are asked for one by one: a metric may have many more series than are wanted. */
    private static final int MANY = 20;

    private final Map<ExternalMetric, Long> wanted;
    private final Shared<ExternalMetric, Result<MetricValues>> alone;
    private final Shared<ExternalMetric, Optional<Map<Label, List<Value>>>> together;

    private record Label(String key, String value) {}

    /**
     * Makes the questions of a round.
     *
     * @param metrics all that will be asked about
     * @param unselectable metrics that are not told without a selector
     * @param refused is told of further ones
     * @param question asks the server
     */
    ExternalSeries(
            Collection<ExternalMetric> metrics,
            Set<ExternalMetric> unselectable,
            Consumer<ExternalMetric> refused,
            Function<ExternalMetric, Uni<Result<MetricValues>>> question) {
        this.wanted = metrics.stream()
                .distinct()
                .filter(metric -> exact(metric).isPresent())
                .map(ExternalSeries::whole)
                .filter(metric -> !unselectable.contains(metric))
                .collect(Collectors.groupingBy(metric -> metric, Collectors.counting()));
        this.alone = new Shared<>(question);
        this.together = new Shared<>(metric -> question.apply(metric).map(result -> {
            Map<Label, List<Value>> series = byLabel(result);
            if (series.isEmpty()) {
                refused.accept(metric);
            }
            return Optional.of(series).filter(some -> !some.isEmpty());
        }));
    }

    /** Yields the values of a metric; never fails. */
    Uni<Result<MetricValues>> about(ExternalMetric metric) {
        Optional<Map<String, String>> labels = exact(metric);
        if (labels.isEmpty() || wanted.getOrDefault(whole(metric), 0L) < MANY) {
            return alone.about(metric);
        }
        return together.about(whole(metric)).chain(series -> series.map(all -> chosen(all, labels.get()))
                .filter(own -> !own.isEmpty())
                .map(own -> Uni.createFrom().item(Result.ok(new MetricValues(own))))
                .orElseGet(() -> alone.about(metric)));
    }

    private static List<Value> chosen(Map<Label, List<Value>> series, Map<String, String> labels) {
        Map.Entry<String, String> first = labels.entrySet().iterator().next();
        return series.getOrDefault(new Label(first.getKey(), first.getValue()), List.of()).stream()
                .filter(value -> value.metricLabels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    private static Map<Label, List<Value>> byLabel(Result<MetricValues> result) {
        Map<Label, List<Value>> series = new HashMap<>();
        if (result instanceof Result.Ok<MetricValues> ok) {
            for (Value value : ok.value().items()) {
                value.metricLabels().forEach((key, label) -> series.computeIfAbsent(
                                new Label(key, label), first -> new ArrayList<>())
                        .add(value));
            }
        }
        return series;
    }

    /** Returns the labels that a metric is chosen by, if it is chosen by nothing else. */
    private static Optional<Map<String, String>> exact(ExternalMetric metric) {
        return metric.selector()
                .flatMap(LabelSelector::parse)
                .filter(selector -> selector.requirements().stream()
                        .allMatch(requirement -> requirement.operator() == Operator.IN
                                && requirement.values().size() == 1))
                .map(LabelSelector::exact);
    }

    private static ExternalMetric whole(ExternalMetric metric) {
        return new ExternalMetric(metric.namespace(), metric.metric(), Optional.empty());
    }
}
