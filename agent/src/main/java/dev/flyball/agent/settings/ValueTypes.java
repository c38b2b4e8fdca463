package dev.flyball.agent.settings;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The kinds of values that the settings use. */
final class ValueTypes {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?|\\.\\d+");
    private static final Set<String> YES = Set.of("true", "yes", "on", "1");
    private static final Set<String> NO = Set.of("false", "no", "off", "0", "none");

    private static final String OFF = "off";

    private ValueTypes() {}

    /** Any text; what may stand in it is told by {@code allowed} and checked where the platform is known. */
    static ValueType<String> text(String allowed) {
        return new ValueType<>(allowed, Optional::of, Function.identity(), text -> List.of());
    }

    /** A file or directory; whether it is there is not looked at. */
    static ValueType<Path> path(String allowed) {
        return new ValueType<>(allowed, ValueTypes::parsePath, Path::toString, text -> List.of());
    }

    private static Optional<Path> parsePath(String text) {
        try {
            return Optional.of(text).filter(name -> !name.isBlank()).map(Path::of);
        } catch (InvalidPathException odd) {
            return Optional.empty();
        }
    }

    static ValueType<Integer> wholeNumber(int least, int most, String allowed) {
        return new ValueType<>(
                allowed,
                text -> Optional.of(text)
                        .filter(digits -> WHOLE_NUMBER.matcher(digits).matches())
                        .map(Integer::valueOf)
                        .filter(number -> number >= least && number <= most),
                String::valueOf,
                text -> List.of(text.replaceAll("[ _,']", ""), text.replaceAll("\\.0+$", "")));
    }

    static ValueType<Double> number(DoublePredicate inRange, String allowed) {
        return new ValueType<>(
                allowed,
                text -> parseNumber(text).filter(inRange::test),
                ValueTypes::show,
                text -> List.of(text.replace(',', '.')));
    }

    /** A number above 0, or {@code off}. */
    static ValueType<Optional<Double>> amountOrOff() {
        ValueType<Double> amount = number(value -> value > 0, "a number above 0");
        return new ValueType<>(
                "off, or " + amount.allowed(),
                text -> text.equals(OFF)
                        ? Optional.of(Optional.empty())
                        : amount.parse(text).map(Optional::of),
                value -> value.map(amount::show).orElse(OFF),
                text -> NO.contains(text.toLowerCase(Locale.ROOT))
                        ? List.of(OFF)
                        : amount.guesses().apply(text));
    }

    /** A number that is a part of a whole, so that 60 and 60% are likely to mean 0.6. */
    static ValueType<Double> fraction(DoublePredicate inRange, String allowed) {
        return new ValueType<>(
                allowed,
                text -> parseNumber(text).filter(inRange::test),
                ValueTypes::show,
                text -> List.of(text.replace(',', '.'), hundredth(text)));
    }

    static ValueType<Duration> duration(Duration least, Duration most) {
        return new ValueType<>(
                "a duration, " + Durations.show(least) + " to " + Durations.show(most) + ", such as 15s, 5m or 1m30s",
                text -> Durations.parse(text)
                        .filter(duration -> duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0),
                Durations::show,
                Durations::guesses);
    }

    /** A duration, or {@code off}. */
    static ValueType<Optional<Duration>> durationOrOff(Duration least, Duration most) {
        ValueType<Duration> duration = duration(least, most);
        return new ValueType<>(
                "off, or " + duration.allowed(),
                text -> text.equals(OFF)
                        ? Optional.of(Optional.empty())
                        : duration.parse(text).map(Optional::of),
                value -> value.map(duration::show).orElse(OFF),
                text -> NO.contains(text.toLowerCase(Locale.ROOT))
                        ? List.of(OFF)
                        : duration.guesses().apply(text));
    }

    static ValueType<Boolean> yesOrNo() {
        return either("true", "false");
    }

    static ValueType<Boolean> onOrOff() {
        return either("on", OFF);
    }

    private static ValueType<Boolean> either(String yes, String no) {
        return new ValueType<>(
                yes + " or " + no,
                text -> Optional.ofNullable(Map.of(yes, true, no, false).get(text)),
                value -> value ? yes : no,
                text -> {
                    String word = text.toLowerCase(Locale.ROOT);
                    return YES.contains(word) ? List.of(yes) : NO.contains(word) ? List.of(no) : List.of();
                });
    }

    /** One of a few values, each written as {@code name} gives it. */
    static <T> ValueType<T> oneOf(List<T> values, Function<T, String> name) {
        List<String> names = values.stream().map(name).toList();
        return new ValueType<>(
                String.join(" or ", names),
                text -> values.stream()
                        .filter(value -> name.apply(value).equals(text))
                        .findFirst(),
                name,
                text -> Spelling.nearest(text, names).map(List::of).orElse(List.of()));
    }

    private static Optional<Double> parseNumber(String text) {
        return Optional.of(text)
                .filter(digits -> NUMBER.matcher(digits).matches())
                .map(Double::valueOf)
                .filter(number -> !number.isInfinite());
    }

    private static String hundredth(String text) {
        String digits = text.replace("%", "").strip();
        return NUMBER.matcher(digits).matches() ? plain(new BigDecimal(digits).movePointLeft(2)) : text;
    }

    private static String show(double number) {
        return plain(BigDecimal.valueOf(number));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
