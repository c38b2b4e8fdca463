package dev.flyball.core.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.core.guard.Blindness.Fallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlindnessTest {

    @Test
    void holdKeepsTheSize() {
        assertThat(Blindness.hold().size(99, 5, 9)).isEqualTo(5);
    }

    @Test
    void forecastGoesOnToWhatWasAskedForLast() {
        assertThat(new Blindness(3, new Fallback.Forecast()).size(3, 5, 9)).isEqualTo(9);
    }

    @Test
    void aNamedSizeIsUsedIfItIsLarger() {
        assertThat(new Blindness(3, new Fallback.AtLeast(8)).size(3, 5, 9)).isEqualTo(8);
    }

    @Test
    void noFallbackShrinks() {
        assertThat(new Blindness(1, new Fallback.Forecast()).size(1, 5, 2)).isEqualTo(5);
        assertThat(new Blindness(1, new Fallback.AtLeast(2)).size(1, 5, 2)).isEqualTo(5);
    }

    @Test
    void noFallbackCountsBeforeItsRound() {
        assertThat(new Blindness(3, new Fallback.Forecast()).size(2, 5, 9)).isEqualTo(5);
        assertThat(new Blindness(3, new Fallback.AtLeast(8)).size(2, 5, 9)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void roundsAndSizesMustBeOneOrMore(int value) {
        assertThatThrownBy(() -> new Blindness(value, new Fallback.Hold()))
                .hasMessage("blind after " + value + " rounds: must be 1 or more");
        assertThatThrownBy(() -> new Fallback.AtLeast(value))
                .hasMessage("size when blind " + value + ": must be 1 or more");
    }
}
