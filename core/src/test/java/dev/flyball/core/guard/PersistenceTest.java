package dev.flyball.core.guard;

import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.core.guard.Persistence.Trend;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersistenceTest {

    private static final Persistence DELAYS = new Persistence(Duration.ofSeconds(30), Duration.ofSeconds(600), false);

    @Test
    void eachDirectionWaitsForItsOwnTime() {
        assertThat(DELAYS.waitsUntil(new Trend(1, second(0)), second(29))).contains(second(30));
        assertThat(DELAYS.waitsUntil(new Trend(1, second(0)), second(30))).isEmpty();
        assertThat(DELAYS.waitsUntil(new Trend(-1, second(0)), second(599))).contains(second(600));
        assertThat(DELAYS.waitsUntil(new Trend(-1, second(0)), second(600))).isEmpty();
    }

    @Test
    void toStayWaitsForNothing() {
        assertThat(DELAYS.waitsUntil(new Trend(0, second(0)), second(0))).isEmpty();
    }

    @Test
    void noneWaitsForNothing() {
        assertThat(Persistence.none().waitsUntil(new Trend(1, second(0)), second(0)))
                .isEmpty();
        assertThat(Persistence.none().waitsUntil(new Trend(-1, second(0)), second(0)))
                .isEmpty();
        assertThat(Persistence.none().anew()).isFalse();
    }

    @Test
    void aTrendLastsWhileItsDirectionDoes() {
        Optional<Trend> up = Optional.of(new Trend(1, second(0)));
        assertThat(Trend.after(up, 1, second(15))).isEqualTo(new Trend(1, second(0)));
        assertThat(Trend.after(up, 0, second(15))).isEqualTo(new Trend(0, second(15)));
        assertThat(Trend.after(up, -1, second(15))).isEqualTo(new Trend(-1, second(15)));
        assertThat(Trend.after(Optional.empty(), 1, second(15))).isEqualTo(new Trend(1, second(15)));
    }

    @Test
    void aTrendOfAClockThatRanAheadBeginsAnew() {
        assertThat(Trend.after(Optional.of(new Trend(1, second(900))), 1, second(15)))
                .isEqualTo(new Trend(1, second(15)));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, -1", "3601, 0", "0, 3601"})
    void theDelaysMustBeZeroToAnHour(long out, long in) {
        assertThatThrownBy(() -> new Persistence(Duration.ofSeconds(out), Duration.ofSeconds(in), false))
                .hasMessageEndingWith("must be 0 to PT1H");
        assertThat(new Persistence(Duration.ofHours(1), Duration.ofHours(1), true).anew())
                .isTrue();
    }
}
