package dev.flyball.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.policy.Presets;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The preset {@code sagemaker} against what AWS tells of target tracking. */
class SageMakerConformanceTest {

    private static final int SERIES = Series.count(400);
    private static final int MINUTES = 180;

    /** Two alarms on minutes and their cooldowns, for instances that are ready at once. */
    private static final class Reference {

        private final double target;
        private final long max;
        private final List<double[]> minutes = new ArrayList<>();
        private long lastOut = Long.MIN_VALUE / 2;
        private long lastIn = Long.MIN_VALUE / 2;

        Reference(double target, long max) {
            this.target = target;
            this.max = max;
        }

        long next(double metric, long current, long now) {
            minutes.add(new double[] {metric, current});
            boolean high = newest(3).size() == 3 && newest(3).stream().allMatch(minute -> minute[0] > target);
            boolean low = newest(15).size() == 15 && newest(15).stream().allMatch(this::smallerWouldDo);
            long size = (long) Math.ceil(current * metric / target - 1e-9);
            if (high) {
                long wanted = Math.min(size, max);
                lastOut = wanted > current ? now : lastOut;
                return Math.max(wanted, current);
            }
            if (low && now - lastIn >= 300 && now - lastOut >= 300) {
                lastIn = now;
                return Math.max(1, size);
            }
            return current;
        }

        private boolean smallerWouldDo(double[] minute) {
            return minute[0] < 0.9 * target
                    && minute[1] > 1
                    && Math.ceil(minute[1] * minute[0] / target - 1e-9) < minute[1];
        }

        private List<double[]> newest(int count) {
            return minutes.subList(Math.max(0, minutes.size() - count), minutes.size());
        }
    }

    private static Driver driver(int max, double target) {
        return new Driver(Presets.of(
                "sagemaker",
                new Bounds(1, max),
                List.of(Given.perServer("invocations", target)),
                Presets.Knobs.defaults()));
    }

    @Test
    void growsAfterThreeMinutesAndShrinksAfterFifteen() {
        Driver driver = driver(20, 100);
        List<Integer> sizes = new ArrayList<>();
        int current = 4;
        for (int minute = 0; minute < 40; minute++) {
            int size = driver.decide(Round.of(Given.second(60 * minute), Given.ready(current))
                            .average("invocations", (minute < 10 ? 600.0 : 200.0) / current)
                            .outcome(new Outcome.Applied(Given.second(60L * minute - 60), current)))
                    .size();
            sizes.add(size);
            current = size;
        }
        assertThat(sizes.subList(0, 3)).containsExactly(4, 4, 6);
        assertThat(sizes.get(23)).isEqualTo(6);
        assertThat(sizes.get(24)).isEqualTo(2);
    }

    @Test
    void agreesWithTheAlarmsOnGeneratedSeries() {
        for (int seed = 0; seed < SERIES; seed++) {
            follow(seed);
        }
    }

    private static void follow(int seed) {
        Random random = new Random(seed);
        int max = 2 + random.nextInt(40);
        double target = 1 + random.nextInt(500);
        Driver driver = driver(max, target);
        Reference reference = new Reference(target, max);
        int current = 1 + random.nextInt(max);
        double level = current;
        for (int minute = 0; minute < MINUTES; minute++) {
            long now = 60L * minute;
            if (random.nextInt(12) == 0) {
                level = random.nextDouble() * 1.2 * max;
            }
            double metric = level * target * (0.97 + 0.06 * random.nextDouble()) / current;
            Round round = Round.of(Given.second(now), Given.ready(current)).average("invocations", metric);
            if (minute > 0) {
                round = round.outcome(new Outcome.Applied(Given.second(now - 60), current));
            }
            int size = driver.decide(round).size();
            assertThat((long) size)
                    .as("series %d, minute %d, from %d", seed, minute, current)
                    .isEqualTo(reference.next(metric, current, now));
            current = size;
        }
    }
}
