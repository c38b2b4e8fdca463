package dev.flyball.agent.settings;

import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.core.demand.Estimator;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.policy.Overloads;
import dev.flyball.core.policy.Steps;
import dev.flyball.core.policy.Steps.Step;
import dev.flyball.core.port.Platform.Burden;
import dev.flyball.core.port.Platform.SignalKind;
import dev.flyball.core.signal.Reads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads what a signal is held to: a set point, steps or a threshold. Of these the one that is set nearest to the signal
 * counts; two of them equally near are an error.
 */
final class AimReader {

    private final Lookup lookup;
    private final Consumer<Problem> problems;
    private final String signal;
    private final SignalKind kind;
    private final Optional<Lookup> teacher;

    /**
     * Makes a reader.
     *
     * @param teacher a signal that teaches what a server carries, if there is one
     */
    AimReader(Lookup lookup, Consumer<Problem> problems, String signal, SignalKind kind, Optional<Lookup> teacher) {
        this.lookup = lookup;
        this.problems = problems;
        this.signal = signal;
        this.kind = kind;
        this.teacher = teacher;
    }

    /**
     * What a signal is held to.
     *
     * @param setPoint what one server should carry; with steps, the lowest load that adds one; with a threshold, that
     * @param instead how readings become servers, if not in proportion to the set point
     * @param by what was set
     * @param learned true if what one server carries is learned, so that only the unit of the set point counts
     */
    record Aim(SetPoint setPoint, Optional<Estimator> instead, Picked<?> by, boolean learned) {

        Aim(SetPoint setPoint, Optional<Estimator> instead, Picked<?> by) {
            this(setPoint, instead, by, false);
        }
    }

    /** Returns what the signal is held to, or empty after telling why that cannot be known. */
    Optional<Aim> read() {
        Setting<Double> setPoint = SignalSettings.setPoint(kind.unit());
        List<Setting<?>> meant = nearest(setPoint);
        if (!lookup.unset(SignalSettings.SLO)) {
            return lookup.pick(SignalSettings.SLO).flatMap(slo -> slo(slo, meant));
        }
        boolean wrong = refuseOtherUnit(setPoint, meant);
        if (meant.size() > 1) {
            refuseBoth(meant.get(0), meant.get(1));
            return Optional.empty();
        }
        if (meant.isEmpty() && !wrong && teacher.isPresent() && isLoad()) {
            return teacher.get()
                    .given(SignalSettings.SLO)
                    .map(slo -> new Aim(new SetPoint(kind.unit(), 1), Optional.empty(), slo, true));
        }
        if (meant.contains(SignalSettings.STEPS)) {
            return lookup.pick(SignalSettings.STEPS).flatMap(this::steps);
        }
        if (meant.contains(SignalSettings.THRESHOLD)) {
            return lookup.pick(SignalSettings.THRESHOLD).flatMap(this::threshold);
        }
        Optional<Picked<Double>> picked =
                lookup.pick(setPoint, kind.defaultSetPoint().map(SetPoint::value));
        if (picked.isEmpty() && meant.isEmpty() && !wrong) {
            problems.accept(Problem.ofVariable(
                    lookup.own(setPoint),
                    "is not set: must be " + setPoint.type().allowed() + ", for example " + setPoint.example()
                            + ", since signal " + signal + takes(),
                    Optional.empty()));
        }
        return picked.map(value -> new Aim(new SetPoint(kind.unit(), value.value()), Optional.empty(), value));
    }

    private boolean isLoad() {
        return kind.burden() == Burden.SHARED && lookup.unset(StrategySettings.DRAIN);
    }

    private Optional<Aim> slo(Picked<Duration> slo, List<Setting<?>> meant) {
        if (kind.unit() == SetPoint.Unit.UTILIZATION) {
            problems.accept(slo.problem("must not be set, since signal " + signal
                    + " is a fraction of capacity, and not how long requests take"));
            return Optional.empty();
        }
        List<Picked<?>> others = new ArrayList<>();
        Stream.concat(meant.stream(), Stream.of(StrategySettings.DRAIN, StrategySettings.BURDEN))
                .forEach(setting -> lookup.ownValue(setting).ifPresent(others::add));
        others.forEach(other -> problems.accept(other.problem("must not stand beside " + slo.assignment()
                + ", since a signal that teaches what a server carries asks for no servers; remove one")));
        return others.isEmpty()
                ? Optional.of(new Aim(
                        new SetPoint(SetPoint.Unit.PER_SERVER, slo.value().toMillis() / 1000.0), Optional.empty(), slo))
                : Optional.empty();
    }

    private List<Setting<?>> nearest(Setting<Double> setPoint) {
        List<Setting<?>> settings = List.of(setPoint, SignalSettings.STEPS, SignalSettings.THRESHOLD);
        Optional<Integer> least = settings.stream()
                .flatMap(setting -> lookup.distance(setting).stream())
                .min(Integer::compare);
        return settings.stream()
                .filter(setting -> least.isPresent() && lookup.distance(setting).equals(least))
                .toList();
    }

    private void refuseBoth(Setting<?> first, Setting<?> second) {
        lookup.given(first).ifPresent(one -> lookup.given(second)
                .ifPresent(other -> problems.accept(other.problem("must not stand beside " + one.assignment()
                        + ", since only one of them can say how many servers a load needs; remove one"))));
    }

    /** What is set for more than this signal may be for another one. */
    private boolean refuseOtherUnit(Setting<Double> setPoint, List<Setting<?>> meant) {
        Setting<Double> other = setPoint == SignalSettings.TARGET_UTILIZATION
                ? SignalSettings.TARGET_PER_SERVER
                : SignalSettings.TARGET_UTILIZATION;
        Optional<Picked<Double>> wrong = lookup.ownValue(other);
        wrong.ifPresent(value -> problems.accept(value.problem("must not be set, since signal " + signal + takes()
                + (meant.isEmpty()
                        ? "; set " + lookup.own(setPoint) + " instead"
                        : "; remove it, " + lookup.own(meant.get(0)) + " is enough"))));
        return wrong.isPresent();
    }

    private Optional<Aim> steps(Picked<Steps> picked) {
        Steps steps = picked.value();
        ValueType<Double> load = SignalSettings.load(kind.unit());
        boolean allowed = steps.steps().stream()
                .allMatch(step -> load.parse(number(step.bound())).isPresent());
        if (!allowed) {
            Steps hundredth = new Steps(steps.steps().stream()
                    .map(step -> new Step(step.bound() / 100, step.change()))
                    .toList());
            problems.accept(Problem.ofValue(
                    picked.variable(),
                    picked.shown(),
                    "must have loads that are " + load.allowed() + ", since signal " + signal + takes() + lookup.told(),
                    hundredth.steps().stream().allMatch(step -> load.parse(number(step.bound()))
                                    .isPresent())
                            ? Optional.of(StepsText.show(hundredth))
                            : Optional.empty()));
            return Optional.empty();
        }
        return Optional.of(new Aim(new SetPoint(kind.unit(), lowest(steps).bound()), Optional.of(steps), picked));
    }

    /** Returns the step that adds servers at the lowest load. */
    static Step lowest(Steps steps) {
        return adding(steps).findFirst().orElseThrow();
    }

    static Stream<Step> adding(Steps steps) {
        return steps.steps().stream().filter(step -> step.change() > 0);
    }

    static Stream<Step> removing(Steps steps) {
        return steps.steps().stream().filter(step -> step.change() < 0);
    }

    private Optional<Aim> threshold(Picked<Double> picked) {
        ValueType<Double> load = SignalSettings.load(kind.unit());
        if (kind.reads() != Reads.PER_SERVER) {
            problems.accept(picked.problem("must not be set, since signal " + signal
                    + " does not tell the load of each server; set " + SignalSettings.STEPS.variable() + " or "
                    + SignalSettings.setPoint(kind.unit()).variable() + " instead" + lookup.told()));
            return Optional.empty();
        }
        if (load.parse(picked.shown()).isEmpty()) {
            problems.accept(Problem.ofValue(
                    picked.variable(),
                    picked.shown(),
                    "must be " + load.allowed() + ", since signal " + signal + takes() + lookup.told(),
                    load.meant(picked.shown())));
            return Optional.empty();
        }
        return Optional.of(
                new Aim(new SetPoint(kind.unit(), picked.value()), Optional.of(new Overloads(picked.value())), picked));
    }

    private static String number(double value) {
        return SignalSettings.AMOUNT.show(value);
    }

    private String takes() {
        return kind.unit() == SetPoint.Unit.UTILIZATION
                ? " is held to a fraction of capacity"
                : " is held to an amount per server";
    }
}
