package dev.flyball.core.target;

import java.util.Objects;

/**
 * The state of a target that a decision was based on, so that a write can be refused if the target has changed since.
 *
 * @param value opaque; only the adapter that made it reads it
 */
public record Version(String value) {

    public Version {
        Objects.requireNonNull(value, "value");
    }
}
