package dev.flyball.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedEndpointTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration COLD_START = Duration.ofSeconds(90);

    @Test
    void aServerThatHasEnoughToDoIsHalfUsedByHalfItsLoad() {
        SimulatedEndpoint after = SimulatedEndpoint.ready(START, COLD_START, 1).carry(at -> 0.5, later(60));

        assertThat(after.utilization()).isCloseTo(0.5, within(1e-9));
        assertThat(after.queue()).isZero();
    }

    @Test
    void whatIsTooMuchWaitsAndUtilizationSaturates() {
        SimulatedEndpoint after = SimulatedEndpoint.ready(START, COLD_START, 2).carry(at -> 3, later(60));

        assertThat(after.utilization()).isEqualTo(1);
        assertThat(after.queue()).isCloseTo(60, within(1e-9));
    }

    @Test
    void requestsTakeLongerTheFullerServersAreAndTheMoreWaits() {
        SimulatedEndpoint two = SimulatedEndpoint.ready(START, COLD_START, 2);

        assertThat(two.latency()).isCloseTo(0.2, within(1e-9));
        assertThat(two.carry(at -> 1, later(60)).latency()).isCloseTo(0.4, within(1e-9));
        assertThat(two.carry(at -> 3, later(60)).latency()).isCloseTo(20 + 30, within(1e-9));
    }

    @Test
    void theQueueIsWorkedOffWhenTheLoadFalls() {
        SimulatedEndpoint full = SimulatedEndpoint.ready(START, COLD_START, 2).carry(at -> 3, later(60));

        SimulatedEndpoint after = full.carry(at -> 1, later(180));

        assertThat(after.queue()).isZero();
        assertThat(after.utilization()).isCloseTo((60 + 120) / 240.0, within(1e-9));
    }

    @Test
    void aNewServerIsReadyAfterTheColdStart() {
        SimulatedEndpoint asked = SimulatedEndpoint.ready(START, COLD_START, 1).resize(3);

        assertThat(asked.wanted()).isEqualTo(3);
        assertThat(asked.carry(at -> 0, later(89)).ready()).isEqualTo(1);
        assertThat(asked.carry(at -> 0, later(90)).ready()).isEqualTo(3);
    }

    @Test
    void theYoungestServersGoFirst() {
        SimulatedEndpoint shrunk =
                SimulatedEndpoint.ready(START, COLD_START, 2).resize(4).resize(2);

        assertThat(shrunk.wanted()).isEqualTo(2);
        assertThat(shrunk.ready()).isEqualTo(2);
    }

    @Test
    void aPartOfASecondCountsAsThat() {
        SimulatedEndpoint after = SimulatedEndpoint.ready(START, COLD_START, 2)
                .carry(at -> at.equals(START) ? 3 : 1, START.plusMillis(1500));

        assertThat(after.queue()).isCloseTo(3 - 2 + 0.5 - 1, within(1e-9));
        assertThat(after.utilization()).isCloseTo(1, within(1e-9));
    }

    @Test
    void serversThatWereAskedForLaterAreTheYounger() {
        List<Instant> outOfOrder = List.of(later(300), START, later(200));
        SimulatedEndpoint endpoint = new SimulatedEndpoint(later(10), COLD_START, outOfOrder, 0, 0, later(10));

        assertThat(endpoint.resize(1).readyAt()).containsExactly(START);
    }

    @Test
    void timeDoesNotRunBackwards() {
        SimulatedEndpoint now = SimulatedEndpoint.ready(START, COLD_START, 1).carry(at -> 0.5, later(60));

        assertThat(now.carry(at -> 5, later(30))).isEqualTo(now);
    }

    @Test
    void aDayOfLoadHasANightADayAndABurst() {
        assertThat(load("03:00")).isBetween(0.2, 0.5);
        assertThat(load("14:00")).isBetween(2.0, 2.6);
        assertThat(load("19:30") - load("19:00")).isGreaterThan(0.8);
        assertThat(load("23:59")).isBetween(0.2, 0.5);
    }

    private static double load(String time) {
        return DayOfLoad.at(Instant.parse("2026-01-01T" + time + ":00Z"));
    }

    private static Instant later(int seconds) {
        return START.plusSeconds(seconds);
    }
}
