package dev.flyball.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTest {

    private static final Instant NOW = Instant.parse("2026-01-31T08:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-01-30T07:00:00Z, 2026-01-30T07:00:00Z",
        "08:00, 2026-01-31T08:00:00Z",
        "08:00:15, 2026-01-31T08:00:15Z",
        "09:00, 2026-01-30T09:00:00Z",
        "10m, 2026-01-31T08:20:00Z"
    })
    void aMomentIsReadAsPeopleWriteIt(String text, Instant moment) {
        assertThat(Moment.of(text, NOW)).contains(moment);
    }

    @Test
    void whatIsNoMomentIsNone() {
        assertThat(Moment.of("yesterday", NOW)).isEmpty();
        assertThat(Moment.of("2026-01-30T07:00", NOW)).isEmpty();
        assertThat(Moment.of("25:00", NOW)).isEmpty();
    }
}
