package dev.flyball.core.decision;

import static dev.flyball.core.testing.Given.ready;
import static dev.flyball.core.testing.Given.second;
import static dev.flyball.core.testing.Given.starting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.policy.Policy;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static final Policy CPU = Given.policy(Given.utilization("cpu", 0.5));
    private static final Policy QUEUE = Given.policy(Given.perServer("queue", 10));

    @Test
    void growthTellsTheDemand() {
        Decision decision = new Driver(CPU).decide(Round.of(second(0), ready(2)).average("cpu", 1.2));

        assertThat(Explanation.line(decision)).isEqualTo("2 -> 5 servers LOAD_ABOVE_TARGET: cpu 1.2 of 0.5 needs 4.8");
    }

    @Test
    void aLimitTellsWhatItChangedWhyAndUntilWhen() {
        Driver driver = new Driver(QUEUE);
        driver.decide(Round.of(second(0), ready(5)).total("queue", 50));

        Decision decision = driver.decide(Round.of(second(60), ready(5)).total("queue", 15));

        assertThat(Explanation.line(decision))
                .isEqualTo("stay at 5 servers STABILIZING_SCALE_IN: queue 3 of 10 per server needs 1.5; "
                        + "2 -> 5 since the load was higher within the scale-in window (until 2026-01-01T00:05:00Z)");
    }

    @Test
    void everyLimitIsTold() {
        Driver driver = new Driver(Given.bounded(1, 4, QUEUE));
        driver.decide(Round.of(second(0), ready(9)).total("queue", 85));

        Decision decision = driver.decide(Round.of(second(60), ready(9)).total("queue", 9.996));

        assertThat(Explanation.line(decision))
                .isEqualTo("9 -> 4 servers ABOVE_MAX: queue 1.11 of 10 per server needs 1; "
                        + "1 -> 9 since the load was higher within the scale-in window (until 2026-01-01T00:05:00Z); "
                        + "9 -> 4 since the target is larger than max_servers");
    }

    @Test
    void aSizeThatSomeoneElseSetIsTold() {
        Driver driver = new Driver(QUEUE);
        driver.decide(Round.of(second(0), ready(5)).total("queue", 50));

        Decision decision = driver.decide(Round.of(second(15), ready(3)).total("queue", 50));

        assertThat(Explanation.line(decision))
                .isEqualTo("3 -> 5 servers LOAD_ABOVE_TARGET: queue 16.67 of 10 per server needs 5; "
                        + "found at 3 servers, was left at 5: changed by someone else, or rolled back by the platform");
    }

    @Test
    void whatCouldNotBeReadIsToldByItsKind() {
        Decision blind = new Driver(QUEUE).decide(Round.of(second(0), ready(3)).missing("queue"));
        Decision unreadable = new Driver(QUEUE).decide(Round.withoutTarget(second(0)));

        assertThat(Explanation.line(blind)).isEqualTo("stay at 3 servers BLIND: queue is MISSING");
        assertThat(Explanation.line(unreadable))
                .isEqualTo("stay at 1 server TARGET_UNKNOWN: the target is UNREACHABLE");
    }

    @Test
    void oneServerIsOneServerAndSamplesOfSomeAreTheLeast() {
        Reading one = new Reading.PerServer(Map.of("server-1", new Reading.Sample(0.9, 2)), second(0));

        Decision decision =
                new Driver(CPU).decide(Round.of(second(0), starting(1, 1)).reading("cpu", one));

        assertThat(Explanation.line(decision)).isEqualTo("stay at 1 server ON_TARGET: cpu 0.45 of 0.5 needs 0.9");

        Decision partial = new Driver(CPU).decide(Round.of(second(0), ready(3)).reading("cpu", one));

        assertThat(Explanation.line(partial))
                .isEqualTo("stay at 3 servers PARTIAL_DATA: cpu 0.45 of 0.5 needs at least 0.9");
    }

    @Test
    void numbersAreWrittenTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            Decision decision =
                    new Driver(CPU).decide(Round.of(second(0), ready(2000)).average("cpu", 0.49));

            assertThat(Explanation.demand(decision.demands().get(0))).isEqualTo("cpu 0.49 of 0.5 needs 1960");
        } finally {
            Locale.setDefault(before);
        }
    }
}
