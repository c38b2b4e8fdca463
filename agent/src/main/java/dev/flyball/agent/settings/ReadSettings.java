package dev.flyball.agent.settings;

import java.util.List;
import java.util.Objects;

/** What reading the settings gave. */
public sealed interface ReadSettings {

    /**
     * They can be used.
     *
     * @param settings everything that is set
     */
    record Valid(Settings settings) implements ReadSettings {
        public Valid {
            Objects.requireNonNull(settings, "settings");
        }
    }

    /**
     * They cannot be used.
     *
     * @param problems everything that is wrong, at least one
     */
    record Invalid(List<Problem> problems) implements ReadSettings {
        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("invalid settings without a problem: must have at least one");
            }
        }
    }
}
