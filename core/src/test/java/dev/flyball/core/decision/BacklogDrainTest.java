package dev.flyball.core.decision;

import static dev.flyball.core.testing.Given.perServer;
import static dev.flyball.core.testing.Given.policy;
import static dev.flyball.core.testing.Given.ready;
import static dev.flyball.core.testing.Given.second;
import static dev.flyball.core.testing.Given.starting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Backlog;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A server carries 10 requests a second, and works off 2 a second of what waits, which is to be gone in 2 minutes. */
class BacklogDrainTest {

    private static final TrackedSignal QUEUE = perServer("queue", 2);
    private static final Policy POLICY =
            policy(perServer("rate", 10)).draining(new Backlog(QUEUE, Duration.ofMinutes(2)));

    private final Driver driver = new Driver(POLICY);

    @Test
    void whatWaitsIsWorkedOffOnTopOfWhatArrives() {
        Decision decision = driver.decide(round(0, 3).total("rate", 30).total("queue", 480));

        assertThat(decision.size()).isEqualTo(3 + 2);
        assertThat(decision.reason()).isEqualTo(Reason.BACKLOG);
    }

    @Test
    void whereTheArrivingLoadAloneNeedsMoreThatIsTheReason() {
        Decision decision = driver.decide(round(0, 3).total("rate", 60).total("queue", 480));

        assertThat(decision.size()).isEqualTo(6 + 2);
        assertThat(decision.reason()).isEqualTo(Reason.LOAD_ABOVE_TARGET);
    }

    @Test
    void serversThatStartAreEnoughForWhatWaitsToo() {
        Decision decision = driver.decide(
                Round.of(second(0), starting(4, 5)).total("rate", 30).total("queue", 480));

        assertThat(decision.size()).isEqualTo(5);
        assertThat(decision.reason()).isEqualTo(Reason.SERVERS_STARTING);
    }

    @Test
    void anEmptyQueueAddsNothing() {
        Decision decision = driver.decide(round(0, 3).total("rate", 30).total("queue", 0));

        assertThat(decision.size()).isEqualTo(3);
        assertThat(decision.reason()).isEqualTo(Reason.ON_TARGET);
    }

    @Test
    void nothingShrinksWhileTheQueueIsNotKnown() {
        driver.decide(round(0, 9).total("rate", 90).total("queue", 0));
        Decision later = driver.decide(round(600, 9).total("rate", 30).missing("queue"));

        assertThat(later.size()).isEqualTo(9);
        assertThat(later.reason()).isEqualTo(Reason.PARTIAL_DATA);
    }

    @Test
    void aLongQueueIsEnoughToGrowWhileTheLoadIsNotKnown() {
        Decision decision = driver.decide(round(0, 3).missing("rate").total("queue", 1200));

        assertThat(decision.size()).isEqualTo(5);
        assertThat(decision.reason()).isEqualTo(Reason.BACKLOG);
    }

    @Test
    void aShortQueueDoesNotShrinkATargetWhoseLoadIsNotKnown() {
        Decision decision = driver.decide(round(0, 3).missing("rate").total("queue", 10));

        assertThat(decision.size()).isEqualTo(3);
        assertThat(decision.reason()).isEqualTo(Reason.BLIND);
    }

    /** 2 servers at 2 a second for 120 s work off what 480 requests took to be waiting. */
    @Test
    void theQueueIsGoneInTime() {
        double queue = 480;
        int servers = 3;
        for (int at = 0; at < 120; at += 15) {
            Decision decision =
                    driver.decide(round(at, servers).total("rate", 30).total("queue", queue));
            servers = decision.size();
            queue = Math.max(0, queue - (servers - 3) * 2 * 15);
        }
        assertThat(queue).isZero();
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backlog(QUEUE, Duration.ofMillis(999)))
                .withMessageContaining("1 s");
        assertThatIllegalArgumentException().isThrownBy(() -> new Backlog(QUEUE, Backlog.LONGEST.plusNanos(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backlog(Given.utilization("cpu", 0.5), Duration.ofMinutes(1)))
                .withMessageContaining("works off in a second");
    }

    @Test
    void oneSignalIsFollowedInOneWay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(QUEUE).draining(new Backlog(QUEUE, Duration.ofMinutes(2))))
                .withMessageContaining("queue twice");
    }

    private static Round round(long at, int servers) {
        return Round.of(second(at), ready(servers));
    }
}
