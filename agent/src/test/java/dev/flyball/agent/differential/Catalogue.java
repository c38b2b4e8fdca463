package dev.flyball.agent.differential;

import dev.flyball.agent.differential.Loads.Rule;
import dev.flyball.agent.differential.Series.Action;
import dev.flyball.agent.differential.Series.Metric;
import dev.flyball.agent.differential.Series.Workload;
import dev.flyball.core.target.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;

/** All series, and how they are made. */
final class Catalogue {

    static final int STEPS = 20;
    private static final double NONE = Double.NaN;

    private final List<Series> all = new ArrayList<>();

    private Catalogue() {}

    static List<Series> all() {
        Catalogue catalogue = new Catalogue();
        ExternalSeries.addTo(catalogue);
        RateSeries.addTo(catalogue);
        PodSeries.addTo(catalogue);
        return List.copyOf(catalogue.all);
    }

    /** A few of each kind. */
    static List<Series> some() {
        return all().stream().filter(series -> SHORT.contains(series.name())).toList();
    }

    private static final List<String> SHORT = List.of(
            "external step up",
            "external noise",
            "external gap",
            "external without behavior, noise",
            "rate out 2 pods in 7 s",
            "rate in 25 % in 10 s",
            "windows 7 s out, 10 s in",
            "cpu total, step up",
            "cpu total, noise",
            "cpu one pod missing, low",
            "cpu one pod unready, high",
            "memory ramp");

    void add(Series series) {
        all.add(series);
    }

    /** A total that 10 of go to each pod; NaN for no value. */
    Series external(String name, IntFunction<Double> load) {
        String id = id();
        String metric = "load-" + id;
        return new Series(
                id,
                name,
                Workload.deployment(2),
                List.of(new Metric.External(metric, 10_000)),
                new Bounds(1, 12),
                Rules.defaults(),
                steps(load, value -> Double.isNaN(value) ? new Action.Forget(metric) : new Action.Tell(metric, value)));
    }

    /** CPU in milli-cores of pods that request 100, target 50 %. */
    Series cpu(String name, boolean total, IntFunction<Double> load) {
        return new Series(
                id(),
                name,
                Workload.deployment(4),
                List.of(new Metric.Utilization("cpu", 50)),
                new Bounds(1, 12),
                Rules.defaults(),
                steps(
                        load,
                        value -> Double.isNaN(value)
                                ? new Action.Unmeasured()
                                : new Action.Use(new Rule("cpu", value / 1000, total))));
    }

    Series measuring(Series series, Metric... metrics) {
        return new Series(
                series.id(),
                series.name(),
                series.workload(),
                List.of(metrics),
                series.bounds(),
                series.rules(),
                series.steps());
    }

    private String id() {
        return "s%02d".formatted(all.size() + 1);
    }

    private static List<List<Action>> steps(IntFunction<Double> load, DoubleFunction<Action> action) {
        List<List<Action>> steps = new ArrayList<>();
        double before = NONE;
        for (int i = 0; i < STEPS; i++) {
            double value = load.apply(i);
            boolean same = i > 0 && Double.compare(value, before) == 0 || i == 0 && Double.isNaN(value);
            steps.add(same ? List.of() : List.of(action.apply(value)));
            before = value;
        }
        return steps;
    }

    static IntFunction<Double> constant(double value) {
        return i -> value;
    }

    /** Each value holds equally long. */
    static IntFunction<Double> levels(double... values) {
        return i -> values[i * values.length / STEPS];
    }

    static IntFunction<Double> ramp(double from, double to) {
        return i -> (double) Math.round(from + (to - from) * i / (STEPS - 1));
    }

    static IntFunction<Double> noise(double least, double most, int seed) {
        List<Double> values = new Random(seed)
                .doubles(STEPS, least, most)
                .mapToObj(value -> (double) Math.round(value))
                .toList();
        return values::get;
    }
}
