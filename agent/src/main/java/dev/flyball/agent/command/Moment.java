package dev.flyball.agent.command;

import dev.flyball.agent.settings.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads a moment as people write it. */
final class Moment {

    private Moment() {}

    /** Returns the moment that a text means: an instant, the last such time of day in UTC, or so long ago. */
    static Optional<Instant> of(String text, Instant now) {
        Optional<Duration> ago = Durations.parse(text);
        if (ago.isPresent()) {
            return ago.map(now::minus);
        }
        try {
            return Optional.of(text.contains("T") ? Instant.parse(text) : last(LocalTime.parse(text), now));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static Instant last(LocalTime time, Instant now) {
        Instant today = now.atOffset(ZoneOffset.UTC).with(time).toInstant();
        return today.isAfter(now) ? today.minus(Duration.ofDays(1)) : today;
    }
}
