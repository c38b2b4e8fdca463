package dev.flyball.core.demand;

import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.ReadyHistory.Counts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadyHistoryTest {

    private static final Duration KEEP = Duration.ofMinutes(2);

    private static final ReadyHistory GREW_AT_SIXTY = ReadyHistory.empty()
            .with(second(0), 2, 2, KEEP)
            .with(second(30), 2, 2, KEEP)
            .with(second(60), 5, 5, KEEP)
            .with(second(90), 5, 5, KEEP);

    @Test
    void theCountOfAMomentIsTheOneThatWasSeenBeforeAndAfterIt() {
        assertThat(GREW_AT_SIXTY.counts(second(0), second(0))).contains(new Counts(2, 2));
        assertThat(GREW_AT_SIXTY.counts(second(30), second(30))).contains(new Counts(2, 2));
        assertThat(GREW_AT_SIXTY.counts(second(60), second(60))).contains(new Counts(5, 5));
        assertThat(GREW_AT_SIXTY.counts(second(500), second(500))).contains(new Counts(5, 5));
    }

    @Test
    void betweenTwoLooksEitherCountMayHold() {
        assertThat(GREW_AT_SIXTY.counts(second(31), second(31))).contains(new Counts(2, 5));
        assertThat(GREW_AT_SIXTY.counts(second(59), second(59))).contains(new Counts(2, 5));
    }

    @Test
    void theCountsOfASpanAreAllThatMayHoldInIt() {
        assertThat(GREW_AT_SIXTY.counts(second(0), second(30))).contains(new Counts(2, 2));
        assertThat(GREW_AT_SIXTY.counts(second(10), second(70))).contains(new Counts(2, 5));
        assertThat(GREW_AT_SIXTY.counts(second(60), second(90))).contains(new Counts(5, 5));
    }

    @Test
    void aCountThatFellAndRoseIsAmongThem() {
        ReadyHistory dipped = GREW_AT_SIXTY.with(second(120), 1, 1, KEEP).with(second(150), 4, 4, KEEP);
        assertThat(dipped.counts(second(70), second(150))).contains(new Counts(1, 5));
    }

    @Test
    void aServerThatWasCancelledWhileItStartedMayHaveBeenReadyBetweenTwoLooks() {
        ReadyHistory cancelled =
                ReadyHistory.empty().with(second(0), 2, 3, KEEP).with(second(15), 2, 2, KEEP);
        assertThat(cancelled.counts(second(7), second(7))).contains(new Counts(2, 3));
        assertThat(cancelled.counts(second(0), second(0))).contains(new Counts(2, 2));
        assertThat(cancelled.counts(second(15), second(15))).contains(new Counts(2, 2));
    }

    @Test
    void aServerThatStartsIsNotReadyBetweenTwoLooksThatBothSawItStart() {
        ReadyHistory starting = ReadyHistory.empty().with(second(0), 2, 2, KEEP).with(second(15), 2, 3, KEEP);
        assertThat(starting.counts(second(0), second(30))).contains(new Counts(2, 2));
    }

    @Test
    void ofATimeBeforeTheFirstLookNothingIsKnown() {
        assertThat(GREW_AT_SIXTY.counts(second(-1), second(60))).isEmpty();
        assertThat(ReadyHistory.empty().counts(second(0), second(60))).isEmpty();
    }

    @Test
    void whatAClockThatRanAheadSawWasSeenNow() {
        ReadyHistory ahead = ReadyHistory.empty().with(second(500), 2, 2, KEEP).with(second(900), 5, 5, KEEP);
        assertThat(ahead.with(second(10), 5, 5, KEEP).entries())
                .containsExactly(
                        new ReadyHistory.Entry(second(10), second(10), 2, 2),
                        new ReadyHistory.Entry(second(10), second(10), 5, 5));
    }

    @Test
    void onlyChangesOfTheCountAreKept() {
        assertThat(GREW_AT_SIXTY.entries())
                .containsExactly(
                        new ReadyHistory.Entry(second(0), second(30), 2, 2),
                        new ReadyHistory.Entry(second(60), second(90), 5, 5));
    }

    @Test
    void theCountAtTheOldestMomentStillNeededIsKept() {
        assertThat(GREW_AT_SIXTY.with(second(179), 7, 7, KEEP).entries()).hasSize(3);
        assertThat(GREW_AT_SIXTY.with(second(180), 7, 7, KEEP).entries())
                .containsExactly(
                        new ReadyHistory.Entry(second(60), second(90), 5, 5),
                        new ReadyHistory.Entry(second(180), second(180), 7, 7));
    }

    @Test
    void noMoreThanSixtyFourChangesAreKept() {
        ReadyHistory flapping = ReadyHistory.empty();
        for (int i = 0; i < 200; i++) {
            flapping = flapping.with(second(i), i % 2, i % 2, Duration.ofHours(1));
        }
        assertThat(flapping.entries())
                .hasSize(64)
                .last()
                .isEqualTo(new ReadyHistory.Entry(second(199), second(199), 1, 1));
    }
}
