package dev.flyball.core.decision;

import static dev.flyball.core.testing.Given.perServer;
import static dev.flyball.core.testing.Given.policy;
import static dev.flyball.core.testing.Given.ready;
import static dev.flyball.core.testing.Given.second;
import static dev.flyball.core.testing.Given.stabilized;
import static dev.flyball.core.testing.Given.starting;
import static dev.flyball.core.testing.Given.updating;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Change;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One test for each reason: what leads to it, and what is decided then. Bounds 1 to 20, 10 in the queue per server. */
class AutoscalerReasonsTest {

    private static final Policy AT_ONCE = stabilized(Duration.ZERO, Duration.ZERO, policy(perServer("queue", 10)));
    private static final Policy MINUTES =
            stabilized(Duration.ofMinutes(1), Duration.ofMinutes(5), policy(perServer("queue", 10)));

    @Test
    void loadAboveTargetGrows() {
        Decision decision = new Driver(AT_ONCE).decide(queueOf(45, 2));

        assertDecided(decision, 5, Reason.LOAD_ABOVE_TARGET);
        assertThat(decision.change()).contains(new Change(2, 5));
        assertThat(decision.proposal()).isEqualTo(5);
        assertThat(decision.limits()).isEmpty();
    }

    @Test
    void loadBelowTargetShrinks() {
        Decision decision = new Driver(AT_ONCE).decide(queueOf(15, 5));

        assertDecided(decision, 2, Reason.LOAD_BELOW_TARGET);
        assertThat(decision.change()).contains(new Change(5, 2));
    }

    @Test
    void onTargetTheSizeStays() {
        Decision decision = new Driver(AT_ONCE).decide(queueOf(54, 5));

        assertDecided(decision, 5, Reason.ON_TARGET);
        assertThat(decision.change()).isEmpty();
    }

    @Test
    void theLargestDemandOfSeveralSignalsWins() {
        Policy two =
                stabilized(Duration.ZERO, Duration.ZERO, policy(perServer("queue", 10), perServer("requests", 100)));

        Decision decision = new Driver(two).decide(queueOf(45, 2).total("requests", 710));

        assertDecided(decision, 8, Reason.LOAD_ABOVE_TARGET);
        assertThat(decision.demands()).hasSize(2);
    }

    @Test
    void serversStartingWillCarryTheLoad() {
        Decision decision =
                new Driver(AT_ONCE).decide(Round.of(second(0), starting(2, 5)).total("queue", 45));

        assertDecided(decision, 5, Reason.SERVERS_STARTING);
        assertThat(decision.change()).isEmpty();
    }

    @Test
    void serversThatStartAreNotTheReasonIfTheReadyOnesCarryTheLoadWithinTheTolerance() {
        Policy lazyToShrink = new Policy(
                AT_ONCE.bounds(),
                AT_ONCE.signals(),
                new Tolerance(0.1, 0.5),
                Given.behavior(AT_ONCE).stabilization());

        Decision decision = new Driver(lazyToShrink)
                .decide(Round.of(second(0), starting(4, 5)).total("queue", 43));

        assertDecided(decision, 5, Reason.ON_TARGET);
    }

    @Test
    void atMaxTheSizeGrowsNoFurther() {
        Decision decision = new Driver(AT_ONCE).decide(queueOf(450, 2));

        assertDecided(decision, 20, Reason.AT_MAX);
        assertThat(decision.proposal()).isEqualTo(45);
        assertThat(decision.limits()).containsExactly(new Limit(Reason.AT_MAX, 45, 20, Optional.empty()));
    }

    @Test
    void atMinTheSizeShrinksNoFurther() {
        Decision decision = new Driver(Given.bounded(3, 20, AT_ONCE)).decide(queueOf(0, 5));

        assertDecided(decision, 3, Reason.AT_MIN);
        assertThat(decision.limits()).containsExactly(new Limit(Reason.AT_MIN, 0, 3, Optional.empty()));
    }

    @Test
    void aboveMaxTheSizeShrinksEvenWhileBlind() {
        Decision decision =
                new Driver(MINUTES).decide(Round.of(second(0), ready(25)).missing("queue"));

        assertDecided(decision, 20, Reason.ABOVE_MAX);
        assertThat(decision.change()).contains(new Change(25, 20));
    }

    @Test
    void belowMinTheSizeGrowsEvenWhileBlindAndWithinTheScaleOutWindow() {
        Decision decision = new Driver(Given.bounded(3, 20, MINUTES))
                .decide(Round.of(second(0), ready(1)).missing("queue"));

        assertDecided(decision, 3, Reason.BELOW_MIN);
        assertThat(decision.change()).contains(new Change(1, 3));
    }

    @Test
    void stabilizingScaleOutHoldsUntilTheLowerProposalLeavesTheWindow() {
        Driver driver = new Driver(MINUTES);
        driver.decide(queueOf(20, 2));

        Decision held = driver.decide(Round.of(second(59), ready(2)).total("queue", 45));
        assertDecided(held, 2, Reason.STABILIZING_SCALE_OUT);
        assertThat(held.limits())
                .containsExactly(new Limit(Reason.STABILIZING_SCALE_OUT, 5, 2, Optional.of(second(60))));

        Decision grown = driver.decide(Round.of(second(60), ready(2)).total("queue", 45));
        assertDecided(grown, 5, Reason.LOAD_ABOVE_TARGET);
    }

    @Test
    void stabilizingScaleInHoldsUntilTheHigherProposalLeavesTheWindow() {
        Driver driver = new Driver(MINUTES);
        driver.decide(queueOf(50, 5));

        Decision held = driver.decide(Round.of(second(299), ready(5)).total("queue", 15));
        assertDecided(held, 5, Reason.STABILIZING_SCALE_IN);
        assertThat(held.limits())
                .containsExactly(new Limit(Reason.STABILIZING_SCALE_IN, 2, 5, Optional.of(second(300))));

        Decision shrunk = driver.decide(Round.of(second(300), ready(5)).total("queue", 15));
        assertDecided(shrunk, 2, Reason.LOAD_BELOW_TARGET);
    }

    @Test
    void stabilizingScaleInMayStillShrinkToWhatTheWindowAskedFor() {
        Driver driver = new Driver(MINUTES);
        driver.decide(queueOf(50, 5));
        driver.decide(Round.of(second(100), ready(5)).total("queue", 30));

        Decision shrunk = driver.decide(Round.of(second(300), ready(5)).total("queue", 15));

        assertDecided(shrunk, 3, Reason.STABILIZING_SCALE_IN);
        assertThat(shrunk.limits())
                .containsExactly(new Limit(Reason.STABILIZING_SCALE_IN, 2, 3, Optional.of(second(400))));
    }

    @Test
    void partialDataShrinksNothing() {
        Policy two =
                stabilized(Duration.ZERO, Duration.ZERO, policy(perServer("queue", 10), perServer("requests", 100)));

        assertDecided(new Driver(two).decide(queueOf(15, 5).missing("requests")), 5, Reason.PARTIAL_DATA);
        assertDecided(new Driver(two).decide(queueOf(15, 5)), 5, Reason.PARTIAL_DATA);
    }

    @Test
    void samplesOfSomeServersShrinkNothing() {
        Reading oneOfFive = new Reading.PerServer(Map.of("server-1", new Reading.Sample(1, 1)), second(0));

        Decision decision =
                new Driver(AT_ONCE).decide(Round.of(second(0), ready(5)).reading("queue", oneOfFive));

        assertDecided(decision, 5, Reason.PARTIAL_DATA);
    }

    @Test
    void partialDataMayGrow() {
        Policy two =
                stabilized(Duration.ZERO, Duration.ZERO, policy(perServer("queue", 10), perServer("requests", 100)));

        assertDecided(new Driver(two).decide(queueOf(75, 5).missing("requests")), 8, Reason.LOAD_ABOVE_TARGET);
    }

    @Test
    void blindTheSizeStays() {
        Decision decision =
                new Driver(AT_ONCE).decide(Round.of(second(0), ready(5)).missing("queue"));

        assertDecided(decision, 5, Reason.BLIND);
        assertThat(decision.change()).isEmpty();
    }

    @Test
    void ofATargetThatCannotBeReadTheLastWishIsTold() {
        Driver driver = new Driver(AT_ONCE);
        driver.decide(queueOf(45, 2));

        Decision decision = driver.decide(Round.withoutTarget(second(15)));

        assertDecided(decision, 5, Reason.TARGET_UNKNOWN);
        assertThat(decision.change()).isEmpty();
    }

    @Test
    void ofATargetThatWasNeverReadTheFewestServersAreTold() {
        Decision decision = new Driver(Given.bounded(3, 20, AT_ONCE)).decide(Round.withoutTarget(second(0)));

        assertDecided(decision, 3, Reason.TARGET_UNKNOWN);
    }

    @Test
    void inTransitionTheWishIsKept() {
        Driver driver = new Driver(AT_ONCE);

        Decision decision = driver.decide(Round.of(second(0), updating(2)).total("queue", 45));

        assertDecided(decision, 5, Reason.TRANSITION);
        assertThat(decision.change()).isEmpty();
        assertThat(driver.memory().wish()).hasValue(5);
    }

    @Test
    void inTransitionAtTheRightSizeTheReasonIsThatOfTheSize() {
        assertDecided(
                new Driver(AT_ONCE).decide(Round.of(second(0), updating(5)).total("queue", 45)), 5, Reason.ON_TARGET);
    }

    @Test
    void whileAWriteIsInFlightTheWishIsKept() {
        Driver driver = new Driver(AT_ONCE);

        Decision decision = driver.decide(queueOf(45, 2).writing());

        assertDecided(decision, 5, Reason.WRITE_IN_FLIGHT);
        assertThat(decision.change()).isEmpty();
        assertThat(driver.memory().wish()).hasValue(5);
    }

    @Test
    void aWishThatIsReachedIsForgotten() {
        Driver driver = new Driver(AT_ONCE);
        driver.decide(queueOf(45, 2).writing());
        driver.decide(Round.of(second(15), ready(5)).total("queue", 45));

        assertThat(driver.memory().wish()).isEmpty();
    }

    private static Round queueOf(double total, int servers) {
        return Round.of(second(0), ready(servers)).total("queue", total);
    }

    private static void assertDecided(Decision decision, int size, Reason reason) {
        assertThat(decision.size()).as("size").isEqualTo(size);
        assertThat(decision.reason()).isEqualTo(reason);
    }
}
