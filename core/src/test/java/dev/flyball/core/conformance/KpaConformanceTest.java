package dev.flyball.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Presets;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The preset {@code kpa} against Knative's pod autoscaler. */
class KpaConformanceTest {

    private static final int SERIES = Series.count(400);
    private static final int TICKS = 240;
    private static final int TICK_SECONDS = 2;

    /** The autoscaler, written down from its rules. */
    private static final class Reference {

        private final long target;
        private final long max;
        private final List<long[]> seen = new ArrayList<>();
        private long panicSince = Long.MIN_VALUE;
        private long highest;

        Reference(long target, long max) {
            this.target = target;
            this.max = max;
        }

        long next(long total, long readyPods, long now) {
            seen.add(new long[] {now, total});
            long ready = Math.max(1, readyPods);
            long maxUp = 1000 * ready;
            long maxDown = ready / 2;
            long stable = wish(now - 60);
            long burst = wish(now - 6);
            boolean over = (double) burst / ready >= 2;
            stable = Math.min(Math.max(stable, maxDown), maxUp);
            burst = Math.min(Math.max(burst, maxDown), maxUp);
            if (over) {
                panicSince = now;
            } else if (panicSince != Long.MIN_VALUE && panicSince + 60 < now) {
                panicSince = Long.MIN_VALUE;
                highest = 0;
            }
            long desired = stable;
            if (panicSince != Long.MIN_VALUE) {
                highest = Math.max(highest, Math.max(stable, burst));
                desired = highest;
            }
            return Math.min(Math.max(desired, 1), max);
        }

        private long wish(long after) {
            double mean = seen.stream()
                    .filter(entry -> entry[0] > after)
                    .mapToLong(entry -> entry[1])
                    .average()
                    .orElseThrow();
            return (long) Math.ceil(mean / target - 1e-9);
        }
    }

    private static Policy policy(int min, int max, double target) {
        return Presets.of(
                "kpa", new Bounds(min, max), List.of(Given.perServer("requests", target)), Presets.Knobs.defaults());
    }

    @Test
    void panicsAtTwiceTheReadyPods() {
        Driver driver = new Driver(policy(1, 1000, 70));
        for (int second = 0; second < 60; second += 2) {
            double total = second < 54 ? 400 : 1400;
            assertThat(driver.decide(Round.of(
                                            Given.second(second),
                                            Given.starting(second < 54 ? 6 : 8, second < 54 ? 6 : 8))
                                    .total("requests", total))
                            .size())
                    .isGreaterThanOrEqualTo(6);
        }
        assertThat(driver.decide(
                                Round.of(Given.second(60), Given.starting(2, 8)).total("requests", 1400))
                        .size())
                .isEqualTo(20);
        assertThat(driver.decide(Round.of(Given.second(120), Given.ready(20)).total("requests", 100))
                        .size())
                .as("60 s after it was last above the threshold")
                .isEqualTo(20);
        assertThat(driver.decide(Round.of(Given.second(122), Given.ready(20)).total("requests", 100))
                        .size())
                .as("and then half of the ready pods at most go")
                .isEqualTo(10);
    }

    @Test
    void goesDownByHalvesOfTheReadyPods() {
        Driver driver = new Driver(policy(0, 100, 70));
        List<Integer> sizes = new ArrayList<>();
        int current = 10;
        for (int second = 0; second < 200 && current > 0; second += 2) {
            int size = driver.decide(
                            Round.of(Given.second(second), Given.ready(current)).total("requests", 0))
                    .size();
            if (size != current) {
                sizes.add(size);
            }
            current = size;
        }
        assertThat(sizes).containsExactly(5, 2, 1, 0);
    }

    @Test
    void agreesWithKnativeOnGeneratedSeries() {
        for (int seed = 0; seed < SERIES; seed++) {
            follow(seed);
        }
    }

    private static void follow(int seed) {
        Random random = new Random(seed);
        int max = 10 + random.nextInt(200);
        long target = 1 + random.nextInt(100);
        Driver driver = new Driver(policy(1, max, target));
        Reference reference = new Reference(target, max);
        int current = 1 + random.nextInt(10);
        int ready = current;
        double level = current;
        for (int tick = 0; tick < TICKS; tick++) {
            long now = (long) tick * TICK_SECONDS;
            if (random.nextInt(25) == 0) {
                level = random.nextDouble() * (random.nextInt(4) == 0 ? 1.5 * max : 10);
            }
            long total = (long) (level * target * (0.8 + 0.4 * random.nextDouble()));
            ready = Math.min(current, ready + random.nextInt(3));
            Round round =
                    Round.of(Given.second(now), Given.starting(ready, current)).total("requests", total);
            int size = driver.decide(round).size();
            assertThat((long) size)
                    .as("series %d, tick %d, from %d with %d ready", seed, tick, current, ready)
                    .isEqualTo(reference.next(total, ready, now));
            ready = Math.min(ready, size);
            current = size;
        }
    }
}
