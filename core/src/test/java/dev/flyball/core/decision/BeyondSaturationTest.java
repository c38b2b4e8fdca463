package dev.flyball.core.decision;

import static dev.flyball.core.testing.Given.bounded;
import static dev.flyball.core.testing.Given.policy;
import static dev.flyball.core.testing.Given.ready;
import static dev.flyball.core.testing.Given.second;
import static dev.flyball.core.testing.Given.starting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.Saturation;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A burst of which nothing can be seen but that every server is full. */
class BeyondSaturationTest {

    private final Driver driver = new Driver(held(0.6));

    @Test
    void fullServersAreFollowedFasterThanInProportion() {
        Decision decision = cpu(0, ready(4), 1);

        assertThat(decision.size()).isEqualTo(10);
        assertThat(decision.reason()).isEqualTo(Reason.BEYOND_SATURATION);
        assertThat(Explanation.line(decision))
                .isEqualTo("4 -> 10 servers BEYOND_SATURATION: cpu 1 of 0.6 needs 10, estimated beyond full servers");
    }

    @Test
    void theSameFullServersAskOnceWhileNewOnesStart() {
        cpu(0, ready(4), 1);
        for (int second = 15; second <= 300; second += 15) {
            Decision decision = cpu(second, starting(4, 10), 1);
            assertThat(decision.size()).isEqualTo(10);
            assertThat(decision.reason()).isEqualTo(Reason.SERVERS_STARTING);
        }
    }

    @Test
    void newServersThatAreFullTooAskForMore() {
        cpu(0, ready(4), 1);
        assertThat(cpu(60, ready(10), 1).size()).isEqualTo(25);
        assertThat(cpu(120, ready(25), 1).size()).isEqualTo(63);
    }

    @Test
    void itEndsWhenTheServersHaveRoomAgain() {
        cpu(0, ready(4), 1);
        Decision decision = cpu(60, ready(10), 0.9);
        assertThat(decision.size()).isEqualTo(15);
        assertThat(decision.reason()).isEqualTo(Reason.LOAD_ABOVE_TARGET);
    }

    /** Found larger than was asked for, by hand perhaps: that the load is more than is seen is no reason to shrink. */
    @Test
    void nothingShrinksWhileServersAreFull() {
        for (int second = 0; second <= 900; second += 15) {
            Decision decision = cpu(second, starting(4, 40), 1);
            assertThat(decision.size()).isEqualTo(40);
            assertThat(decision.reason()).isEqualTo(Reason.BEYOND_SATURATION);
        }
    }

    @Test
    void aTargetNearFullWithTheUsualToleranceGrowsAllTheSame() {
        Driver near = new Driver(held(0.97));
        assertThat(near.decide(Round.of(second(0), ready(4)).average("cpu", 1)).size())
                .isEqualTo(7);
    }

    @Test
    void theBoundsHold() {
        Driver small = new Driver(bounded(1, 6, held(0.6)));
        Decision decision = small.decide(Round.of(second(0), ready(4)).average("cpu", 1));
        assertThat(decision.size()).isEqualTo(6);
        assertThat(decision.reason()).isEqualTo(Reason.AT_MAX);
    }

    private Decision cpu(int second, Fleet fleet, double load) {
        return driver.decide(Round.of(second(second), fleet).average("cpu", load));
    }

    private static Policy held(double setPoint) {
        TrackedSignal cpu = Given.utilization("cpu", setPoint)
                .estimatedBy(new Proportional(Duration.ZERO, Optional.of(new Saturation(1))));
        return bounded(1, 100, policy(cpu));
    }
}
