package dev.flyball.core.decision;

import static dev.flyball.core.testing.Given.perServer;
import static dev.flyball.core.testing.Given.policy;
import static dev.flyball.core.testing.Given.ready;
import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What must be remembered for long enough, and not for longer. */
class LongMemoryTest {

    @Test
    void theOldestReadingThatCountsFindsHowManyServersItWasTakenOver() {
        TrackedSignal quick = perServer("quick", 10);
        TrackedSignal slow = new TrackedSignal(Given.query("slow"), quick.setPoint(), Duration.ofHours(2));
        Driver driver = new Driver(policy(quick, slow));
        driver.decide(Round.of(second(0), ready(2)).total("quick", 20));
        driver.decide(Round.of(second(60), ready(4)).total("quick", 40));

        Decision decision = driver.decide(Round.of(second(4000), ready(4))
                .total("quick", 40)
                .reading("slow", new Reading.Average(30, second(30), Duration.ZERO)));

        assertThat(decision.size()).isEqualTo(2 * 30 / 10);
    }

    @Test
    void aRoundWithoutATargetCountsAsOneToStayAndAsNoMore() {
        Driver driver = new Driver(policy(perServer("load", 10)));
        driver.decide(Round.of(second(0), ready(4)).total("load", 40));
        driver.decide(Round.withoutTarget(second(60)));

        assertThat(driver.decide(Round.of(second(75), ready(4)).total("load", 10))
                        .size())
                .isEqualTo(4);
        assertThat(driver.decide(Round.of(second(359), ready(4)).total("load", 10))
                        .size())
                .isEqualTo(4);
        assertThat(driver.decide(Round.of(second(361), ready(4)).total("load", 10))
                        .size())
                .isEqualTo(1);
    }
}
