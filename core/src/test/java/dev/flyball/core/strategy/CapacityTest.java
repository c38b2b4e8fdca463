package dev.flyball.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.core.strategy.Capacity.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityTest {

    private static final Capacity SIMULATED = new Capacity(1, 5, 2);

    @ParameterizedTest
    @CsvSource({"SINGLE_NODE, 1, false", "HORIZONTAL, 5, false", "VERTICAL, 2, false", "BOTH, 10, true"})
    void carriesSevenOnlyWithMoreAndLargerServers(Way way, double capacity, boolean carries) {
        assertThat(SIMULATED.of(way)).isEqualTo(capacity);
        assertThat(SIMULATED.carries(7, way)).isEqualTo(carries);
    }

    @Test
    void aLoadThatJustFillsItIsCarried() {
        assertThat(SIMULATED.carries(5, Way.HORIZONTAL)).isTrue();
        assertThat(SIMULATED.carries(5.01, Way.HORIZONTAL)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 2", "NaN, 5, 2", "Infinity, 5, 2", "1, 0, 2", "1, 5, 0.5", "1, 5, NaN", "1, 5, Infinity"})
    void whatNoTargetHasIsRefused(double ofServer, int maxServers, double largestSize) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Capacity(ofServer, maxServers, largestSize))
                .withMessageContaining("must be");
    }
}
