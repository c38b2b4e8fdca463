package dev.flyball.core.testing;

import dev.flyball.core.demand.CapacityLearning;
import dev.flyball.core.demand.Estimator;
import dev.flyball.core.demand.Fullest;
import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.Saturation;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.forecast.Risk;
import dev.flyball.core.forecast.RiskSizing;
import dev.flyball.core.guard.Blindness;
import dev.flyball.core.guard.Cooldown;
import dev.flyball.core.guard.Persistence;
import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.guard.RateLimit.Rate;
import dev.flyball.core.guard.Schedule;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.guard.ZeroScaling;
import dev.flyball.core.policy.Backlog;
import dev.flyball.core.policy.Behavior;
import dev.flyball.core.policy.Burst;
import dev.flyball.core.policy.ByRisk;
import dev.flyball.core.policy.Combine;
import dev.flyball.core.policy.Overloads;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Smoothing;
import dev.flyball.core.policy.Steps;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.policy.Track;
import dev.flyball.core.strategy.Sizing;
import dev.flyball.core.strategy.Strategy;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.ServerSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Makes policies of every kind but those whose estimator may shrink on missing data, as the HPA does. */
final class GeneratedPolicies {

    /** Every signal that a policy may have: what tracks follow, what waits, what one server has, what teaches. */
    static final List<String> SIGNALS = List.of("cpu", "queue", "requests", "waiting", "memory", "latency");

    /** The sizes that servers of generated fleets may have. */
    static final List<String> SIZES = List.of("small", "large");

    private static final int TRACKED = 3;

    private record Whole(Combine combine, Optional<Burst> burst, Cooldown cooldown, Optional<ZeroScaling> zero) {}

    private GeneratedPolicies() {}

    static Arbitrary<Policy> plain() {
        Arbitrary<List<TrackedSignal>> signals = Combinators.combine(
                        Arbitraries.of(1, 1, 2, 3), setPoints(), Arbitraries.of(10, 60, 300))
                .as((count, points, maxAge) -> signals(points, maxAge).subList(0, count))
                .flatMap(plain -> saturations().map(saturation -> plain.stream()
                        .map(signal -> signal.estimatedBy(new Proportional(Duration.ZERO, saturation)))
                        .toList()));
        return Combinators.combine(bounds(), signals, tolerances(), stabilizations())
                .as((Bounds size, List<TrackedSignal> tracked, Tolerance tolerance, Stabilization windows) ->
                        new Policy(size, tracked, tolerance, windows))
                .flatMap(policy ->
                        byDefault().map(risk -> risk.map(policy::sizedBy).orElse(policy)));
    }

    /** Sizing by risk as the agent does it where nothing is set: the set point is kept. */
    private static Arbitrary<Optional<RiskSizing>> byDefault() {
        return Combinators.combine(
                        Arbitraries.of(10.0, 10.0, 3.0, 100.0),
                        Arbitraries.of(0, 5, 60).map(Duration::ofSeconds).optional(0.5),
                        Arbitraries.of(1.0, 1 / 0.6))
                .as((price, coldStart, fullLoad) -> new RiskSizing(
                        new Risk(price), coldStart, Duration.ofSeconds(1), fullLoad, true, OptionalDouble.empty()))
                .optional(0.7);
    }

    static Arbitrary<Policy> any() {
        Arbitrary<Whole> whole = Combinators.combine(Arbitraries.of(Combine.class), bursts(), cooldowns(), zeros())
                .as(Whole::new);
        return Combinators.combine(bounds(), tracks(), whole, blindness(), schedules(), backlogs(), sizings())
                .as((size, tracks, all, blind, schedule, backlog, sizing) -> new Policy(
                        size,
                        tracks,
                        all.combine(),
                        all.burst(),
                        all.cooldown(),
                        all.zero(),
                        blind,
                        schedule,
                        backlog,
                        sizing))
                .flatMap(policy -> Combinators.combine(risks(), durations().optional(0.3))
                        .as((risk, window) -> risk.map(known -> sizedBy(policy, known, window))
                                .orElse(policy)));
    }

    private static Policy sizedBy(Policy policy, RiskSizing risk, Optional<Duration> window) {
        ByRisk free = ByRisk.following(risk, policy.tracks().get(0).behavior());
        return policy.sizedBy(window.map(set -> new ByRisk(
                        risk,
                        free.behavior()
                                .stabilized(new Stabilization(
                                        free.behavior().stabilization().scaleOut(), set))))
                .orElse(free));
    }

    private static Arbitrary<Optional<RiskSizing>> risks() {
        return Combinators.combine(
                        Arbitraries.of(3.0, 10.0, 100.0),
                        Arbitraries.of(0, 5, 60).map(Duration::ofSeconds).optional(0.8),
                        Arbitraries.of(1.0, 1.5),
                        Arbitraries.of(true, false))
                .as((price, coldStart, fullLoad, keeps) -> new RiskSizing(
                        new Risk(price), coldStart, Duration.ofSeconds(1), fullLoad, keeps, OptionalDouble.empty()))
                .optional(0.5);
    }

    private static Arbitrary<Optional<Backlog>> backlogs() {
        return Arbitraries.of(1, 60)
                .map(seconds -> new Backlog(Given.perServer("waiting", 0.5), Duration.ofSeconds(seconds)))
                .optional(0.5);
    }

    private static Arbitrary<Sizing> sizings() {
        List<ServerSize> sizes = List.of(new ServerSize(SIZES.get(0), 1), new ServerSize(SIZES.get(1), 3));
        TrackedSignal memory = Given.perServer("memory", 0.8).estimatedBy(new Fullest());
        return Arbitraries.of(
                Sizing.horizontal(),
                new Sizing(Strategy.AUTO, sizes, List.of(memory), List.of()),
                new Sizing(Strategy.AUTO, sizes, List.of(memory), List.of()),
                new Sizing(Strategy.VERTICAL, sizes, List.of(), List.of(memory)));
    }

    private static Arbitrary<Bounds> bounds() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.integers().between(1, 30))
                .as((min, more) -> new Bounds(min, min + more));
    }

    private static Arbitrary<Tolerance> tolerances() {
        return Combinators.combine(Arbitraries.of(0.0, 0.05, 0.1, 0.5), Arbitraries.of(0.0, 0.05, 0.1, 0.5))
                .as(Tolerance::new);
    }

    private static Arbitrary<Duration> durations() {
        return Arbitraries.of(0, 0, 15, 60, 300).map(Duration::ofSeconds);
    }

    private static Arbitrary<Stabilization> stabilizations() {
        return Combinators.combine(durations(), durations()).as(Stabilization::new);
    }

    private static Arbitrary<List<Double>> setPoints() {
        return Arbitraries.of(0.05, 0.6, 1.0, 30.0).list().ofSize(TRACKED);
    }

    private static List<TrackedSignal> signals(List<Double> setPoints, int maxAge) {
        List<TrackedSignal> signals = new ArrayList<>();
        for (int i = 0; i < setPoints.size(); i++) {
            signals.add(new TrackedSignal(
                    Given.query(SIGNALS.get(i)),
                    new SetPoint(SetPoint.Unit.PER_SERVER, setPoints.get(i)),
                    Duration.ofSeconds(maxAge)));
        }
        return signals;
    }

    private static Arbitrary<Optional<Saturation>> saturations() {
        return Arbitraries.of(0.5, 1.0, 30.0).map(Saturation::new).optional(0.5);
    }

    private static Arbitrary<Estimator> estimators() {
        return Arbitraries.of(
                new Proportional(Duration.ZERO),
                new Proportional(Duration.ZERO, Optional.of(new Saturation(1))),
                new CapacityLearning(new Proportional(Duration.ZERO), Given.perServer("latency", 1)),
                new Proportional(Duration.ZERO),
                new Proportional(Duration.ofSeconds(30)),
                new Overloads(0.8),
                new Steps(List.of(new Steps.Step(0.3, -2), new Steps.Step(0.8, 1), new Steps.Step(20, 4))));
    }

    /** One track for all signals, or one for each. */
    private static Arbitrary<List<Track>> tracks() {
        Arbitrary<List<Estimator>> estimators = estimators().list().ofSize(TRACKED);
        Arbitrary<List<Duration>> windows =
                Arbitraries.of(0, 0, 30, 120).map(Duration::ofSeconds).list().ofSize(TRACKED);
        Arbitrary<List<Double>> weights =
                Arbitraries.of(1.0, 1.0, 0.5, 2.0).list().ofSize(TRACKED);
        Arbitrary<List<TrackedSignal>> signals = Combinators.combine(
                        setPoints(), Arbitraries.of(10, 60, 300), estimators, windows, weights)
                .as(GeneratedPolicies::signals);
        return Combinators.combine(
                        signals,
                        behaviors().list().ofSize(TRACKED),
                        Arbitraries.integers().between(1, 3))
                .as((all, behaviors, count) -> {
                    if (count == 1) {
                        return List.of(new Track(all, behaviors.get(0)));
                    }
                    List<Track> tracks = new ArrayList<>();
                    for (int i = 0; i < count; i++) {
                        tracks.add(new Track(List.of(all.get(i)), behaviors.get(i)));
                    }
                    return tracks;
                });
    }

    private static List<TrackedSignal> signals(
            List<Double> points, int maxAge, List<Estimator> estimators, List<Duration> windows, List<Double> weights) {
        List<TrackedSignal> plain = signals(points, maxAge);
        List<TrackedSignal> signals = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            signals.add(plain.get(i)
                    .estimatedBy(estimators.get(i))
                    .averagedOver(windows.get(i))
                    .weighing(weights.get(i)));
        }
        return signals;
    }

    private static Arbitrary<Behavior> behaviors() {
        Arbitrary<Smoothing> smoothings = Combinators.combine(Arbitraries.of(1.0, 0.5, 2.0), Arbitraries.of(1.0, 0.5))
                .as(Smoothing::new);
        Arbitrary<Persistence> persistences = Combinators.combine(durations(), durations(), Arbitraries.of(true, false))
                .as(Persistence::new);
        return Combinators.combine(tolerances(), smoothings, stabilizations(), persistences, rates(), rates())
                .as(Behavior::new);
    }

    private static Arbitrary<RateLimit> rates() {
        Arbitrary<Rate> rate = Combinators.combine(
                        Arbitraries.of(0.0, 1.0, 4.0, 50.0, 100.0),
                        Arbitraries.of(Rate.Unit.class),
                        Arbitraries.of(15, 60, 300))
                .as((amount, unit, seconds) -> new Rate(amount, unit, Duration.ofSeconds(seconds)));
        return Combinators.combine(
                        rate.list().ofMaxSize(2),
                        Arbitraries.of(RateLimit.Select.class),
                        Arbitraries.of(RateLimit.Base.class))
                .as(RateLimit::new);
    }

    private static Arbitrary<Optional<Burst>> bursts() {
        return Combinators.combine(Arbitraries.of(6, 30), Arbitraries.of(1.5, 2.0), durations())
                .as((window, threshold, hold) -> new Burst(Duration.ofSeconds(window), threshold, hold))
                .optional(0.5);
    }

    private static Arbitrary<Cooldown> cooldowns() {
        return Combinators.combine(durations(), durations()).as(Cooldown::new);
    }

    private static Arbitrary<Optional<ZeroScaling>> zeros() {
        return Combinators.combine(Arbitraries.of(0.0, 0.5), durations())
                .as(ZeroScaling::new)
                .optional(0.5);
    }

    private static Arbitrary<Blindness> blindness() {
        Arbitrary<Blindness.Fallback> fallbacks = Arbitraries.of(
                new Blindness.Fallback.Hold(), new Blindness.Fallback.Forecast(), new Blindness.Fallback.AtLeast(6));
        return Combinators.combine(Arbitraries.integers().between(1, 3), fallbacks)
                .as(Blindness::new);
    }

    private static Arbitrary<Schedule> schedules() {
        Schedule everyOtherMinute = (now, always) ->
                now.getEpochSecond() / 60 % 2 == 0 ? always : new Bounds(always.min() + 1, always.max() + 5);
        return Arbitraries.of(Schedule.none(), Schedule.none(), everyOtherMinute);
    }
}
