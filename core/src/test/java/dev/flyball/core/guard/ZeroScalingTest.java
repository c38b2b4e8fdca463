package dev.flyball.core.guard;

import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZeroScalingTest {

    private static final ZeroScaling ZERO = new ZeroScaling(0.5, Duration.ofSeconds(300));

    @Test
    void aDemandAboveTheActivationKeepsAServer() {
        assertThat(ZERO.active(0.5)).isFalse();
        assertThat(ZERO.active(0.51)).isTrue();
        assertThat(new ZeroScaling(0, Duration.ZERO).active(0)).isFalse();
    }

    @Test
    void theLastServerIsKeptForTheGracePeriod() {
        assertThat(ZERO.keptUntil(second(0), second(299))).contains(second(300));
        assertThat(ZERO.keptUntil(second(0), second(300))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void theActivationMustBeANumber(double activation) {
        assertThatThrownBy(() -> new ZeroScaling(activation, Duration.ZERO))
                .hasMessage("activation " + activation + ": must be a number, 0 or more");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 3601})
    void theGraceMustBeZeroToAnHour(long seconds) {
        assertThatThrownBy(() -> new ZeroScaling(0, Duration.ofSeconds(seconds)))
                .hasMessageEndingWith("must be 0 to 1 h");
        assertThat(new ZeroScaling(0, Duration.ofHours(1)).grace()).isEqualTo(Duration.ofHours(1));
    }
}
