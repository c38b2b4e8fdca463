package dev.flyball.agent.settings;

import java.util.Objects;
import java.util.Optional;

/**
 * Why the settings cannot be used.
 *
 * @param variable the variable at fault, or the one that is missing
 * @param value what it holds; empty if it is not set, or if it may be a secret
 * @param what what is wrong and what is allowed
 * @param meant what was probably meant
 */
public record Problem(String variable, Optional<String> value, String what, Optional<String> meant) {

    public Problem {
        Objects.requireNonNull(variable, "variable");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(meant, "meant");
    }

    /** A problem of a variable that holds {@code value}. */
    static Problem ofValue(String variable, String value, String what, Optional<String> meant) {
        return new Problem(variable, Optional.of(value), what, meant);
    }

    /** A problem of the variable itself. */
    static Problem ofVariable(String variable, String what, Optional<String> meant) {
        return new Problem(variable, Optional.empty(), what, meant);
    }

    /** Returns the problem in one line, for people. */
    public String message() {
        String subject = value.map(text -> variable + "=" + text + ":").orElse(variable);
        String hint = meant.map(text -> "; did you mean " + text + "?").orElse("");
        return (subject + " " + what + hint).replaceAll("\\p{Cntrl}", "?");
    }
}
