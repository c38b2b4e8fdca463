package dev.flyball.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Presets;
import dev.flyball.core.policy.Smoothing;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The preset {@code ray} against Ray Serve. */
class RayConformanceTest {

    private static final int SERIES = Series.count(300);
    private static final int LOOPS = 900;

    /** The autoscaler, written down from its rules, with a loop of some seconds. */
    private static final class Reference {

        private final long target;
        private final long max;
        private final double up;
        private final double down;
        private final long loop;
        private final List<long[]> seen = new ArrayList<>();
        private long counter;

        Reference(long target, long max, double up, double down, long loop) {
            this.target = target;
            this.max = max;
            this.up = up;
            this.down = down;
            this.loop = loop;
        }

        long next(long total, long current, long now) {
            seen.add(new long[] {now, total});
            double mean = seen.stream()
                    .filter(entry -> entry[0] > now - 30)
                    .mapToLong(entry -> entry[1])
                    .average()
                    .orElseThrow();
            double raw = mean / target;
            double factor = raw > current ? up : down;
            long want = (long) Math.ceil(current + factor * (raw - current) - 1e-9);
            if (want == current && Math.ceil(raw - 1e-9) < current) {
                want--;
            }
            want = Math.min(Math.max(want, 1), max);
            if (want > current) {
                counter = Math.max(counter, 0) + 1;
                if (counter > 30 / loop) {
                    counter = 0;
                    return want;
                }
            } else if (want < current) {
                counter = Math.min(counter, 0) - 1;
                if (counter < -(600 / loop)) {
                    counter = 0;
                    return want;
                }
            } else {
                counter = 0;
            }
            return current;
        }
    }

    private static Policy policy(int min, int max, double target, Smoothing smoothing) {
        return Presets.of(
                "ray",
                new Bounds(min, max),
                List.of(Given.perServer("ongoing", target)),
                new Presets.Knobs(0, smoothing));
    }

    @ParameterizedTest
    @CsvSource({"4, 20, 1, 10", "4, 20, 0.5, 7", "10, 4, 0.5, 6"})
    void proposesAsRayDoes(int current, double total, double factor, int proposal) {
        Driver driver = new Driver(policy(1, 100, 2, new Smoothing(factor, factor)));

        assertThat(driver.decide(Round.of(Given.second(0), Given.ready(current)).total("ongoing", total))
                        .proposal())
                .isEqualTo(proposal);
    }

    @Test
    void leavesZeroAtOnce() {
        Driver driver = new Driver(policy(0, 100, 2, Smoothing.none()));

        assertThat(driver.decide(Round.of(Given.second(0), Given.ready(0)).total("ongoing", 9))
                        .size())
                .isEqualTo(1);
    }

    @Test
    void agreesWithRayOnGeneratedSeries() {
        for (int seed = 0; seed < SERIES; seed++) {
            follow(seed);
        }
    }

    private static void follow(int seed) {
        Random random = new Random(seed);
        int max = 2 + random.nextInt(60);
        long target = 1 + random.nextInt(10);
        long loop = List.of(1, 5, 10).get(random.nextInt(3));
        double up = List.of(1.0, 1.0, 0.5, 2.0).get(random.nextInt(4));
        double down = List.of(1.0, 1.0, 0.5, 0.3).get(random.nextInt(4));
        Driver driver = new Driver(policy(1, max, target, new Smoothing(up, down)));
        Reference reference = new Reference(target, max, up, down, loop);
        int current = 1 + random.nextInt(max);
        double level = current;
        for (int i = 0; i < LOOPS; i++) {
            long now = i * loop;
            if (random.nextInt(80) == 0) {
                level = random.nextDouble() * 1.3 * max;
            }
            long total = (long) (level * target * (0.95 + 0.1 * random.nextDouble()));
            int size = driver.decide(
                            Round.of(Given.second(now), Given.ready(current)).total("ongoing", total))
                    .size();
            assertThat((long) size)
                    .as("series %d, loop %d, from %d", seed, i, current)
                    .isEqualTo(reference.next(total, current, now));
            current = size;
        }
    }
}
