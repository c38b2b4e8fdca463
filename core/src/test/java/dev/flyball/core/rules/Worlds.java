package dev.flyball.core.rules;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.testing.ClosedLoop.Kind;
import dev.flyball.core.testing.ClosedLoop.Lag;
import dev.flyball.core.testing.ClosedLoop.World;
import dev.flyball.core.testing.Given;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Closed loops with a constant load that start inside the bounds. A write takes at least a second, since at one moment
 * a target has one count.
 */
final class Worlds extends DomainContextBase {

    private record Sizes(Bounds bounds, int ready, int starting, double need) {}

    @Provide
    Arbitrary<World> worlds() {
        Arbitrary<Lag> lags = Combinators.combine(
                        Arbitraries.integers().between(1, 14),
                        Arbitraries.integers().between(1, 120),
                        Arbitraries.integers().between(0, 45),
                        Arbitraries.of(0, 5, 15, 30, 60))
                .as(Lag::new);
        Arbitrary<Sizes> sizes = Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(0, 35),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 10),
                        Arbitraries.doubles().between(0.01, 50))
                .as((min, toMax, more, starting, need) ->
                        new Sizes(new Bounds(min, min + Math.max(toMax, more + starting)), min + more, starting, need));
        Arbitrary<Stabilization> windows = Combinators.combine(
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 200))
                .as((out, in) -> new Stabilization(Duration.ofSeconds(out), Duration.ofSeconds(in)));
        Arbitrary<Tolerance> tolerances = Combinators.combine(
                        Arbitraries.of(0.0, 0.05, 0.1, 0.5), Arbitraries.of(0.0, 0.05, 0.1, 0.5))
                .as(Tolerance::new);
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        lags,
                        sizes,
                        tolerances,
                        Arbitraries.of(0.05, 0.6, 1.0, 30.0),
                        windows)
                .as(Worlds::world);
    }

    private static World world(
            Kind kind, Lag lag, Sizes sizes, Tolerance tolerance, double setPoint, Stabilization windows) {
        TrackedSignal signal = new TrackedSignal(
                Given.query("load"), new SetPoint(SetPoint.Unit.PER_SERVER, setPoint), Duration.ofMinutes(2));
        return new World(
                new Policy(sizes.bounds(), List.of(signal), tolerance, windows),
                kind,
                sizes.need() * setPoint,
                sizes.ready(),
                sizes.starting(),
                lag);
    }
}
