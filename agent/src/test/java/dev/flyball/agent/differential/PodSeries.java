package dev.flyball.agent.differential;

import static dev.flyball.agent.differential.Catalogue.constant;
import static dev.flyball.agent.differential.Catalogue.levels;
import static dev.flyball.agent.differential.Catalogue.noise;
import static dev.flyball.agent.differential.Catalogue.ramp;

import dev.flyball.agent.differential.Loads.Rule;
import dev.flyball.agent.differential.Series.Action;
import dev.flyball.agent.differential.Series.Metric;
import dev.flyball.agent.differential.Series.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Series of what pods use, of pods without a sample, and of pods that are not ready. */
final class PodSeries {

    private static final double NONE = Double.NaN;

    private PodSeries() {}

    static void addTo(Catalogue to) {
        to.add(to.cpu("cpu total, step up", true, levels(200, 480)));
        to.add(to.cpu("cpu total, step down", true, levels(400, 100)).of(Workload.deployment(8)));
        to.add(to.cpu("cpu total, ramp", true, ramp(100, 560)));
        to.add(to.cpu("cpu total, noise", true, noise(100, 550, 8)));
        to.add(to.cpu("cpu total, square wave", true, levels(150, 500, 150, 500)));
        to.add(to.cpu("cpu gap", true, levels(300, NONE, 300, 100, NONE)));
        to.add(to.cpu("cpu edges of the tolerance", false, levels(55, 56, 45, 44)));
        to.add(to.cpu("cpu fractions", true, levels(222, 333, 457, 211)));
        to.add(to.cpu("cpu slow pods", true, levels(200, 500, 200))
                .of(Workload.deployment(4).readyAfter(7)));
        to.add(to.cpu("cpu uneven pods", false, constant(30))
                .and(3, use(0, 100), use(1, 70))
                .and(11, use(0, 10), use(1, 10)));
        to.add(to.cpu("cpu one pod missing, low", false, levels(50, 20)).and(3, missing(0)));
        to.add(to.cpu("cpu one pod missing, high", false, levels(50, 80)).and(3, missing(0)));
        to.add(to.cpu("cpu three pods missing, high", false, levels(50, 70))
                .and(3, missing(0), missing(1), missing(2)));
        Series missing = to.cpu("cpu one pod missing, target 150 %", false, levels(150, 15))
                .and(3, missing(0));
        to.add(to.measuring(missing, new Metric.Utilization("cpu", 150)));
        to.add(to.cpu("cpu one pod unready, high", false, levels(50, 80))
                .and(5, ready(0, false))
                .and(15, ready(0, true)));
        to.add(to.cpu("cpu one pod unready, low", false, levels(50, 20))
                .and(5, ready(0, false))
                .and(12, ready(0, true)));
        to.add(to.cpu("cpu flapping readiness", false, levels(50, 70, 40))
                .and(4, ready(0, false), ready(1, false))
                .and(6, ready(0, true))
                .and(8, ready(0, false), ready(1, true))
                .and(11, ready(0, true))
                .and(14, ready(2, false)));
        to.add(to.cpu("cpu unready while starting", false, levels(50, 90, 30))
                .and(8, ready(0, false), ready(1, false), ready(2, false), ready(3, false))
                .and(13, ready(0, true), ready(1, true)));
        to.add(to.cpu("cpu new pods stay pending", false, levels(50, 80, 40))
                .of(Workload.replicaSet(4))
                .and(2, new Action.ReadyDelay(1000)));
        to.add(to.cpu("cpu a pod fails", false, levels(50, 70))
                .and(4, new Action.Fail(0))
                .and(12, new Action.Fail(1)));
        to.add(to.cpu("cpu rolling update", true, levels(200, 300)).and(5, new Action.ReadyDelay(3)));
        to.add(to.measuring(to.cpu("cpu per pod", false, levels(40, 60, 20)), new Metric.PerPod("cpu", 40)));
        to.add(to.measuring(
                to.cpu("cpu per pod, one missing", false, levels(40, 15, 60)).and(3, missing(0)),
                new Metric.PerPod("cpu", 40)));
        to.add(memory(to, "memory ramp", ramp(40, 160)));
        to.add(memory(to, "memory noise, slow pods", noise(40, 160, 9))
                .of(Workload.deployment(3).readyAfter(5)));
        Series both = to.cpu("cpu and external", true, levels(200, 400, 200));
        String metric = "load-" + both.id();
        to.add(to.measuring(
                both.and(0, new Action.Tell(metric, 20))
                        .and(12, new Action.Tell(metric, 100))
                        .and(16, new Action.Forget(metric)),
                new Metric.External(metric, 10_000),
                new Metric.Utilization("cpu", 50)));
    }

    private static Series memory(Catalogue to, String name, IntFunction<Double> megabytes) {
        Series series = to.cpu(name, false, megabytes);
        List<List<Action>> steps = new ArrayList<>();
        IntStream.range(0, Catalogue.STEPS)
                .forEach(i -> steps.add(List.of(new Action.Use(Rule.memory((int) Math.round(megabytes.apply(i)))))));
        Series told = new Series(
                series.id(), name, series.workload(), series.metrics(), series.bounds(), series.rules(), steps);
        return to.measuring(told, new Metric.PerPod("memory", 100_000_000_000L));
    }

    private static Action missing(int pod) {
        return new Action.UseOf(pod, Rule.noSample());
    }

    private static Action use(int pod, int milli) {
        return new Action.UseOf(pod, Rule.cpu(milli));
    }

    private static Action ready(int pod, boolean ready) {
        return new Action.Ready(pod, ready);
    }
}
