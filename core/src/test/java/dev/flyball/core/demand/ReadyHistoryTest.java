package dev.flyball.core.demand;

import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadyHistoryTest {

    private static final Duration KEEP = Duration.ofMinutes(2);

    private static final ReadyHistory GREW_AT_SIXTY = ReadyHistory.empty()
            .with(second(0), 2, KEEP)
            .with(second(30), 2, KEEP)
            .with(second(60), 5, KEEP)
            .with(second(90), 5, KEEP);

    @Test
    void theCountOfAMomentIsTheOneSeenLastBeforeIt() {
        assertThat(GREW_AT_SIXTY.least(second(59), second(59), 9)).isEqualTo(2);
        assertThat(GREW_AT_SIXTY.least(second(60), second(60), 9)).isEqualTo(5);
        assertThat(GREW_AT_SIXTY.least(second(500), second(500), 9)).isEqualTo(5);
    }

    @Test
    void theCountOfASpanIsTheSmallestInIt() {
        assertThat(GREW_AT_SIXTY.least(second(50), second(70), 9)).isEqualTo(2);
        assertThat(GREW_AT_SIXTY.least(second(60), second(90), 9)).isEqualTo(5);
    }

    @Test
    void ofATimeBeforeTheFirstLookTheFirstCountIsTaken() {
        assertThat(GREW_AT_SIXTY.least(second(-60), second(-1), 9)).isEqualTo(2);
    }

    @Test
    void whereNothingWasSeenTheCountHandedInIsTaken() {
        assertThat(ReadyHistory.empty().least(second(0), second(60), 9)).isEqualTo(9);
    }

    @Test
    void onlyChangesOfTheCountAreKept() {
        assertThat(GREW_AT_SIXTY.entries())
                .containsExactly(new ReadyHistory.Entry(second(0), 2), new ReadyHistory.Entry(second(60), 5));
    }

    @Test
    void theCountAtTheOldestMomentStillNeededIsKept() {
        assertThat(GREW_AT_SIXTY.with(second(179), 7, KEEP).entries()).hasSize(3);
        assertThat(GREW_AT_SIXTY.with(second(180), 7, KEEP).entries())
                .containsExactly(new ReadyHistory.Entry(second(60), 5), new ReadyHistory.Entry(second(180), 7));
    }

    @Test
    void noMoreThanSixtyFourChangesAreKept() {
        ReadyHistory flapping = ReadyHistory.empty();
        for (int i = 0; i < 200; i++) {
            flapping = flapping.with(second(i), i % 2, Duration.ofHours(1));
        }
        assertThat(flapping.entries()).hasSize(64).last().isEqualTo(new ReadyHistory.Entry(second(199), 1));
    }
}
