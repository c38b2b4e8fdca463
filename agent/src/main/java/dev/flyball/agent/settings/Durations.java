package dev.flyball.agent.settings;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written in settings: {@code 15s}, {@code 5m}, {@code 1h}, {@code 1m30s}, {@code 500ms}. */
public final class Durations {

    /** At least one part, each at most six digits long, so that no sum overflows. */
    private static final Pattern FORM =
            Pattern.compile("(?=\\d)(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,6})s)?(?:(\\d{1,6})ms)?");

    private static final Pattern BARE_NUMBER = Pattern.compile("\\d{1,6}");

    private Durations() {}

    /** Returns the duration that a text tells; empty if it is none. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(Duration.ofHours(part(matcher, 1))
                        .plusMinutes(part(matcher, 2))
                        .plusSeconds(part(matcher, 3))
                        .plusMillis(part(matcher, 4)))
                : Optional.empty();
    }

    /** Returns a duration as it is written in settings. */
    public static String show(Duration duration) {
        String shown = part(duration.toHours(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s")
                + part(duration.toMillisPart(), "ms");
        return shown.isEmpty() ? "0s" : shown;
    }

    /** What a text that is no duration may have meant: seconds without a unit, other case, spaces, or ISO 8601. */
    static List<String> guesses(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
        return BARE_NUMBER.matcher(plain).matches()
                ? List.of(show(Duration.ofSeconds(Long.parseLong(plain))))
                : List.of(plain, plain.replaceFirst("^pt", ""));
    }

    private static long part(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
    }

    private static String part(long count, String unit) {
        return count == 0 ? "" : count + unit;
    }
}
