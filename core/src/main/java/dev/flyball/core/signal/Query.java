package dev.flyball.core.signal;

import dev.flyball.core.target.TargetId;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks for one signal of one target.
 *
 * @param target whose signal it is
 * @param signal the signal's name as its adapter knows it, for example {@code cpu}
 * @param expression what the user wants to be asked; empty where the name says it all
 */
public record Query(TargetId target, String signal, Optional<Expression> expression) {

    /**
     * A question in the source's own language.
     *
     * @param text what to ask
     * @param reads what the answer is taken as
     */
    public record Expression(String text, Reads reads) {
        public Expression {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(reads, "reads");
        }
    }

    public Query {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(signal, "signal");
        Objects.requireNonNull(expression, "expression");
    }

    /** Asks for a signal whose name says it all. */
    public Query(TargetId target, String signal) {
        this(target, signal, Optional.empty());
    }

    /** Returns the same question about another target. */
    public Query of(TargetId other) {
        return new Query(other, signal, expression);
    }
}
