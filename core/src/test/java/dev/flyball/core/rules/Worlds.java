package dev.flyball.core.rules;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.testing.ClosedLoop;
import dev.flyball.core.testing.ClosedLoop.Kind;
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
 * Closed loops with a constant load that start inside the bounds, and whose scale-in window is longer than a reading
 * takes to arrive: a shorter one cannot tell the old size from the new.
 */
final class Worlds extends DomainContextBase {

    private record Lag(Kind kind, int coldStart, int age, int span) {

        /** The shortest scale-in window that outlasts a reading, in rounds. */
        int shortestWindow() {
            return age + span == 0 ? 0 : age + span + 1;
        }
    }

    private record Sizes(Bounds bounds, int ready, int starting, double need) {}

    @Provide
    Arbitrary<World> worlds() {
        Arbitrary<Lag> lags = Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 2))
                .as((kind, coldStart, age, span) -> new Lag(kind, coldStart, age, kind == Kind.AVERAGE ? span : 0));
        Arbitrary<Sizes> sizes = Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(0, 35),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 10),
                        Arbitraries.doubles().between(0.01, 50))
                .as((min, toMax, more, starting, need) ->
                        new Sizes(new Bounds(min, min + Math.max(toMax, more + starting)), min + more, starting, need));
        Arbitrary<Tolerance> tolerances = Combinators.combine(
                        Arbitraries.of(0.0, 0.05, 0.1, 0.5), Arbitraries.of(0.0, 0.05, 0.1, 0.5))
                .as(Tolerance::new);
        return Combinators.combine(
                        lags,
                        sizes,
                        tolerances,
                        Arbitraries.of(0.05, 0.6, 1.0, 30.0),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 10))
                .as(Worlds::world);
    }

    private static World world(
            Lag lag, Sizes sizes, Tolerance tolerance, double setPoint, int scaleOutRounds, int moreScaleInRounds) {
        // An average over a time in which the count changed tells too little: the first one must not be such a one.
        int starting = lag.span() == 0 ? sizes.starting() : 0;
        TrackedSignal signal = new TrackedSignal(
                Given.query("load"), new SetPoint(SetPoint.Unit.PER_SERVER, setPoint), Duration.ofMinutes(2));
        Stabilization windows = new Stabilization(
                ClosedLoop.INTERVAL.multipliedBy(scaleOutRounds),
                ClosedLoop.INTERVAL.multipliedBy(lag.shortestWindow() + moreScaleInRounds));
        return new World(
                new Policy(sizes.bounds(), List.of(signal), tolerance, windows),
                lag.kind(),
                sizes.need() * setPoint,
                sizes.ready(),
                starting,
                lag.coldStart(),
                lag.age(),
                lag.span());
    }
}
