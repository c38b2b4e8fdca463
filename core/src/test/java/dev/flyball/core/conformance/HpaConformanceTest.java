package dev.flyball.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Presets;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The preset {@code hpa} against the Kubernetes HPA. */
class HpaConformanceTest {

    private static final int SERIES = Series.count(400);
    private static final int SYNCS = 40;
    private static final int MAX = 30;

    /** R is ready, U not ready, M without a sample; with the use of each pod in thousandths of a core. */
    @ParameterizedTest
    @CsvSource({
        "R300 R500 R700,       30, 5",
        "U300 R500 R700,       30, 4",
        "R400 U500 U700,       30, 3",
        "R100 R100 R100 M,     50, 3",
        "R600 M M,             50, 3",
        "R550 R550 R550 R550,  50, 4",
        "R560 R560 R560 R560,  50, 5",
        "R100 R100 U900,       50, 1"
    })
    void proposesAsTheHpaDoes(String text, int target, int proposal) {
        List<Pod> pods = pods(text);
        Driver driver = new Driver(policy("cpu", target / 100.0, true));

        Round round =
                Round.of(Given.second(0), Pod.fleet(pods, pods.size())).reading("cpu", Pod.reading(pods, 0, true));

        assertThat(driver.decide(round).proposal()).isEqualTo(proposal);
        assertThat(HpaReference.byPods(pods, pods.size(), target, true, true, 0))
                .isEqualTo(proposal);
    }

    private static List<Pod> pods(String text) {
        List<Pod> pods = new ArrayList<>();
        for (String word : text.trim().split(" +")) {
            String name = "pod-" + pods.size();
            long usage = word.length() > 1 ? Long.parseLong(word.substring(1)) : -1;
            pods.add(
                    switch (word.charAt(0)) {
                        case 'R' -> Pod.ready(name, usage);
                        case 'U' -> Pod.unready(name, usage);
                        default -> Pod.missing(name);
                    });
        }
        return pods;
    }

    private static Policy policy(String resource, double target, boolean ofRequest) {
        SetPoint setPoint = new SetPoint(ofRequest ? SetPoint.Unit.UTILIZATION : SetPoint.Unit.PER_SERVER, target);
        TrackedSignal signal = new TrackedSignal(Given.query(resource), setPoint, Duration.ofMinutes(5));
        return Presets.of("hpa", new Bounds(1, MAX), List.of(signal), Presets.Knobs.defaults());
    }

    @Test
    void growsByFourOrTwofoldIn15Seconds() {
        Driver driver = new Driver(policy("cpu", 0.1, true));

        assertThat(size(driver, 0, 3, 1000)).isEqualTo(7);
        assertThat(size(driver, 15, 7, 1000)).isEqualTo(14);
        assertThat(size(driver, 30, 14, 1000)).isEqualTo(28);
        assertThat(size(driver, 45, 28, 1000)).isEqualTo(MAX);
    }

    @Test
    void shrinksToTheMostOfFiveMinutes() {
        Driver driver = new Driver(policy("cpu", 0.5, true));

        assertThat(size(driver, 0, 10, 500)).isEqualTo(10);
        for (int second = 15; second < 300; second += 15) {
            assertThat(size(driver, second, 10, second < 150 ? 100 : 200)).isEqualTo(10);
        }
        assertThat(size(driver, 300, 10, 100)).isEqualTo(4);
    }

    private static int size(Driver driver, int second, int pods, long usage) {
        List<Pod> all = new ArrayList<>();
        for (int i = 0; i < pods; i++) {
            all.add(new Pod("pod-" + i, Pod.Phase.RUNNING, false, true, -1000, -990, usage, 1000, second - 5, 15));
        }
        Round round =
                Round.of(Given.second(second), Pod.fleet(all, pods)).reading("cpu", Pod.reading(all, second, true));
        Round told = second == 0 ? round : round.outcome(new Outcome.Applied(Given.second(second - 15), pods));
        return driver.decide(told).size();
    }

    @Test
    void agreesWithTheHpaOnGeneratedSeries() {
        for (int seed = 0; seed < SERIES; seed++) {
            follow(seed);
        }
    }

    private static void follow(int seed) {
        Random random = new Random(seed);
        boolean cpu = random.nextBoolean();
        boolean ofRequest = random.nextInt(3) > 0;
        long target = ofRequest ? List.of(30, 50, 80, 90, 120).get(random.nextInt(5)) : 100 + random.nextInt(900);
        String resource = cpu ? "cpu" : "memory";
        Driver driver = new Driver(policy(resource, ofRequest ? target / 100.0 : target / 1000.0, ofRequest));
        HpaReference reference = new HpaReference(1, MAX);
        Cluster cluster = new Cluster(random, 1 + random.nextInt(MAX / 2));
        int current = cluster.pods().size();
        for (int sync = 0; sync < SYNCS; sync++) {
            long now = sync * 15L;
            List<Pod> pods = cluster.sync(now, current);
            Round round = Round.of(Given.second(now), Pod.fleet(pods, current))
                    .reading(resource, Pod.reading(pods, now, ofRequest));
            if (sync > 0) {
                round = round.outcome(new Outcome.Applied(Given.second(now - 15), current));
            }
            long proposal = HpaReference.byPods(pods, current, target, ofRequest, cpu, now);
            int size = driver.decide(round).size();
            assertThat((long) size)
                    .as("series %d, sync %d, from %d, proposal %d", seed, sync, current, proposal)
                    .isEqualTo(reference.next(current, proposal, now));
            current = size;
        }
    }
}
