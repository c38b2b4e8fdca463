package dev.flyball.core.guard;

import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private static final Changes BOTH = Changes.none()
            .with(second(0), 3)
            .with(second(10), -2)
            .with(second(20), 4)
            .with(second(30), -5);

    @Test
    void whatWasAddedAndWhatWasRemovedAreCountedApart() {
        assertThat(BOTH.addedSince(second(-1))).isEqualTo(7);
        assertThat(BOTH.removedSince(second(-1))).isEqualTo(7);
        assertThat(BOTH.addedSince(second(0))).isEqualTo(4);
        assertThat(BOTH.removedSince(second(10))).isEqualTo(5);
    }

    @Test
    void theLastGrowthAndTheLastChangeAreKnown() {
        assertThat(BOTH.lastGrowth()).contains(second(20));
        assertThat(BOTH.last()).contains(second(30));
        assertThat(Changes.none().lastGrowth()).isEmpty();
        assertThat(Changes.none().last()).isEmpty();
    }

    @Test
    void noChangeIsNotRemembered() {
        assertThat(Changes.none().with(second(0), 0)).isEqualTo(Changes.none());
    }

    @Test
    void whatIsTooOldToCountIsForgotten() {
        assertThat(BOTH.with(second(3600), 1).entries()).hasSize(5);
        assertThat(BOTH.with(second(3601), 1).entries()).hasSize(4);
    }

    @Test
    void beyondSixtyFourTheTwoOldestBecomeOneAtTheTimeOfTheLater() {
        Changes many = Changes.none();
        for (int i = 0; i < 65; i++) {
            many = many.with(second(i), 1);
        }
        assertThat(many.entries()).hasSize(64).startsWith(new Changes.Entry(second(1), 2));
        assertThat(many.addedSince(second(-1))).isEqualTo(65);
    }

    @Test
    void whatAClockThatRanAheadAppliedIsAsOfNow() {
        assertThat(BOTH.asOf(second(15)).entries())
                .containsExactly(
                        new Changes.Entry(second(0), 3),
                        new Changes.Entry(second(10), -2),
                        new Changes.Entry(second(15), 4),
                        new Changes.Entry(second(15), -5));
    }

    @Test
    void aChangeIsKeptAsLongAsTheLongestCooldown() {
        assertThat(Changes.KEPT).isEqualTo(Duration.ofHours(1));
    }
}
