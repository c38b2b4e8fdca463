package dev.flyball.agent.settings;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells which variables belong to a target.
 *
 * @param name as it stands in the variables; empty for the only target of an agent, which needs no name
 */
record TargetName(Optional<String> name) {

    static final String PREFIX = Setting.PREFIX + "TARGETS_";

    TargetName {
        Objects.requireNonNull(name, "name");
    }

    static TargetName unnamed() {
        return new TargetName(Optional.empty());
    }

    static TargetName of(String name) {
        return new TargetName(Optional.of(name));
    }

    /** Returns the variable that sets {@code setting} for this target alone. */
    String variable(Setting<?> setting) {
        return name.map(text -> PREFIX + text + "_" + setting.name()).orElse(setting.variable());
    }

    /** Returns the name for people and for the API. */
    String shown() {
        return name.map(text -> text.toLowerCase(Locale.ROOT)).orElse("default");
    }
}
