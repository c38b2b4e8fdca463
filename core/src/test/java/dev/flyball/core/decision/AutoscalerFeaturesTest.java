package dev.flyball.core.decision;

import static dev.flyball.core.testing.Given.perServer;
import static dev.flyball.core.testing.Given.ready;
import static dev.flyball.core.testing.Given.second;
import static dev.flyball.core.testing.Given.updating;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Blindness;
import dev.flyball.core.guard.Cooldown;
import dev.flyball.core.guard.Persistence;
import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.guard.Schedule;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.guard.ZeroScaling;
import dev.flyball.core.policy.Behavior;
import dev.flyball.core.policy.Burst;
import dev.flyball.core.policy.Combine;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Smoothing;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.policy.Track;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Round;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the parts of a policy do to a decision, and the reason they give. 10 in the queue need a server. */
class AutoscalerFeaturesTest {

    private static final TrackedSignal QUEUE = perServer("queue", 10);
    private static final TrackedSignal REQUESTS = perServer("requests", 100);
    private static final Bounds BOUNDS = new Bounds(0, 20);
    private static final Behavior AT_ONCE = behavior(Duration.ZERO);
    private static final RateLimit ONE_A_MINUTE = RateLimit.of(
            RateLimit.Select.MOST, new RateLimit.Rate(1, RateLimit.Rate.Unit.SERVERS, Duration.ofMinutes(1)));

    @Nested
    class Rates {
        private final Driver driver = follow(AT_ONCE.limitedTo(ONE_A_MINUTE, ONE_A_MINUTE));

        @Test
        void limitGrowth() {
            Decision decision = driver.decide(queue(0, 2, 90));
            assertDecided(decision, 3, Reason.RATE_LIMITED_SCALE_OUT);
            assertThat(decision.limits())
                    .containsExactly(new Limit(Reason.RATE_LIMITED_SCALE_OUT, 9, 3, Optional.empty()));
        }

        @Test
        void limitShrinking() {
            assertDecided(driver.decide(queue(0, 9, 20)), 8, Reason.RATE_LIMITED_SCALE_IN);
        }

        @Test
        void countWhatWasAppliedAndNotWhatWasDecided() {
            driver.decide(queue(0, 2, 90));
            assertDecided(driver.decide(queue(15, 2, 90)), 3, Reason.RATE_LIMITED_SCALE_OUT);
            Round applied = queue(30, 3, 90).outcome(new Outcome.Applied(second(16), 3));
            assertDecided(driver.decide(applied), 3, Reason.RATE_LIMITED_SCALE_OUT);
            assertDecided(driver.decide(queue(76, 3, 90)), 4, Reason.RATE_LIMITED_SCALE_OUT);
        }
    }

    @Nested
    class Delays {
        private final Driver driver =
                follow(AT_ONCE.persisting(new Persistence(Duration.ofSeconds(30), Duration.ofSeconds(60), false)));

        @Test
        void holdGrowthUntilItLasted() {
            Decision held = driver.decide(queue(0, 2, 90));
            assertDecided(held, 2, Reason.PERSISTING_SCALE_OUT);
            assertThat(held.limits())
                    .containsExactly(new Limit(Reason.PERSISTING_SCALE_OUT, 9, 2, Optional.of(second(30))));
            assertDecided(driver.decide(queue(30, 2, 70)), 7, Reason.LOAD_ABOVE_TARGET);
        }

        @Test
        void holdShrinkingUntilItLasted() {
            assertDecided(driver.decide(queue(0, 9, 20)), 9, Reason.PERSISTING_SCALE_IN);
            assertDecided(driver.decide(queue(60, 9, 20)), 2, Reason.LOAD_BELOW_TARGET);
        }

        @Test
        void beginAnewWhenInterrupted() {
            driver.decide(queue(0, 2, 90));
            driver.decide(queue(15, 2, 20));
            assertDecided(driver.decide(queue(30, 2, 90)), 2, Reason.PERSISTING_SCALE_OUT);
        }

        @Test
        void beginAnewAfterEachMoveIfToldSo() {
            Driver anew = follow(AT_ONCE.persisting(new Persistence(Duration.ofSeconds(30), Duration.ZERO, true)));
            anew.decide(queue(0, 2, 90));
            assertThat(anew.decide(queue(30, 2, 90)).size()).isEqualTo(9);
            assertDecided(anew.decide(queue(45, 9, 150)), 9, Reason.PERSISTING_SCALE_OUT);
        }
    }

    @Nested
    class Cooldowns {
        private final Driver driver = new Driver(new Policy(
                BOUNDS,
                List.of(new Track(List.of(QUEUE), AT_ONCE)),
                Combine.MAX,
                Optional.empty(),
                new Cooldown(Duration.ofSeconds(60), Duration.ofSeconds(120)),
                Optional.empty(),
                Blindness.hold(),
                Schedule.none()));

        private void grew() {
            driver.decide(queue(0, 2, 40));
            driver.decide(queue(15, 4, 40).outcome(new Outcome.Applied(second(1), 4)));
        }

        @Test
        void holdGrowthAfterGrowth() {
            grew();
            Decision held = driver.decide(queue(30, 4, 90));
            assertDecided(held, 4, Reason.COOLDOWN_SCALE_OUT);
            assertThat(held.limits())
                    .containsExactly(new Limit(Reason.COOLDOWN_SCALE_OUT, 9, 4, Optional.of(second(61))));
            assertDecided(driver.decide(queue(61, 4, 90)), 9, Reason.LOAD_ABOVE_TARGET);
        }

        @Test
        void holdShrinkingAfterAnyChange() {
            grew();
            assertDecided(driver.decide(queue(120, 4, 20)), 4, Reason.COOLDOWN_SCALE_IN);
            assertDecided(driver.decide(queue(121, 4, 20)), 2, Reason.LOAD_BELOW_TARGET);
        }
    }

    @Nested
    class Bursts {
        private final Burst burst = new Burst(Duration.ofSeconds(6), 2, Duration.ofSeconds(60));
        private final Driver driver = new Driver(policy(
                List.of(new Track(List.of(QUEUE.averagedOver(Duration.ofSeconds(60))), AT_ONCE)),
                Combine.MAX,
                Optional.of(burst),
                Optional.empty(),
                Blindness.hold()));

        @Test
        void followASuddenLoadThatTheLongWindowHides() {
            driver.decide(queue(0, 2, 20));
            assertDecided(driver.decide(queue(15, 2, 120)), 12, Reason.BURST);
        }

        @Test
        void keepTheLargestSizeUntilTheLoadHasStayedBelow() {
            driver.decide(queue(0, 2, 20));
            driver.decide(queue(15, 2, 120));
            assertDecided(driver.decide(queue(75, 12, 10)), 12, Reason.BURST);
            assertThat(driver.decide(queue(136, 12, 10)).size()).isEqualTo(1);
        }

        @Test
        void beginAtTheThreshold() {
            driver.decide(queue(0, 2, 20));
            assertThat(driver.decide(queue(15, 2, 29)).reason()).isNotEqualTo(Reason.BURST);
            assertDecided(driver.decide(queue(30, 2, 40)), 4, Reason.BURST);
        }
    }

    @Nested
    class Zero {
        private final Driver driver = new Driver(policy(
                List.of(new Track(List.of(QUEUE, REQUESTS), AT_ONCE)),
                Combine.MAX,
                Optional.empty(),
                Optional.of(new ZeroScaling(0, Duration.ofSeconds(300))),
                Blindness.hold()));

        @Test
        void keepsTheLastServerForTheGrace() {
            driver.decide(both(0, 1, 5));
            assertDecided(driver.decide(both(299, 1, 0)), 1, Reason.KEEPING_LAST_SERVER);
            assertDecided(driver.decide(both(300, 1, 0)), 0, Reason.LOAD_BELOW_TARGET);
        }

        @Test
        void isNotReachedFromSeveralServersAtOnce() {
            driver.decide(both(0, 5, 0));
            assertDecided(driver.decide(both(600, 5, 0)), 1, Reason.KEEPING_LAST_SERVER);
        }

        @Test
        void isLeftWhenThereIsSomethingToDo() {
            assertDecided(driver.decide(both(0, 0, 0)), 0, Reason.ON_TARGET);
            Decision back = driver.decide(both(15, 0, 5));
            assertThat(back.size()).isEqualTo(1);
            assertThat(back.change()).isPresent();
        }

        @Test
        void isLeftEvenIfTheRateHoldsGrowth() {
            RateLimit off = RateLimit.of(RateLimit.Select.OFF);
            Driver held = new Driver(policy(
                    List.of(new Track(List.of(QUEUE), AT_ONCE.limitedTo(off, RateLimit.none()))),
                    Combine.MAX,
                    Optional.empty(),
                    Optional.of(new ZeroScaling(0, Duration.ZERO)),
                    Blindness.hold()));
            assertDecided(held.decide(queue(0, 0, 5)), 1, Reason.ACTIVATED);
        }

        @Test
        void isNotLeftBelowTheActivation() {
            Driver lazy = new Driver(policy(
                    List.of(new Track(List.of(QUEUE), AT_ONCE)),
                    Combine.MAX,
                    Optional.empty(),
                    Optional.of(new ZeroScaling(0.5, Duration.ZERO)),
                    Blindness.hold()));
            assertDecided(lazy.decide(queue(0, 0, 5)), 0, Reason.IDLE);
            assertThat(lazy.decide(queue(15, 0, 6)).size()).isEqualTo(1);
        }

        @Test
        void isNotReachedOnPartialData() {
            driver.decide(both(0, 1, 0));
            Decision partial = driver.decide(queue(600, 1, 0));
            assertThat(partial.size()).isEqualTo(1);
            assertDecided(driver.decide(both(615, 1, 0)), 1, Reason.KEEPING_LAST_SERVER);
        }

        @Test
        void isReachedThoughAClockRanAhead() {
            driver.decide(both(86400, 1, 5));
            driver.decide(both(15, 1, 0));
            assertThat(driver.decide(both(315, 1, 0)).size()).isZero();
        }

        @Test
        void isNeitherReachedNorLeftWhileBlind() {
            driver.decide(both(0, 1, 0));
            assertDecided(driver.decide(Round.of(second(600), ready(1))), 1, Reason.BLIND);
            assertDecided(driver.decide(Round.of(second(615), ready(0))), 0, Reason.BLIND);
        }

        private Round both(int second, int servers, double load) {
            return queue(second, servers, load).total("requests", 0);
        }
    }

    @Nested
    class Tracks {
        private final List<Track> fastQueueAndSlowRequests = List.of(
                new Track(List.of(QUEUE), AT_ONCE),
                new Track(
                        List.of(REQUESTS),
                        AT_ONCE.persisting(new Persistence(Duration.ofSeconds(60), Duration.ZERO, false))));

        @Test
        void areEachFollowedAtTheirOwnSpeed() {
            Driver driver = new Driver(new Policy(BOUNDS, fastQueueAndSlowRequests));
            Decision queued = driver.decide(queue(0, 2, 50).total("requests", 900));
            assertDecided(queued, 5, Reason.LOAD_ABOVE_TARGET);
            assertThat(queued.proposal()).isEqualTo(5);
            assertThat(driver.decide(queue(60, 5, 50).total("requests", 900)).size())
                    .isEqualTo(9);
        }

        @Test
        void thatMustAgreeMoveByTheLeast() {
            Driver driver = all();
            assertThat(driver.decide(queue(0, 2, 50).total("requests", 900)).size())
                    .isEqualTo(5);
            assertThat(driver.decide(queue(15, 9, 20).total("requests", 300)).size())
                    .isEqualTo(3);
        }

        @Test
        void thatDoNotAgreeMoveNothing() {
            Driver driver = all();
            assertDecided(driver.decide(queue(0, 5, 20).total("requests", 900)), 5, Reason.SIGNALS_DISAGREE);
        }

        @Test
        void ofWhichOneIsBlindDoNotAgree() {
            assertThat(all().decide(queue(0, 5, 90).missing("requests")).size()).isEqualTo(5);
            assertThat(all().decide(queue(0, 5, 20).missing("requests")).size()).isEqualTo(5);
        }

        private Driver all() {
            return new Driver(policy(
                    List.of(new Track(List.of(QUEUE), AT_ONCE), new Track(List.of(REQUESTS), AT_ONCE)),
                    Combine.ALL,
                    Optional.empty(),
                    Optional.empty(),
                    Blindness.hold()));
        }
    }

    @Nested
    class WithoutData {
        @Test
        void oneFailedMetricDoesNotFreezeGrowthByAnother() {
            for (Policy policy : List.of(
                    new Policy(BOUNDS, List.of(new Track(List.of(QUEUE, REQUESTS), AT_ONCE))),
                    new Policy(
                            BOUNDS,
                            List.of(new Track(List.of(QUEUE), AT_ONCE), new Track(List.of(REQUESTS), AT_ONCE))))) {
                assertThat(new Driver(policy)
                                .decide(queue(0, 5, 90).missing("requests"))
                                .size())
                        .isEqualTo(9);
            }
        }

        @Test
        void noDataIsNotZero() {
            Driver driver = follow(AT_ONCE);
            for (int i = 0; i < 100; i++) {
                assertDecided(driver.decide(Round.of(second(i * 15L), ready(5)).missing("queue")), 5, Reason.BLIND);
            }
        }

        @Test
        void aWishFromWhenMoreWasKnownIsKeptWithItsReason() {
            for (Reason reason : List.of(Reason.PARTIAL_DATA, Reason.BLIND)) {
                Driver driver = new Driver(new Policy(BOUNDS, List.of(new Track(List.of(QUEUE, REQUESTS), AT_ONCE))));
                driver.decide(
                        Round.of(second(0), updating(3)).total("queue", 80).total("requests", 100));
                Round next = Round.of(second(15), ready(3)).missing("queue");
                assertDecided(driver.decide(reason == Reason.BLIND ? next : next.total("requests", 100)), 8, reason);
            }
        }

        @Test
        void aFallbackNeverShrinks() {
            Driver driver = blind(new Blindness.Fallback.AtLeast(3));
            assertDecided(driver.decide(Round.of(second(0), ready(5)).missing("queue")), 5, Reason.BLIND);
        }

        @Test
        void aFallbackNeverOverridesALargerOtherMetric() {
            Driver driver = new Driver(policy(
                    List.of(new Track(List.of(QUEUE), AT_ONCE), new Track(List.of(REQUESTS), AT_ONCE)),
                    Combine.MAX,
                    Optional.empty(),
                    Optional.empty(),
                    new Blindness(1, new Blindness.Fallback.AtLeast(3))));
            assertThat(driver.decide(queue(0, 5, 90).missing("requests")).size())
                    .isEqualTo(9);
        }

        @Test
        void aFallbackCountsFromItsRoundOn() {
            Driver driver = blind(new Blindness.Fallback.AtLeast(8));
            driver.decide(queue(0, 5, 50));
            assertThat(driver.decide(Round.of(second(15), ready(5))).size()).isEqualTo(5);
            assertDecided(driver.decide(Round.of(second(30), ready(5))), 8, Reason.BLIND);
        }

        @Test
        void roundsInWhichTheTargetIsUnreadableAreBlindToo() {
            Driver driver = blind(new Blindness.Fallback.AtLeast(8));
            driver.decide(queue(0, 5, 50));
            driver.decide(Round.withoutTarget(second(15)));
            assertThat(driver.decide(Round.of(second(30), ready(5))).size()).isEqualTo(8);
        }

        @Test
        void aForecastGoesOnToWhatTheRateHadNotAllowedYet() {
            Driver driver = new Driver(policy(
                    List.of(new Track(List.of(QUEUE), AT_ONCE.limitedTo(ONE_A_MINUTE, ONE_A_MINUTE))),
                    Combine.MAX,
                    Optional.empty(),
                    Optional.empty(),
                    new Blindness(1, new Blindness.Fallback.Forecast())));
            driver.decide(queue(0, 5, 70));
            Decision next = driver.decide(Round.of(second(90), ready(6)).outcome(new Outcome.Applied(second(1), 6)));
            assertDecided(next, 7, Reason.BLIND);
        }

        private Driver blind(Blindness.Fallback fallback) {
            return new Driver(policy(
                    List.of(new Track(List.of(QUEUE), AT_ONCE)),
                    Combine.MAX,
                    Optional.empty(),
                    Optional.empty(),
                    new Blindness(2, fallback)));
        }
    }

    @Test
    void aScheduleSetsTheBoundsOfItsTime() {
        Schedule night = (now, always) -> now.isBefore(second(60)) ? new Bounds(4, 6) : always;
        Driver driver = new Driver(new Policy(
                BOUNDS,
                List.of(new Track(List.of(QUEUE), AT_ONCE)),
                Combine.MAX,
                Optional.empty(),
                Cooldown.none(),
                Optional.empty(),
                Blindness.hold(),
                night));
        assertDecided(driver.decide(queue(0, 5, 90)), 6, Reason.AT_MAX);
        assertDecided(driver.decide(queue(15, 5, 10)), 4, Reason.AT_MIN);
        assertDecided(driver.decide(queue(60, 5, 10)), 1, Reason.LOAD_BELOW_TARGET);
    }

    @Test
    void partialDataDoesNotPullAnAverageDownThatLaterRoundsShrinkTo() {
        Driver driver = new Driver(new Policy(
                BOUNDS,
                List.of(new Track(List.of(perServer("load", 10).averagedOver(Duration.ofMinutes(2))), AT_ONCE))));
        driver.decide(samples(0, 5));
        assertThat(driver.decide(samples(15, 1)).size()).isEqualTo(5);
        assertDecided(driver.decide(samples(30, 5)), 5, Reason.ON_TARGET);
    }

    @Test
    void partialDataThatAsksForMoreCountsInTheAverage() {
        Driver driver = new Driver(new Policy(
                BOUNDS,
                List.of(new Track(List.of(perServer("load", 1).averagedOver(Duration.ofMinutes(2))), AT_ONCE))));
        driver.decide(samples(0, 1));
        assertThat(driver.decide(samples(15, 3)).size()).isEqualTo(20);
    }

    /** Samples of 10 each of the first servers of 5. */
    private static Round samples(int second, int count) {
        Map<String, Reading.Sample> samples = new HashMap<>();
        for (int i = 1; i <= count; i++) {
            samples.put("server-" + i, new Reading.Sample(10, 1));
        }
        return Round.of(second(second), ready(5)).reading("load", new Reading.PerServer(samples, second(second)));
    }

    @Test
    void aWeightMultipliesADemand() {
        Driver driver = new Driver(new Policy(BOUNDS, List.of(new Track(List.of(QUEUE.weighing(2)), AT_ONCE))));
        assertThat(driver.decide(queue(0, 2, 30)).size()).isEqualTo(6);
    }

    @Test
    void aSmoothingGoesAPartOfTheWay() {
        assertThat(follow(AT_ONCE.smoothed(new Smoothing(0.5, 1)))
                        .decide(queue(0, 4, 100))
                        .size())
                .isEqualTo(7);
    }

    private static Behavior behavior(Duration scaleIn) {
        return Behavior.of(new Tolerance(0.1, 0.1), new Stabilization(Duration.ZERO, scaleIn));
    }

    private static Driver follow(Behavior behavior) {
        return new Driver(new Policy(BOUNDS, List.of(new Track(List.of(QUEUE), behavior))));
    }

    private static Policy policy(
            List<Track> tracks,
            Combine combine,
            Optional<Burst> burst,
            Optional<ZeroScaling> zero,
            Blindness blindness) {
        return new Policy(BOUNDS, tracks, combine, burst, Cooldown.none(), zero, blindness, Schedule.none());
    }

    private static Round queue(int second, int servers, double total) {
        return Round.of(second(second), ready(servers)).total("queue", total);
    }

    private static void assertDecided(Decision decision, int size, Reason reason) {
        assertThat(decision.size()).as("size").isEqualTo(size);
        assertThat(decision.reason()).isEqualTo(reason);
    }
}
