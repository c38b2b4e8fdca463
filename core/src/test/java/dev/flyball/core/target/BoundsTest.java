package dev.flyball.core.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 2", "2, 2", "3, 3", "7, 7", "8, 7", "2147483647, 7"})
    void theNearestAllowedSizeIsTaken(int size, int allowed) {
        assertThat(new Bounds(2, 7).clamp(size)).isEqualTo(allowed);
    }

    @Test
    void zeroServersMayBeTheFewest() {
        assertThat(new Bounds(0, 1).clamp(0)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "6, 5", "0, 0", "3, -1"})
    void boundsThatAllowNothingAreRefused(int min, int max) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bounds(min, max))
                .withMessageContaining("min_servers=" + min)
                .withMessageContaining("max_servers=" + max)
                .withMessageContaining("0 <= min <= max");
    }
}
