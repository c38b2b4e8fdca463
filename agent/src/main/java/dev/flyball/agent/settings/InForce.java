package dev.flyball.agent.settings;

import java.util.Objects;
import java.util.Optional;

/**
 * A value that the agent runs with.
 *
 * @param target the target it is for; empty if it is for the whole agent
 * @param variable the variable that sets it for this target alone
 * @param value the value, as it would be set
 * @param source where it comes from
 */
public record InForce(Optional<String> target, String variable, String value, Source source) {

    /** Where a value comes from. */
    public sealed interface Source {

        /**
         * It was set.
         *
         * @param by the variable that sets it: the target's own, or that for all targets
         */
        record Variable(String by) implements Source {
            public Variable {
                Objects.requireNonNull(by, "by");
            }
        }

        /** It was not set, and the platform or its signal has a value of its own. */
        record Platform() implements Source {}

        /**
         * It was not set, and follows from another variable.
         *
         * @param from the variable that it follows from
         */
        record Follows(String from) implements Source {
            public Follows {
                Objects.requireNonNull(from, "from");
            }
        }

        /** It was not set, and this is what holds everywhere. */
        record Default() implements Source {}
    }

    public InForce {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(variable, "variable");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(source, "source");
    }

    /** Returns where the value comes from, for people. */
    public String origin() {
        if (source instanceof Source.Variable set) {
            return set.by().equals(variable) ? "set" : "set by " + set.by();
        }
        if (source instanceof Source.Follows follows) {
            return "by " + follows.from();
        }
        return source instanceof Source.Platform ? "by platform" : "default";
    }
}
