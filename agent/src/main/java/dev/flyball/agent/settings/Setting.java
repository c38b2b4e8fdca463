package dev.flyball.agent.settings;

import java.util.Objects;
import java.util.Optional;

/**
 * One entry of the {@link SettingsTable}.
 *
 * @param name the variable's name without {@code FLYBALL_}
 * @param scope what one value is for
 * @param type which values are allowed
 * @param fallback the value used where none is set and the platform has none of its own
 * @param fallbackText what is used where none is set, for people
 * @param meaning one line for people
 * @param example a value that somebody might set
 * @param <T> the kind of value
 */
public record Setting<T>(
        String name,
        Scope scope,
        ValueType<T> type,
        Optional<T> fallback,
        String fallbackText,
        String meaning,
        String example) {

    /** What starts the name of each variable of Flyball. */
    public static final String PREFIX = "FLYBALL_";

    /** What one value of a setting is for. */
    public enum Scope {
        /** The whole agent. */
        AGENT,
        /** One target, or every target that has no value of its own. */
        TARGET,
        /** One target only: with several targets each needs its own. */
        TARGET_ALONE,
        /** One signal, or every signal that has no value of its own. */
        SIGNAL,
        /** One signal only: of several signals each needs its own. */
        SIGNAL_ALONE;

        /** Tells whether one of several signals can have a value of its own. */
        boolean ofSignal() {
            return this == SIGNAL || this == SIGNAL_ALONE;
        }
    }

    public Setting {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(fallback, "fallback");
        Objects.requireNonNull(fallbackText, "fallbackText");
        Objects.requireNonNull(meaning, "meaning");
        Objects.requireNonNull(example, "example");
    }

    /** Makes a setting that has the same value everywhere unless it is set. */
    static <T> Setting<T> withDefault(
            String name, Scope scope, ValueType<T> type, T fallback, String meaning, String example) {
        return new Setting<>(name, scope, type, Optional.of(fallback), type.show(fallback), meaning, example);
    }

    /** Makes a setting whose value, unless it is set, comes from the platform, or that must be set. */
    static <T> Setting<T> withoutDefault(
            String name, Scope scope, ValueType<T> type, String fallbackText, String meaning, String example) {
        return new Setting<>(name, scope, type, Optional.empty(), fallbackText, meaning, example);
    }

    /** Returns this setting with another default. */
    Setting<T> withDefault(T value) {
        return new Setting<>(name, scope, type, Optional.of(value), type.show(value), meaning, example);
    }

    /** Returns the variable of an agent that has one target without a name. */
    public String variable() {
        return PREFIX + name;
    }
}
