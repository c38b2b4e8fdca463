package dev.flyball.core.policy;

import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.testing.Given;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyPartsTest {

    private static final Burst BURST = new Burst(Duration.ofSeconds(6), 2, Duration.ofSeconds(60));
    private static final TrackedSignal QUEUE = Given.perServer("queue", 10);

    @ParameterizedTest
    @CsvSource({"4, 20, 10, 10", "4, 20, 0.5, 7", "10, 4, 0.5, 6"})
    void smoothingGoesAPartOfTheWayAsRayDoes(int current, double total, double factor, int size) {
        double demand = total / 2;
        Smoothing smoothing = new Smoothing(factor == 10 ? 1 : factor, factor == 10 ? 1 : factor);
        assertThat(TargetTracking.propose(demand, current, new Tolerance(0, 0), smoothing))
                .isEqualTo(size);
    }

    @Test
    void smoothingThatRoundingWouldStopShrinksByOne() {
        assertThat(TargetTracking.propose(1, 2, new Tolerance(0, 0), new Smoothing(1, 0.1)))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "NaN, 1", "Infinity, 1", "1, 0", "1, 1.1", "1, NaN"})
    void smoothingIsAboveZeroAndForScaleInUpToOne(double out, double in) {
        assertThatThrownBy(() -> new Smoothing(out, in)).hasMessageContaining("must be above 0, for scale-in up to 1");
    }

    @Test
    void theLargestOfSeveralWins() {
        assertThat(Combine.MAX.of(List.of(2, 7, 5), 4)).isEqualTo(7);
        assertThat(Combine.MAX.of(List.of(), 4)).isEqualTo(4);
    }

    @Test
    void allMustAgreeAndThenTheLeastMoveIsMade() {
        assertThat(Combine.ALL.of(List.of(6, 7), 4)).isEqualTo(6);
        assertThat(Combine.ALL.of(List.of(2, 3), 4)).isEqualTo(3);
        assertThat(Combine.ALL.of(List.of(2, 7), 4)).isEqualTo(4);
        assertThat(Combine.ALL.of(List.of(4, 7), 4)).isEqualTo(4);
        assertThat(Combine.ALL.of(List.of(), 4)).isEqualTo(4);
    }

    @Test
    void aBurstBeginsWhenOverloadedAndKeepsTheHighest() {
        Optional<Burst.State> begun = BURST.after(Optional.empty(), 5, 20, true, second(0));
        assertThat(begun).contains(new Burst.State(second(0), 20));
        assertThat(BURST.after(begun, 3, 10, true, second(10))).contains(new Burst.State(second(10), 20));
        assertThat(BURST.after(begun, 30, 10, true, second(10))).contains(new Burst.State(second(10), 30));
        assertThat(BURST.after(begun, 25, 10, false, second(10))).contains(new Burst.State(second(0), 25));
    }

    @Test
    void aBurstEndsWhenItWasNotOverloadedForTheHold() {
        Optional<Burst.State> begun = Optional.of(new Burst.State(second(0), 20));
        assertThat(BURST.after(begun, 3, 3, false, second(60))).isPresent();
        assertThat(BURST.after(begun, 3, 3, false, second(61))).isEmpty();
        assertThat(BURST.after(Optional.empty(), 3, 3, false, second(0))).isEmpty();
    }

    @Test
    void aClockThatRanAheadDoesNotProlongABurst() {
        assertThat(BURST.after(Optional.of(new Burst.State(second(900), 20)), 3, 3, false, second(0)))
                .contains(new Burst.State(second(0), 20));
    }

    @Test
    void theThresholdCountsReadyServers() {
        assertThat(BURST.overloaded(20, 10)).isTrue();
        assertThat(BURST.overloaded(19, 10)).isFalse();
        assertThat(BURST.overloaded(2, 0)).isTrue();
        assertThat(BURST.overloaded(1, 0)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2, 60",
        "-1, 2, 60",
        "601, 2, 60",
        "6, 1, 60",
        "6, Infinity, 60",
        "6, NaN, 60",
        "6, 2, -1",
        "6, 2, 3601"
    })
    void aBurstThatCannotBeIsRefused(long window, double threshold, long hold) {
        assertThatThrownBy(() -> new Burst(Duration.ofSeconds(window), threshold, Duration.ofSeconds(hold)))
                .hasMessageStartingWith("burst ")
                .hasMessageContaining("must be ");
        assertThat(new Burst(Duration.ofMinutes(10), 1.1, Duration.ofHours(1))).isNotNull();
    }

    @Test
    void aTrackAndAPolicyNeedASignal() {
        Behavior behavior = Given.behavior(Given.policy(QUEUE));
        assertThatThrownBy(() -> new Track(List.of(), behavior))
                .hasMessage("a track without a signal: must have at least one");
        assertThatThrownBy(() -> new Policy(Given.policy(QUEUE).bounds(), List.of()))
                .hasMessage("a policy without a signal: must have at least one");
    }

    @Test
    void aPolicyTellsTheSignalsOfAllTracks() {
        Behavior behavior = Given.behavior(Given.policy(QUEUE));
        TrackedSignal cpu = Given.utilization("cpu", 0.5);
        assertThat(new Policy(
                                Given.policy(QUEUE).bounds(),
                                List.of(new Track(List.of(QUEUE), behavior), new Track(List.of(cpu), behavior)))
                        .signals())
                .containsExactly(QUEUE, cpu);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void aSignalsMaxAgeIsAboveZero(long seconds) {
        assertThatThrownBy(() -> new TrackedSignal(QUEUE.query(), QUEUE.setPoint(), Duration.ofSeconds(seconds)))
                .hasMessageEndingWith("must be above 0");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 601})
    void aSignalsWindowIsUpToTenMinutes(long seconds) {
        assertThatThrownBy(() -> QUEUE.averagedOver(Duration.ofSeconds(seconds)))
                .hasMessageEndingWith("must be 0 to PT10M");
        assertThat(QUEUE.averagedOver(Duration.ofMinutes(10)).window()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aSignalsWeightIsANumberAboveZero(double weight) {
        assertThatThrownBy(() -> QUEUE.weighing(weight)).hasMessageEndingWith("must be a number above 0");
    }
}
