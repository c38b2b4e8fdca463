package dev.flyball.agent.settings;

import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.guard.RateLimit.Base;
import dev.flyball.core.guard.RateLimit.Rate;
import dev.flyball.core.guard.RateLimit.Select;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rates as they are written in settings: {@code 4/15s,100%/15s}, {@code 4/15s,100%/15s:min}. */
final class RateText {

    private static final String UNLIMITED = "unlimited";
    private static final String OFF = "off";
    private static final String LEAST = ":min";
    private static final Pattern RATE = Pattern.compile("(?:([1-9]\\d{0,6})|(\\d{1,6}(?:\\.\\d{1,3})?)%)/(.+)");

    private RateText() {}

    static ValueType<RateLimit> type() {
        return new ValueType<>(
                "unlimited, off, or servers or percent per time, up to 30m, such as 4/15s or 4/15s,100%/15s, with :min at"
                        + " the end for the least of several",
                RateText::parse, RateText::show, RateText::guesses);
    }

    private static Optional<RateLimit> parse(String text) {
        if (text.equals(UNLIMITED)) {
            return Optional.of(RateLimit.none());
        }
        if (text.equals(OFF)) {
            return Optional.of(new RateLimit(List.of(), Select.OFF, Base.WANTED));
        }
        boolean least = text.endsWith(LEAST);
        List<Rate> rates = new ArrayList<>();
        for (String part : (least ? text.substring(0, text.length() - LEAST.length()) : text).split(",", -1)) {
            Optional<Rate> rate = rate(part.strip());
            if (rate.isEmpty()) {
                return Optional.empty();
            }
            rates.add(rate.get());
        }
        return Optional.of(new RateLimit(rates, least ? Select.LEAST : Select.MOST, Base.WANTED));
    }

    private static Optional<Rate> rate(String text) {
        Matcher parts = RATE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        boolean percent = parts.group(1) == null;
        double amount = Double.parseDouble(percent ? parts.group(2) : parts.group(1));
        return Durations.parse(parts.group(3))
                .filter(period -> amount > 0 && !period.isZero() && period.compareTo(RateLimit.LONGEST) <= 0)
                .map(period -> new Rate(amount, percent ? Rate.Unit.PERCENT : Rate.Unit.SERVERS, period));
    }

    private static String show(RateLimit limit) {
        if (limit.select() == Select.OFF) {
            return OFF;
        }
        if (limit.rates().isEmpty()) {
            return UNLIMITED;
        }
        return limit.rates().stream().map(RateText::show).collect(Collectors.joining(","))
                + (limit.select() == Select.LEAST ? LEAST : "");
    }

    private static String show(Rate rate) {
        String amount = BigDecimal.valueOf(rate.amount()).stripTrailingZeros().toPlainString();
        return amount + (rate.unit() == Rate.Unit.PERCENT ? "%" : "") + "/" + Durations.show(rate.period());
    }

    /** Seconds without a unit, other case, spaces, and the words that others use for none and off. */
    private static List<String> guesses(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
        String word = Optional.of(plain)
                .filter(List.of("none", "no", "unlimit", "infinite")::contains)
                .map(none -> UNLIMITED)
                .orElse(plain.equals("disabled") || plain.equals("0") ? OFF : plain);
        String seconds = plain.replaceAll("(/\\d{1,6})(?=,|:|$)", "$1s");
        return List.of(word, seconds, plain.replaceAll(":max$", ""));
    }
}
