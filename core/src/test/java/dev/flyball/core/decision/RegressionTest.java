package dev.flyball.core.decision;

import static dev.flyball.core.testing.Given.perServer;
import static dev.flyball.core.testing.Given.policy;
import static dev.flyball.core.testing.Given.ready;
import static dev.flyball.core.testing.Given.second;
import static dev.flyball.core.testing.Given.stabilized;
import static dev.flyball.core.testing.Given.starting;
import static dev.flyball.core.testing.Given.updating;
import static dev.flyball.core.testing.Given.utilization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.core.demand.Demand;
import dev.flyball.core.forecast.Learned;
import dev.flyball.core.forecast.Risk;
import dev.flyball.core.forecast.RiskSizing;
import dev.flyball.core.guard.Changes;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.TargetTracking;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.result.Fault;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.Server;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What once went wrong, so that it does not again. Each is a sequence of rounds that led to a wrong size. */
class RegressionTest {

    private static final Policy MINUTES =
            stabilized(Duration.ZERO, Duration.ofMinutes(5), policy(perServer("queue", 10)));
    private static final Policy AT_ONCE = stabilized(Duration.ZERO, Duration.ZERO, policy(perServer("queue", 10)));

    @Test
    void anUnreadableRoundRestartsTheWindowEvenIfAWishToShrinkIsPending() {
        Driver driver = new Driver(MINUTES);
        for (int s = 0; s <= 300; s += 15) {
            driver.decide(Round.of(second(s), updating(10)).total("queue", 20));
        }
        driver.decide(Round.withoutTarget(second(315)));
        Decision next = driver.decide(Round.of(second(330), ready(10)).total("queue", 20));
        assertThat(next.change()).isEmpty();
    }

    @Test
    void aRefusedWriteDoesNotMakeAnOutageForgotten() {
        Driver driver = new Driver(MINUTES);
        driver.decide(Round.of(second(0), ready(10)).total("queue", 120));
        driver.decide(Round.withoutTarget(second(15))
                .outcome(new Outcome.Refused(new Fault(Fault.Kind.UNREACHABLE, "no connection"))));
        for (int s = 30; s <= 600; s += 15) {
            driver.decide(Round.withoutTarget(second(s)));
        }
        Decision next = driver.decide(Round.of(second(615), ready(10)).total("queue", 20));
        assertThat(next.size()).isEqualTo(10);
    }

    @Test
    void partialDataKeepsAWishAsBlindnessDoes() {
        Policy two =
                stabilized(Duration.ZERO, Duration.ZERO, policy(perServer("queue", 10), perServer("requests", 100)));
        Driver driver = new Driver(two);
        driver.decide(Round.of(second(0), updating(3)).total("queue", 80).total("requests", 100));
        driver.decide(Round.of(second(15), updating(3)).missing("queue").total("requests", 100));
        assertThat(driver.decide(Round.of(second(30), ready(3)).missing("queue").total("requests", 100))
                        .size())
                .isEqualTo(8);
    }

    @Test
    void aReadingFromBetweenTwoRoundsIsNotMultipliedByTheCountOfTheRoundBefore() {
        Policy cpu = stabilized(Duration.ZERO, Duration.ofSeconds(0), policy(perServer("load", 10)));
        Driver driver = new Driver(cpu);
        // 50 in all: 10 servers carry 5 each, and 5 carry 10 each.
        driver.decide(Round.of(second(0), ready(10)).average("load", 5)); // asks for 5, which are gone at once
        Decision next = driver.decide(
                Round.of(second(15), ready(5)).reading("load", new Reading.Average(10, second(10), Duration.ZERO)));
        assertThat(next.size()).isEqualTo(5);
    }

    @Test
    void anAverageOverAChangeDoesNotShrinkBelowTheLoad() {
        Policy cpu = stabilized(Duration.ZERO, Duration.ofSeconds(0), policy(perServer("load", 10)));
        Driver driver = new Driver(cpu);
        driver.decide(Round.of(second(0), ready(10)).average("load", 5));
        Decision next = driver.decide(Round.of(second(60), ready(5))
                .reading("load", new Reading.Average(7.5, second(60), Duration.ofMinutes(1))));
        assertThat(next.size()).isEqualTo(5);
    }

    @Test
    void samplesOlderThanAScaleInDoNotShrinkBelowTheLoad() {
        Driver driver = new Driver(AT_ONCE);
        Map<String, Sample> ten = new HashMap<>();
        for (int i = 1; i <= 10; i++) {
            ten.put("server-" + i, new Sample(5, 1));
        }
        driver.decide(Round.of(second(0), ready(10)).reading("queue", new Reading.PerServer(ten, second(0))));
        Decision next =
                driver.decide(Round.of(second(15), ready(5)).reading("queue", new Reading.PerServer(ten, second(0))));
        assertThat(next.size()).isEqualTo(5);
    }

    /**
     * One server carries 0.6 of itself, and is sent three more by hand: the load does not become fourfold with them.
     */
    @Test
    void aUseFromBeforeNewServersWereReadyIsNotMultipliedByThemSoTheForecastLearnsNoJump() {
        Policy byRisk = policy(utilization("cpu", 0.6))
                .sizedBy(new RiskSizing(
                        Risk.balanced(),
                        Optional.of(Duration.ofSeconds(60)),
                        Duration.ofSeconds(1),
                        1 / 0.6,
                        true,
                        OptionalDouble.empty()));
        Driver driver = new Driver(byRisk);
        for (int s = 0; s < 1800; s += 15) {
            driver.decide(cpu(second(s), readySince(-60), 0.6));
        }
        Learned before = driver.memory().forecast();

        Decision grown = driver.decide(cpu(second(1800), readySince(-60, 1790, 1790, 1790), 0.6));
        assertThat(grown.demands()).allMatch(demand -> ((Demand.Known) demand).servers() == 1);
        assertThat(grown.change()).isEmpty();
        assertThat(driver.memory().forecast()).isEqualTo(before);

        Decision settled = driver.decide(cpu(second(1830), readySince(-60, 1790, 1790, 1790), 0.15));
        assertThat(settled.forecast()).get().satisfies(forecast -> {
            assertThat(forecast.median()).isCloseTo(0.6, within(0.01));
            assertThat(forecast.covered()).isLessThan(1);
        });
    }

    private static Round cpu(Instant at, Fleet fleet, double use) {
        Map<String, Sample> samples = new HashMap<>();
        Sample mean = new Sample(use, 1, Optional.of(at), Duration.ofSeconds(15));
        fleet.servers().forEach(server -> samples.put(server.id(), mean));
        return Round.of(at, fleet).reading("cpu", new Reading.PerServer(samples, at));
    }

    private static Fleet readySince(long... seconds) {
        List<Server> servers = new ArrayList<>();
        for (long since : seconds) {
            servers.add(new Server(
                    "server-" + servers.size(),
                    Optional.empty(),
                    Server.State.READY,
                    Optional.empty(),
                    Optional.of(second(since)),
                    Map.of()));
        }
        return new Fleet(servers.size(), servers.size(), Given.VERSION, Optional.empty(), servers);
    }

    @Test
    void aClockThatRanAheadOnceDoesNotStopShrinkingUntilThen() {
        Driver driver = new Driver(MINUTES);
        driver.decide(Round.of(second(0), ready(10)).total("queue", 100));
        driver.decide(Round.of(second(86400), ready(10)).total("queue", 100));
        Decision last = null;
        for (int s = 30; s <= 3600; s += 15) {
            last = driver.decide(Round.of(second(s), ready(10)).total("queue", 20));
        }
        assertThat(last.size()).isEqualTo(2);
    }

    @Test
    void serversAreNotStartingIfNoneIs() {
        Decision decision = new Driver(policy(Given.utilization("cpu", 0.6)))
                .decide(Round.of(second(0), ready(5)).average("cpu", 0.66));
        assertThat(decision.reason()).isEqualTo(Reason.ON_TARGET);
    }

    @Test
    void anOwnWriteSeenBeforeItsOutcomeIsNotFoundElsewhere() {
        Driver driver = new Driver(MINUTES);
        driver.decide(Round.of(second(0), ready(2)).total("queue", 45));
        Decision next = driver.decide(
                Round.of(second(15), starting(2, 5)).total("queue", 45).writing());
        assertThat(next.found()).isEmpty();
        Decision later = driver.decide(
                Round.of(second(30), starting(2, 5)).total("queue", 45).writing());
        assertThat(later.found()).isEmpty();
        driver.decide(
                Round.of(second(45), starting(2, 5)).total("queue", 45).outcome(new Outcome.Applied(second(40), 5)));
        assertThat(driver.memory().changes().entries()).containsExactly(new Changes.Entry(second(40), 3));
    }

    @Test
    void aSpanThatNoClockHoldsDoesNotThrow() {
        assertThatCode(() -> new Driver(MINUTES)
                        .decide(Round.of(second(0), ready(2))
                                .reading("queue", new Reading.Average(1, second(0), ChronoUnit.FOREVER.getDuration()))))
                .doesNotThrowAnyException();
    }

    @Test
    void aTinyLoadNeedsAServer() {
        assertThat(TargetTracking.propose(1e-10, 1, new Tolerance(0.1, 0.1))).isEqualTo(1);
    }

    @Test
    void oneGarbageSampleDoesNotHideTheOverloadOfAllOthers() {
        Map<String, Sample> ten = new HashMap<>();
        for (int i = 1; i <= 10; i++) {
            ten.put("server-" + i, new Sample(i == 1 ? Double.NaN : 20, 1));
        }
        assertThat(new Driver(MINUTES)
                        .decide(Round.of(second(0), ready(10)).reading("queue", new Reading.PerServer(ten, second(0))))
                        .size())
                .isEqualTo(18);
    }

    @Test
    void memoryLostDuringScaleOutDoesNotAskTwice() {
        Driver driver = new Driver(MINUTES);
        Decision next = driver.decide(Round.of(second(0), starting(8, 10))
                .reading("queue", new Reading.Average(20, second(-45), Duration.ZERO)));
        // 100 in all, 5 servers 45 s ago, 8 of 10 ready now: 10 are enough
        assertThat(next.size()).isEqualTo(10);
    }

    @Test
    void aSingleRoundGrowsASettledFleetOnAnAverageFromBefore() {
        Decision next = new Driver(MINUTES)
                .decide(Round.of(second(0), ready(2))
                        .reading("queue", new Reading.Average(24, second(-60), Duration.ofMinutes(1))));
        assertThat(next.size()).isEqualTo(5);
    }

    @Test
    void aSingleRoundShrinksNothingOnAnAverageFromBefore() {
        Decision next = new Driver(stabilized(Duration.ZERO, Duration.ZERO, MINUTES))
                .decide(Round.of(second(0), ready(5))
                        .reading("queue", new Reading.Average(2, second(-60), Duration.ofMinutes(1))));
        assertThat(next.size()).isEqualTo(5);
    }

    @Test
    void largeNumbersAreToldShort() {
        Decision d = new Driver(MINUTES).decide(Round.of(second(0), ready(3)).total("queue", 1e300));
        assertThat(Explanation.line(d).length()).isLessThan(200);
    }

    @Test
    void aSizeSetByHandWhileBlindIsNotRaisedToAWishThatWasReached() {
        Driver driver = new Driver(MINUTES);
        driver.decide(Round.of(second(0), ready(2)).total("queue", 50));
        Decision next = driver.decide(
                Round.of(second(15), ready(3)).missing("queue").outcome(new Outcome.Applied(second(1), 5)));
        assertThat(next.size()).isEqualTo(3);
    }

    @Test
    void readingsFromBetweenTheRoundsDoNotMakeItOscillate() {
        // constant 50; 10 s after a write removed servers are gone; reading 5 s old, each round 15 s
        Policy p = stabilized(Duration.ZERO, Duration.ofSeconds(60), policy(perServer("load", 10)));
        Driver driver = new Driver(p);
        int wanted = 10;
        StringBuilder sizes = new StringBuilder();
        for (int r = 0; r < 60; r++) {
            Decision d = driver.decide(Round.of(second(r * 15L), ready(wanted))
                    .reading("load", new Reading.Average(50.0 / wanted, second(r * 15L - 5), Duration.ZERO)));
            wanted = d.size();
            sizes.append(wanted).append(' ');
        }
        assertThat(sizes.toString()).endsWith("5 5 5 ").doesNotContain("5 10");
    }
}
