package dev.flyball.core.port;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that happened to a target, for whoever looks after it.
 *
 * @param importance whether somebody must do something about it
 * @param code a word that stays the same however the message reads, as it stands in logs and metrics
 * @param subject what notices of this code that are about the same thing have in common
 * @param message one line, for people
 * @param at when it happened
 */
public record Notice(Importance importance, String code, String subject, String message, Instant at) {

    /** Whether somebody must do something about it. */
    public enum Importance {
        /** It is as it should be. */
        NORMAL,
        /** Something is in the way. */
        WARNING
    }

    public Notice {
        Objects.requireNonNull(importance, "importance");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(at, "at");
    }
}
