package dev.flyball.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Presets;
import dev.flyball.core.policy.Smoothing;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The preset {@code keda} against the HPA on an external metric, and against KEDA's own step between 0 and 1. */
class KedaConformanceTest {

    private static final int SERIES = Series.count(400);
    private static final int SYNCS = 60;

    private static Policy policy(Bounds bounds, double target, double activation) {
        return Presets.of(
                "keda",
                bounds,
                List.of(Given.perServer("queue", target)),
                new Presets.Knobs(activation, Smoothing.none()));
    }

    @Test
    void agreesWithTheHpaOnGeneratedSeries() {
        for (int seed = 0; seed < SERIES; seed++) {
            follow(seed);
        }
    }

    private static void follow(int seed) {
        Random random = new Random(seed);
        int max = 5 + random.nextInt(60);
        long target = 1 + random.nextInt(20_000);
        Driver driver = new Driver(policy(new Bounds(1, max), target / 1000.0, 0));
        HpaReference reference = new HpaReference(1, max);
        int current = 1 + random.nextInt(max);
        int pods = current;
        long value = target * current;
        for (int sync = 0; sync < SYNCS; sync++) {
            long now = sync * 15L;
            // The number of pods follows the wanted one a sync late now and then.
            pods = random.nextInt(5) == 0 ? pods : current;
            value = random.nextInt(6) == 0
                    ? (long) (random.nextDouble() * target * max * 1.3)
                    : (long) (value * (0.85 + 0.3 * random.nextDouble()));
            Round round = Round.of(
                            Given.second(now),
                            new dev.flyball.core.target.Fleet(
                                    current,
                                    pods,
                                    Given.VERSION,
                                    java.util.Optional.empty(),
                                    Given.ready(pods).servers()))
                    .total("queue", value / 1000.0);
            if (sync > 0) {
                round = round.outcome(new Outcome.Applied(Given.second(now - 15), current));
            }
            long proposal = HpaReference.byExternal(value, target, pods);
            int size = driver.decide(round).size();
            assertThat((long) size)
                    .as("series %d, sync %d, from %d, proposal %d", seed, sync, current, proposal)
                    .isEqualTo(reference.next(current, proposal, now));
            current = size;
        }
    }

    @Test
    void leavesZeroAboveTheActivationOnly() {
        Driver driver = new Driver(policy(new Bounds(0, 9), 10, 0.5));

        assertThat(driver.decide(Round.of(Given.second(0), Given.ready(0)).total("queue", 5))
                        .size())
                .isZero();
        assertThat(driver.decide(Round.of(Given.second(15), Given.ready(0)).total("queue", 6))
                        .size())
                .isEqualTo(1);
    }

    @Test
    void keepsTheLastServerForFiveMinutes() {
        Driver driver = new Driver(policy(new Bounds(0, 9), 10, 0));

        assertThat(driver.decide(Round.of(Given.second(0), Given.ready(1)).total("queue", 6))
                        .size())
                .isEqualTo(1);
        for (int second = 15; second < 300; second += 15) {
            assertThat(driver.decide(Round.of(Given.second(second), Given.ready(1))
                                    .total("queue", 0))
                            .size())
                    .as("second %d", second)
                    .isEqualTo(1);
        }
        assertThat(driver.decide(Round.of(Given.second(300), Given.ready(1)).total("queue", 0))
                        .size())
                .isZero();
    }
}
