package dev.flyball.agent.settings;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the values of a setting may be.
 *
 * @param allowed what is allowed, for people, so that it completes "must be ..."
 * @param reader turns text into a value; empty if the text is not allowed
 * @param writer turns a value into text that {@code reader} reads
 * @param guesses what a text that is not allowed may have been meant to be; what is not allowed either is left out
 * @param <T> the kind of value
 */
public record ValueType<T>(
        String allowed,
        Function<String, Optional<T>> reader,
        Function<T, String> writer,
        Function<String, List<String>> guesses) {

    public ValueType {
        Objects.requireNonNull(allowed, "allowed");
        Objects.requireNonNull(reader, "reader");
        Objects.requireNonNull(writer, "writer");
        Objects.requireNonNull(guesses, "guesses");
    }

    /** Returns the value that {@code text} stands for, or empty if it is not allowed. */
    public Optional<T> parse(String text) {
        return reader.apply(text);
    }

    /** Returns the text that {@link #parse} reads as {@code value}. */
    public String show(T value) {
        return writer.apply(value);
    }

    /** Returns what a text that is not allowed was probably meant to be. */
    public Optional<String> meant(String text) {
        return guesses.apply(text).stream()
                .filter(guess -> parse(guess).isPresent())
                .findFirst();
    }
}
