package dev.flyball.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.decision.Decision;
import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.Saturation;
import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.guard.RateLimit.Rate;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Behavior;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.policy.Track;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A burst to five times the load, of which only CPU is seen, followed with the default rates and windows. */
class BurstByUseTest {

    private static final double CAPACITY = 10;
    private static final int BEFORE = 600;
    private static final int LONG = 3600;

    @ParameterizedTest
    @CsvSource({"0.7, 30", "0.7, 60", "0.7, 180", "0.8, 60", "0.9, 60"})
    void isCarriedMuchSoonerThanInProportion(double target, int coldStart) {
        Run inProportion = run(target, coldStart, Optional.empty());
        Run beyond = run(target, coldStart, Optional.of(new Saturation(1)));

        assertThat(secondsToCarry(beyond)).isLessThanOrEqualTo((int) (0.67 * secondsToCarry(inProportion)));
        assertThat(late(beyond)).isLessThan(0.67 * late(inProportion));
    }

    /** 1 is within the tolerance of 0.95. */
    @Test
    void isCarriedAtATargetAtWhichAProportionNeverGrows() {
        assertThat(secondsToCarry(run(0.95, 60, Optional.empty()))).isEqualTo(Integer.MAX_VALUE);
        assertThat(secondsToCarry(run(0.95, 60, Optional.of(new Saturation(1)))))
                .isLessThan(420);
    }

    @Test
    void endsWithTheSizeThatTheLoadNeeds() {
        Run run = run(0.7, 60, Optional.of(new Saturation(1)));
        assertThat(run.paid(LONG - 1)).isBetween(46, 55);
    }

    private static double late(Run run) {
        return run.waits(BEFORE, LONG).late();
    }

    private static int secondsToCarry(Run run) {
        return IntStream.range(BEFORE, LONG).filter(second -> run.ready(second) * CAPACITY >= 350).findFirst().stream()
                .map(second -> second - BEFORE)
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    private static Run run(double target, int coldStart, Optional<Saturation> saturation) {
        double[] arrivals = new double[LONG];
        Arrays.fill(arrivals, 0, BEFORE, 70);
        Arrays.fill(arrivals, BEFORE, LONG, 350);
        Deployment deployment = new Deployment(CAPACITY, coldStart, 2, new Bounds(1, 200));
        Driver driver = new Driver(policy(target, saturation));
        Outcome[] last = {null};
        return Run.of(
                Trace.ofSeconds(arrivals),
                deployment,
                look -> {
                    Decision decision = driver.decide(seen(look, Optional.ofNullable(last[0])));
                    last[0] = decision.change()
                            .map(change -> new Outcome.Applied(Given.second(look.at()), change.to()))
                            .orElse(null);
                    return decision.size();
                },
                15,
                10,
                done -> {});
    }

    private static Observation seen(Look look, Optional<Outcome> outcome) {
        int starting = look.starting().stream().mapToInt(Look.Batch::servers).sum();
        Reading cpu = new Reading.Average(
                look.utilization(), Given.second(look.observedAt()), Duration.ofSeconds(look.window()));
        return new Observation(
                Given.second(look.at()),
                Result.ok(Given.starting(look.ready(), look.ready() + starting)),
                Map.of(Given.query("cpu"), Result.ok(cpu)),
                outcome,
                false);
    }

    private static Policy policy(double target, Optional<Saturation> saturation) {
        Duration period = Duration.ofSeconds(15);
        Behavior behavior = Behavior.of(
                        new Tolerance(0.1, 0.1), new Stabilization(Duration.ZERO, Duration.ofMinutes(5)))
                .limitedTo(
                        RateLimit.of(
                                RateLimit.Select.MOST,
                                new Rate(4, Rate.Unit.SERVERS, period),
                                new Rate(100, Rate.Unit.PERCENT, period)),
                        RateLimit.none());
        return new Policy(
                new Bounds(1, 200),
                List.of(new Track(
                        List.of(Given.utilization("cpu", target)
                                .estimatedBy(new Proportional(Duration.ZERO, saturation))),
                        behavior)));
    }
}
