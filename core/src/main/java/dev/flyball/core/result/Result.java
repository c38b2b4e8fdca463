package dev.flyball.core.result;

import java.util.Objects;
import java.util.function.Function;

/**
 * A value, or the reason why there is none.
 *
 * @param <T> the kind of value
 */
public sealed interface Result<T> {

    /**
     * The value is there.
     *
     * @param <T> the kind of value
     * @param value what was asked for
     */
    record Ok<T>(T value) implements Result<T> {
        public Ok {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * The value is missing.
     *
     * @param <T> the kind of value
     * @param fault why
     */
    record Failed<T>(Fault fault) implements Result<T> {
        public Failed {
            Objects.requireNonNull(fault, "fault");
        }
    }

    /** Returns a result that holds {@code value}. */
    static <T> Result<T> ok(T value) {
        return new Ok<>(value);
    }

    /** Returns a result that holds no value because of {@code fault}. */
    static <T> Result<T> failed(Fault fault) {
        return new Failed<>(fault);
    }

    /** Returns a result that holds no value because of a fault of this kind. */
    static <T> Result<T> failed(Fault.Kind kind, String message) {
        return new Failed<>(new Fault(kind, message));
    }

    /** Applies {@code next} to the value if there is one; a fault passes through. */
    default <U> Result<U> then(Function<? super T, Result<U>> next) {
        if (this instanceof Ok<T> ok) {
            return next.apply(ok.value());
        }
        return failed(((Failed<T>) this).fault());
    }
}
