package dev.flyball.agent.differential;

import static dev.flyball.agent.differential.Catalogue.constant;
import static dev.flyball.agent.differential.Catalogue.levels;
import static dev.flyball.agent.differential.Catalogue.noise;
import static dev.flyball.agent.differential.Catalogue.ramp;

import dev.flyball.agent.differential.Series.Action;
import dev.flyball.agent.differential.Series.Metric;
import dev.flyball.agent.differential.Series.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Series of external metrics with an average value of 10 per pod. */
final class ExternalSeries {

    private static final double NONE = Double.NaN;

    private ExternalSeries() {}

    static void addTo(Catalogue to) {
        to.add(to.external("external step up", levels(20, 90)));
        to.add(to.external("external step down", levels(90, 20)).of(Workload.deployment(9)));
        to.add(to.external("external ramp up", ramp(10, 115)));
        to.add(to.external("external ramp down", ramp(115, 10)).of(Workload.deployment(12)));
        to.add(to.external("external noise", noise(20, 110, 1)));
        to.add(to.external("external small noise", noise(44, 56, 2)).of(Workload.deployment(5)));
        to.add(to.external("external sawtooth", i -> 20.0 + i % 5 * 20));
        to.add(to.external("external spike", i -> i == 6 || i == 14 ? 120.0 : 20.0));
        to.add(to.external("external square wave", levels(20, 80, 20, 80, 20)));
        to.add(to.external("external gap", levels(60, NONE, 60, 30, NONE)));
        to.add(to.external("external gap, then less", levels(80, 80, NONE, 20, 20)));
        to.add(to.external("external gap, then more", levels(40, NONE, NONE, 90, 90)));
        to.add(to.external("external never a value", constant(NONE)));
        to.add(to.external("external flickering", i -> i % 3 == 2 ? NONE : 70.0 - 3 * i));
        to.add(to.external("external zero", levels(50, 0)));
        to.add(to.external("external edges of the tolerance", levels(55, 45, 55.001, 44.999))
                .of(Workload.deployment(5)));
        to.add(to.external("external edge 1.1 of one pod", levels(11, 11.1, 9, 8.9))
                .of(Workload.deployment(1)));
        to.add(to.external("external fractions", levels(0.5, 12.5, 33.333, 66.6667, 99.999)));
        to.add(to.external("external above max", levels(40, 1_000_000, 40)).within(1, 8));
        to.add(to.external("external below min", levels(60, 5, 60)).within(3, 8).of(Workload.deployment(4)));
        to.add(to.external("external born above max", levels(40, 20))
                .within(1, 5)
                .of(Workload.deployment(7)));
        to.add(to.external("external born below min", levels(20, 60)).within(3, 9));
        to.add(to.external("external set by hand", constant(50))
                .and(7, new Action.Scale(9))
                .and(14, new Action.Scale(2)));
        to.add(to.external("external set above max by hand", constant(50))
                .within(2, 6)
                .and(7, new Action.Scale(10)));
        to.add(to.external("external set to zero by hand", levels(30, 60)).and(8, new Action.Scale(0)));
        to.add(to.external("external slow pods", levels(20, 100, 40))
                .of(Workload.deployment(2).readyAfter(9)));
        to.add(to.external("external without behavior, step", levels(20, 115, 30))
                .within(2, 12)
                .under(Rules.absent()));
        to.add(to.external("external without behavior, noise", noise(20, 110, 3))
                .within(2, 12)
                .under(Rules.absent()));
        to.add(two(to, "two metrics, the larger wins", ramp(20, 100), ramp(100, 20)));
        to.add(two(to, "two metrics, one missing, the other lower", levels(80, NONE), levels(20, 20)));
        to.add(two(to, "two metrics, one missing, the other higher", levels(30, NONE), levels(20, 90)));
        to.add(two(to, "two metrics, both missing", levels(60, NONE, 30), levels(20, NONE, 30)));
    }

    private static Series two(Catalogue to, String name, IntFunction<Double> one, IntFunction<Double> other) {
        Series first = to.external(name, one);
        String metric = "other-" + first.id();
        List<List<Action>> steps = new ArrayList<>();
        for (int i = 0; i < Catalogue.STEPS; i++) {
            List<Action> actions = new ArrayList<>(first.steps().get(i));
            double value = other.apply(i);
            actions.add(Double.isNaN(value) ? new Action.Forget(metric) : new Action.Tell(metric, value));
            steps.add(actions);
        }
        return to.measuring(
                new Series(first.id(), name, first.workload(), first.metrics(), first.bounds(), first.rules(), steps),
                first.metrics().get(0),
                new Metric.External(metric, 10_000));
    }
}
