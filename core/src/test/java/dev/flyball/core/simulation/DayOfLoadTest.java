package dev.flyball.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayOfLoadTest {

    @ParameterizedTest
    @CsvSource({
        // the night, and its ripple
        "00:00:00, 0.300010",
        "00:05:00, 0.308790",
        // halfway up, the peak and halfway down: the same but for the ripple
        "10:00:00, 1.084456",
        "14:00:00, 2.304356",
        "18:00:00, 1.098697",
        // the burst begins and ends
        "19:17:59, 0.657945",
        "19:18:01, 1.881650",
        "19:41:59, 1.845875",
        "19:42:01, 0.588872"
    })
    void hasAQuietNightAPeakAndABurst(String time, double load) {
        assertThat(DayOfLoad.at(Instant.parse("2026-01-01T" + time + "Z"))).isCloseTo(load, within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({"2026-01-01, 2026-07-31"})
    void isTheSameEveryDay(String one, String other) {
        assertThat(DayOfLoad.at(Instant.parse(one + "T15:04:05Z")))
                .isEqualTo(DayOfLoad.at(Instant.parse(other + "T15:04:05Z")));
    }
}
