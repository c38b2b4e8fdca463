package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says the six fields of cron at AWS (minute, hour, day of month, month, day of week, year) as the five that cron has
 * elsewhere: there Sunday is 0 and not 1, {@code ?} is {@code *}, {@code 5/15} is a range with a step, and there is no
 * year, nor the last day or the nearest working day of a month.
 */
final class AwsCron {

    private static final Pattern PART = Pattern.compile("(\\*|\\?|(\\w+)(?:-(\\w+))?)(?:/(\\d{1,2}))?");
    private static final String ANY = "*";
    private static final int YEAR = 5;

    private static final List<Field> FIELDS = List.of(
            new Field("minute", 0, 59, 0, List.of()),
            new Field("hour", 0, 23, 0, List.of()),
            new Field("day of month", 1, 31, 0, List.of()),
            new Field(
                    "month",
                    1,
                    12,
                    0,
                    List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
            new Field("day of week", 1, 7, 1, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")));

    private AwsCron() {}

    /**
     * One field.
     *
     * @param name for people
     * @param least its lowest number
     * @param most its highest number
     * @param shift how much higher its numbers are than elsewhere
     * @param names those of its numbers, from the lowest on, if they have names
     */
    private record Field(String name, int least, int most, int shift, List<String> names) {

        OptionalInt number(String text) {
            int named = names.indexOf(text.toUpperCase(Locale.ROOT));
            if (named < 0 && !text.matches("\\d{1,2}")) {
                return OptionalInt.empty();
            }
            int number = named < 0 ? Integer.parseInt(text) : least + named;
            return number >= least && number <= most ? OptionalInt.of(number - shift) : OptionalInt.empty();
        }
    }

    /** Returns the five fields, or a fault that says which of the six cannot be said with them. */
    static Result<String> fiveFields(String text) {
        List<String> given = List.of(text.strip().split("\\s+"));
        if (given.size() != FIELDS.size() + 1) {
            return Result.failed(Fault.Kind.INVALID, "cron at AWS has six fields");
        }
        if (!given.get(YEAR).equals(ANY)) {
            return unsaid("year", given.get(YEAR));
        }
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < FIELDS.size(); i++) {
            Optional<String> said = field(FIELDS.get(i), given.get(i));
            if (said.isEmpty()) {
                return unsaid(FIELDS.get(i).name(), given.get(i));
            }
            fields.add(said.get());
        }
        return Result.ok(String.join(" ", fields));
    }

    private static Optional<String> field(Field field, String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            Optional<String> said = matcher.matches() ? part(field, matcher) : Optional.empty();
            if (said.isEmpty()) {
                return Optional.empty();
            }
            parts.add(said.get());
        }
        return Optional.of(String.join(",", parts));
    }

    private static Optional<String> part(Field field, Matcher part) {
        Optional<String> step = Optional.ofNullable(part.group(4));
        String every = step.map("/"::concat).orElse("");
        if (part.group(2) == null) {
            return Optional.of(ANY + every);
        }
        OptionalInt from = field.number(part.group(2));
        OptionalInt to = part.group(3) != null
                ? field.number(part.group(3))
                : step.isPresent() ? OptionalInt.of(field.most() - field.shift()) : from;
        if (from.isEmpty() || to.isEmpty() || from.getAsInt() > to.getAsInt()) {
            return Optional.empty();
        }
        return Optional.of(
                from.getAsInt() == to.getAsInt()
                        ? String.valueOf(from.getAsInt())
                        : from.getAsInt() + "-" + to.getAsInt() + every);
    }

    private static Result<String> unsaid(String field, String text) {
        return Result.failed(
                Fault.Kind.UNSUPPORTED, "the five fields of cron cannot say '" + text + "' as its " + field);
    }
}
