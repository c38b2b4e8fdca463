package dev.flyball.core.guard;

import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.core.guard.RateLimit.Base;
import dev.flyball.core.guard.RateLimit.Rate;
import dev.flyball.core.guard.RateLimit.Rate.Unit;
import dev.flyball.core.guard.RateLimit.Select;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

    private static final Duration QUARTER = Duration.ofSeconds(15);
    private static final Instant NOW = second(3600);
    private static final Changes NONE = Changes.none();
    private static final Rate FOUR = new Rate(4, Unit.SERVERS, QUARTER);
    private static final Rate DOUBLE = new Rate(100, Unit.PERCENT, QUARTER);
    private static final Rate TENTH = new Rate(10, Unit.PERCENT, QUARTER);

    @ParameterizedTest
    @CsvSource({"10, 20", "4, 8", "3, 7", "1, 5", "0, 4"})
    void growthAsTheHpaDoesByDefaultIsTheMoreOfFourAndDouble(int current, int largest) {
        assertThat(largest(RateLimit.of(Select.MOST, FOUR, DOUBLE), current, NONE))
                .isEqualTo(largest);
    }

    @Test
    void theLeastOfSeveralMayBeAskedFor() {
        assertThat(largest(RateLimit.of(Select.LEAST, FOUR, DOUBLE), 10, NONE)).isEqualTo(14);
        assertThat(smallest(RateLimit.of(Select.LEAST, FOUR, TENTH), 80, NONE)).isEqualTo(76);
    }

    @Test
    void theMostOfSeveralShrinksFurthest() {
        assertThat(smallest(RateLimit.of(Select.MOST, FOUR, TENTH), 80, NONE)).isEqualTo(72);
    }

    @ParameterizedTest
    @CsvSource({"80, 72", "72, 64", "10, 9", "9, 8", "1, 0"})
    void shrinkingByPercentIsCutToWholeServers(int current, int smallest) {
        assertThat(smallest(RateLimit.of(Select.MOST, TENTH), current, NONE)).isEqualTo(smallest);
    }

    @ParameterizedTest
    @CsvSource({"7, 8", "10, 11", "20, 22", "1, 2"})
    void growthByPercentIsRoundedUp(int current, int largest) {
        assertThat(largest(RateLimit.of(Select.MOST, TENTH), current, NONE)).isEqualTo(largest);
    }

    @Test
    void whatWasAddedInThePeriodCountsAgainstIt() {
        Changes grew = NONE.with(NOW.minusSeconds(10), 3);
        assertThat(largest(RateLimit.of(Select.MOST, FOUR), 10, grew)).isEqualTo(11);
    }

    @Test
    void whatWasAddedBeforeThePeriodDoesNot() {
        Changes grew = NONE.with(NOW.minusSeconds(15), 3);
        assertThat(largest(RateLimit.of(Select.MOST, FOUR), 10, grew)).isEqualTo(14);
    }

    @Test
    void whatWasRemovedInThePeriodCountsAgainstShrinking() {
        Changes shrank = NONE.with(NOW.minusSeconds(10), -3);
        assertThat(smallest(RateLimit.of(Select.MOST, FOUR), 10, shrank)).isEqualTo(9);
    }

    @Test
    void aLimitOnTheWrongSideCountsAsTheCurrentSize() {
        assertThat(largest(RateLimit.of(Select.MOST, FOUR), 10, NONE.with(NOW.minusSeconds(10), 9)))
                .isEqualTo(10);
        assertThat(smallest(RateLimit.of(Select.MOST, FOUR), 10, NONE.with(NOW.minusSeconds(10), -9)))
                .isEqualTo(10);
    }

    @Test
    void offMovesNothing() {
        assertThat(largest(RateLimit.of(Select.OFF, FOUR), 10, NONE)).isEqualTo(10);
        assertThat(smallest(RateLimit.of(Select.OFF, FOUR), 10, NONE)).isEqualTo(10);
        assertThat(largest(RateLimit.of(Select.OFF), 10, NONE)).isEqualTo(10);
    }

    @Test
    void withoutRatesNothingIsLimited() {
        assertThat(largest(RateLimit.none(), 10, NONE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(smallest(RateLimit.none(), 10, NONE)).isZero();
    }

    @Test
    void shrinkingEndsAtZeroAndGrowthAtWhatANumberHolds() {
        assertThat(smallest(RateLimit.of(Select.MOST, FOUR), 3, NONE)).isZero();
        assertThat(largest(RateLimit.of(Select.MOST, new Rate(1e12, Unit.SERVERS, QUARTER)), 3, NONE))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aPercentageOfTheReadyServersForgetsWhatWasAdded() {
        RateLimit limit = new RateLimit(List.of(DOUBLE), Select.MOST, Base.READY);
        assertThat(limit.largest(10, 6, NONE.with(NOW.minusSeconds(1), 4), NOW)).isEqualTo(12);
        assertThat(limit.largest(0, 0, NONE, NOW)).isEqualTo(2);
        assertThat(new RateLimit(List.of(new Rate(50, Unit.PERCENT, QUARTER)), Select.MOST, Base.READY)
                        .smallest(10, 6, NONE, NOW))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void anAmountMustBeANumber(double amount) {
        assertThatThrownBy(() -> new Rate(amount, Unit.SERVERS, QUARTER))
                .hasMessage("rate of " + amount + ": must be a number, 0 or more");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1801})
    void aPeriodMustBeAboveZeroAndShortEnoughToRemember(long seconds) {
        assertThatThrownBy(() -> new Rate(1, Unit.SERVERS, Duration.ofSeconds(seconds)))
                .hasMessageEndingWith("must be above 0, up to PT30M");
    }

    @Test
    void theLongestPeriodAndAnAmountOfZeroAreAllowed() {
        RateLimit limit = RateLimit.of(Select.MOST, new Rate(0, Unit.SERVERS, RateLimit.LONGEST));
        assertThat(largest(limit, 5, NONE)).isEqualTo(5);
    }

    private static int largest(RateLimit limit, int current, Changes changes) {
        return limit.largest(current, current, changes, NOW);
    }

    private static int smallest(RateLimit limit, int current, Changes changes) {
        return limit.smallest(current, current, changes, NOW);
    }
}
