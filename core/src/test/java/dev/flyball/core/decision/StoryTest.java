package dev.flyball.core.decision;

import static dev.flyball.core.testing.Given.policy;
import static dev.flyball.core.testing.Given.ready;
import static dev.flyball.core.testing.Given.second;
import static dev.flyball.core.testing.Given.starting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.CapacityLearning;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.Saturation;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.forecast.Forecast;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Version;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoryTest {

    private static final Policy CPU = Given.policy(Given.utilization("cpu", 0.5));
    private static final Policy QUEUE = Given.policy(Given.perServer("queue", 10));

    @Test
    void growthIsToldFromWhatWasSeenToTheChange() {
        Decision decision = new Driver(CPU).decide(Round.of(second(0), ready(2)).average("cpu", 1.2));

        assertThat(Story.of(decision))
                .containsExactly(
                        "2 servers wanted: 2 took requests, 0 on the way.",
                        "The signal cpu was 1.2, to be held at 0.5: that needs 4.8 servers.",
                        "Together that asked for 5 servers.",
                        "So the size was to change from 2 to 5 servers: the load needs more servers"
                                + " (LOAD_ABOVE_TARGET).");
    }

    @Test
    void aDemandBeyondFullServersIsToldToBeEstimated() {
        TrackedSignal full = Given.utilization("cpu", 0.6)
                .estimatedBy(new Proportional(Duration.ZERO, Optional.of(new Saturation(1))));

        Decision decision =
                new Driver(policy(full)).decide(Round.of(second(0), ready(4)).average("cpu", 1));

        assertThat(Story.of(decision))
                .contains("The signal cpu was 1, to be held at 0.6: that needs 10 servers, estimated, since the servers"
                        + " were full and it cannot show more.");
    }

    @Test
    void whatIsKnownOfALearnedCapacityIsTold() {
        TrackedSignal learned = Given.perServer("requests", 1)
                .estimatedBy(new CapacityLearning(new Proportional(Duration.ZERO), Given.perServer("latency", 1)));

        Decision decision = new Driver(policy(learned))
                .decide(Round.of(second(0), ready(4)).total("requests", 40).total("latency", 0.2));

        assertThat(Story.of(decision))
                .anyMatch(sentence -> sentence.endsWith(", not learned yet what a server carries within 1 s."));
    }

    @Test
    void whatHeldItBackIsToldWithItsEnd() {
        Driver driver = new Driver(QUEUE);
        driver.decide(Round.of(second(0), ready(5)).total("queue", 50));

        Decision decision = driver.decide(Round.of(second(60), ready(5)).total("queue", 15));

        assertThat(Story.of(decision))
                .containsExactly(
                        "5 servers wanted: 5 took requests, 0 on the way.",
                        "The signal queue was 3 per server, to be held at 10: that needs 1.5 servers.",
                        "Together that asked for 2 servers.",
                        "5 instead of 2, since the load was higher within the scale-in window"
                                + " (STABILIZING_SCALE_IN, until 2026-01-01T00:05:00Z).",
                        "So the size stayed at 5 servers: the load was higher within the scale-in window"
                                + " (STABILIZING_SCALE_IN).");
    }

    @Test
    void aSizeThatSomeoneElseSetAndServersOnTheWayAreTold() {
        Driver driver = new Driver(QUEUE);
        driver.decide(Round.of(second(0), ready(5)).total("queue", 50));

        Decision decision = driver.decide(Round.of(second(15), starting(2, 3)).total("queue", 50));

        assertThat(Story.of(decision))
                .contains("They had been left at 5: someone else changed that, or the platform rolled it back.")
                .anyMatch(sentence -> sentence.endsWith("1 on the way."));
    }

    @Test
    void whatCouldNotBeReadIsToldWithItsFault() {
        Decision blind = new Driver(QUEUE).decide(Round.of(second(0), ready(3)).missing("queue"));
        Decision unreadable = new Driver(QUEUE).decide(Round.withoutTarget(second(0)));

        assertThat(Story.of(blind))
                .anyMatch(sentence -> sentence.matches("The signal queue could not be used: .+ \\(MISSING\\)\\."))
                .contains("With nothing to go by, the proposal was 3 servers.");
        assertThat(Story.of(unreadable))
                .hasSize(2)
                .anyMatch(sentence -> sentence.matches("The target could not be read: .+ \\(UNREACHABLE\\)\\."));
    }

    @Test
    void whatTheForecastAddedIsTold() {
        Decision decision = new Decision(
                second(0),
                Result.ok(Fleet.ofCounts(2, 2, new Version("1"), Optional.empty())),
                new Bounds(1, 9),
                List.<Demand>of(),
                Optional.of(new Forecast(Duration.ofSeconds(95), 3.5, 4.2, 3.2, 5, Forecast.Cause.LOAD)),
                5,
                List.of(),
                5,
                Optional.empty(),
                Reason.FORECAST_ABOVE,
                Optional.empty(),
                Optional.empty());

        assertThat(Story.of(decision))
                .contains(
                        "In 95 s, when a server asked for now would be ready, the load was forecast to fill 3.5"
                                + " servers more likely than not; to be ready for 4.2 was worth it, which takes 5.",
                        "So 5 servers were wanted, but not written yet: the load that is forecast needs more"
                                + " servers (FORECAST_ABOVE).");
    }
}
