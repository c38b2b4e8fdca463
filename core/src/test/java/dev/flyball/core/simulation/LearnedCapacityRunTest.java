package dev.flyball.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.decision.Decision;
import dev.flyball.core.demand.CapacityEstimate;
import dev.flyball.core.demand.CapacityEstimate.Knowledge;
import dev.flyball.core.demand.CapacityLearning;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.target.Change;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * Days of load on an endpoint of which only requests and latency are seen. A server is full at 12 requests a second;
 * requests take 0.2 s, and 1 s at 9.6 a second.
 */
class LearnedCapacityRunTest {

    private static final int INTERVAL = 15;
    private static final int DAY = 24 * 3600;
    private static final double FULL = 12;
    private static final double IN_TIME = 9.6;
    private static final TrackedSignal REQUESTS = Given.perServer("requests", 1)
            .estimatedBy(new CapacityLearning(new Proportional(Duration.ZERO), Given.perServer("latency", 1)));

    private final Driver driver = new Driver(Given.bounded(1, 50, Given.policy(REQUESTS)));
    private SimulatedEndpoint endpoint = SimulatedEndpoint.ready(Given.START, Duration.ofSeconds(60), 1);
    private int late;
    private int most;
    private CapacityEstimate known;

    @Test
    void whatAServerCarriesIsLearnedWithinADayAndRequestsAreInTimeFromThenOn() {
        play(0, DAY);
        assertThat(known.knowledge()).isEqualTo(Knowledge.BOUNDED);
        assertThat(known.load()).isBetween(0.85 * IN_TIME, 1.02 * IN_TIME);

        late = 0;
        most = 0;
        play(DAY, 3 * DAY);
        assertThat(late).isLessThan(2 * DAY / INTERVAL / 100);
        assertThat(most).isBetween(4, 6);
        assertThat(known.load()).isBetween(0.85 * IN_TIME, 1.02 * IN_TIME);
    }

    private void play(int from, int to) {
        for (int second = from + INTERVAL; second <= to; second += INTERVAL) {
            Instant now = Given.second(second);
            endpoint = endpoint.carry(DayOfLoad::at, now);
            double seconds = latency();
            late += seconds > 1 ? 1 : 0;
            most = Math.max(most, endpoint.wanted());
            Decision decision = driver.decide(Round.of(now, Given.starting(endpoint.ready(), endpoint.wanted()))
                    .total("requests", FULL * DayOfLoad.at(now))
                    .total("latency", seconds));
            known = ((Demand.Known) decision.demands().get(0)).learned().orElseThrow();
            decision.change().map(Change::to).ifPresent(size -> endpoint = endpoint.resize(size));
        }
    }

    private double latency() {
        return 0.2 / (1 - Math.min(0.99, endpoint.utilization())) + endpoint.queue() / endpoint.ready();
    }
}
