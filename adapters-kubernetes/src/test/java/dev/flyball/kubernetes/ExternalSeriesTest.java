package dev.flyball.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.kubernetes.api.MetricValues;
import dev.flyball.kubernetes.api.MetricValues.Value;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExternalSeriesTest {

    private static final ExternalMetric QUEUE = new ExternalMetric("shop", "queue", Optional.empty());

    private final List<ExternalMetric> asked = new ArrayList<>();
    private final Set<ExternalMetric> unselectable = new HashSet<>();
    private Result<MetricValues> whole = Result.ok(new MetricValues(IntStream.range(0, 30)
            .mapToObj(number -> value(Map.of("of", "t" + number, "zone", "a"), String.valueOf(number)))
            .toList()));

    @Test
    void manySeriesOfOneMetricAreAskedForOnce() {
        List<ExternalMetric> metrics = series(25);
        assertThat(read(metrics))
                .containsExactlyElementsOf(
                        IntStream.range(0, 25).mapToObj(String::valueOf).toList());
        assertThat(asked).containsExactly(QUEUE);
    }

    @Test
    void fewAreAskedForOneByOne() {
        List<ExternalMetric> metrics = series(3);
        assertThat(read(metrics)).containsExactly("alone", "alone", "alone");
        assertThat(asked).containsExactlyElementsOf(metrics);
    }

    @Test
    void whoFindsNoSeriesOfItsOwnAsksByItself() {
        List<ExternalMetric> metrics = new ArrayList<>(series(25));
        metrics.add(chosen("of=t99"));
        metrics.add(chosen("of=t1,zone=b"));
        metrics.add(chosen("of!=t1"));
        metrics.add(QUEUE);
        assertThat(read(metrics).subList(25, 29)).containsExactly("alone", "alone", "alone", "0");
        assertThat(asked).containsExactly(QUEUE, metrics.get(25), metrics.get(26), metrics.get(27), QUEUE);
    }

    @Test
    void aMetricThatIsToldOnlyWithASelectorIsAskedForOneByOneFromThenOn() {
        whole = Result.failed(Fault.Kind.UNREACHABLE, "selector required");
        assertThat(read(series(25))).containsOnly("alone");
        assertThat(unselectable).containsExactly(QUEUE);
        asked.clear();
        assertThat(read(series(25))).containsOnly("alone");
        assertThat(asked).doesNotContain(QUEUE);
    }

    @Test
    void seriesWithoutLabelsAreNobodysOwn() {
        whole = Result.ok(new MetricValues(List.of(value(Map.of(), "5"))));
        assertThat(read(series(25))).containsOnly("alone");
        assertThat(unselectable).containsExactly(QUEUE);
    }

    private List<String> read(List<ExternalMetric> metrics) {
        ExternalSeries series = new ExternalSeries(metrics, Set.copyOf(unselectable), unselectable::add, metric -> {
            asked.add(metric);
            return Uni.createFrom()
                    .item(
                            metric.equals(QUEUE)
                                    ? whole
                                    : Result.ok(new MetricValues(List.of(value(Map.of(), "alone")))));
        });
        return metrics.stream()
                .map(metric -> Samples.value(series.about(metric).await().indefinitely())
                        .items()
                        .get(0)
                        .value())
                .toList();
    }

    private static List<ExternalMetric> series(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> chosen("of=t" + number))
                .toList();
    }

    private static ExternalMetric chosen(String labels) {
        return new ExternalMetric("shop", "queue", Optional.of(labels));
    }

    private static Value value(Map<String, String> labels, String value) {
        return new Value(null, labels, Instant.EPOCH, null, value);
    }
}
