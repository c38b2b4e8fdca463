package dev.flyball.core.decision;

import static dev.flyball.core.testing.Given.ready;
import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A size that this agent did not set is told as such, and one that it set is not. 45 in the queue need 5 servers. */
class FoundElsewhereTest {

    private final Driver driver = new Driver(
            Given.stabilized(Duration.ZERO, Duration.ofMinutes(5), Given.policy(Given.perServer("queue", 10))));

    @Test
    void theFirstSizeSeenIsNobodysChange() {
        assertThat(driver.decide(round(0, 2)).found()).isEmpty();
    }

    @Test
    void aSizeSetByHandIsFound() {
        driver.decide(round(0, 5));

        assertThat(driver.decide(round(15, 9)).found()).contains(new Change(5, 9));
        assertThat(driver.decide(round(30, 9)).found()).isEmpty();
    }

    @Test
    void aSizeSetByHandIsMovedFromUnderTheNormalRules() {
        driver.decide(round(0, 5));

        assertThat(driver.decide(round(15, 3)).change()).contains(new Change(3, 5));
    }

    @Test
    void ownChangesAreNotFound() {
        driver.decide(round(0, 2));

        assertThat(driver.decide(round(15, 5).outcome(new Outcome.Applied(second(1), 5)))
                        .found())
                .isEmpty();
    }

    @Test
    void anAppliedChangeThatThePlatformRolledBackIsFound() {
        driver.decide(round(0, 2));

        assertThat(driver.decide(round(15, 2).outcome(new Outcome.Applied(second(1), 5)))
                        .found())
                .contains(new Change(5, 2));
    }

    @Test
    void aChangeThatWasNotSentIsNotExpected() {
        driver.decide(round(0, 2));

        assertThat(driver.decide(
                                round(15, 2).outcome(new Outcome.Withheld(new WriteHold(WriteMode.DRY_RUN, "told so"))))
                        .found())
                .isEmpty();
        assertThat(driver.decide(round(30, 2).outcome(new Outcome.Deferred("the endpoint is Updating")))
                        .found())
                .isEmpty();
    }

    @Test
    void aWriteThatEndedBadlyMayHaveArrivedAllTheSame() {
        driver.decide(round(0, 2));
        Outcome lost = new Outcome.Refused(new Fault(Fault.Kind.TIMED_OUT, "no answer within 5 s"));

        assertThat(driver.decide(round(15, 5).outcome(lost)).found()).isEmpty();
    }

    @Test
    void anOutcomeThatComesWhileTheTargetCannotBeReadStillCounts() {
        driver.decide(round(0, 2));
        driver.decide(Round.withoutTarget(second(15)).outcome(new Outcome.Applied(second(1), 5)));

        assertThat(driver.memory().left()).isEqualTo(OptionalInt.of(5));
        assertThat(driver.decide(round(30, 5)).found()).isEmpty();
    }

    private static Round round(int second, int servers) {
        return Round.of(second(second), ready(servers)).total("queue", 45);
    }
}
