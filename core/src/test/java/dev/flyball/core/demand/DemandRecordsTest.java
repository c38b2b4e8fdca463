package dev.flyball.core.demand;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.core.testing.Given;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemandRecordsTest {

    private static final SetPoint HALF = new SetPoint(SetPoint.Unit.UTILIZATION, 0.5);

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, Double.NaN, Double.POSITIVE_INFINITY})
    void aSetPointIsAboveZero(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SetPoint(SetPoint.Unit.UTILIZATION, value))
                .withMessageContaining("set point " + value)
                .withMessageContaining("above 0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void aDemandIsANumberOfServers(double servers) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Demand.Known(Given.query("cpu"), servers, 0.5, HALF, false))
                .withMessageContaining("demand of " + servers + " servers");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void theAgeAllowedForAReadingIsAboveZero(long seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrackedSignal(Given.query("cpu"), HALF, Duration.ofSeconds(seconds)))
                .withMessageContaining("max age " + Duration.ofSeconds(seconds));
    }
}
