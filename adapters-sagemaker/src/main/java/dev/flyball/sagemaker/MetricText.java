package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Query.Expression;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a metric that is written in one line: {@code NAMESPACE NAME{DIMENSION=VALUE,...} STATISTIC [every PERIOD] [else
 * NUMBER]}, for example {@code AWS/SQS ApproximateNumberOfMessagesVisible{QueueName=jobs} Maximum every 1m else 0}.
 *
 * <p>Words with spaces or one of <code>{}=,"</code> stand in double quotes. Without a period it is a minute; without
 * {@code else} a period without points is missing.
 */
final class MetricText {

    static final String FORM = "NAMESPACE NAME{DIMENSION=VALUE,...} STATISTIC [every PERIOD] [else NUMBER], for example"
            + " AWS/ApplicationELB RequestCount{TargetGroup=targetgroup/chat/1a2b} Sum every 1m";

    private static final String WORD = "(\"[^\"]+\"|[^\\s{}=,\"]+)";
    private static final String PAIR = WORD + "\\s*=\\s*" + WORD;
    private static final String STATISTIC =
            "(Average|Sum|Minimum|Maximum|SampleCount|IQM|(?:p|tm|tc|ts|wm)\\d{1,2}(?:\\.\\d{1,10})?|p100)";
    private static final Pattern PAIRS = Pattern.compile(PAIR);
    private static final Pattern LINE = Pattern.compile("\\s*" + WORD + "\\s+" + WORD + "\\s*(?:\\{\\s*((?:" + PAIR
            + ")(?:\\s*,\\s*" + PAIR + ")*)?\\s*\\})?\\s+" + STATISTIC
            + "(?:\\s+every\\s+(\\d{1,6})([smh]))?(?:\\s+else\\s+(\\d{1,15}(?:\\.\\d{1,15})?))?\\s*");

    private static final List<Long> SHORT_PERIODS = List.of(1L, 5L, 10L, 20L, 30L);
    private static final Duration LONGEST_PERIOD = Duration.ofHours(1);
    private static final int MOST_DIMENSIONS = 30;

    private static final int NAMESPACE = 1;
    private static final int NAME = 2;
    private static final int DIMENSIONS = 3;
    private static final int STATISTIC_NAME = 8;
    private static final int PERIOD = 9;
    private static final int PERIOD_UNIT = 10;
    private static final int ABSENT = 11;

    private MetricText() {}

    /** Returns how a query is read whose expression names a metric. */
    static Result<Recipe> parse(Query query) {
        Optional<Expression> expression = query.expression();
        if (expression.isEmpty()) {
            return refuse(query, "", "must be " + FORM);
        }
        String text = expression.get().text();
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            return refuse(query, text, "must be " + FORM);
        }
        Map<String, String> dimensions = dimensions(line.group(DIMENSIONS));
        if (dimensions.size() > MOST_DIMENSIONS) {
            return refuse(query, text, "must name at most " + MOST_DIMENSIONS + " dimensions");
        }
        Duration period = period(line.group(PERIOD), line.group(PERIOD_UNIT));
        boolean whole = period.toSeconds() % 60 == 0 && !period.isZero() && period.compareTo(LONGEST_PERIOD) <= 0;
        if (!whole && !SHORT_PERIODS.contains(period.toSeconds())) {
            return refuse(query, text, "must have a period of 1s, 5s, 10s, 20s, 30s or of minutes up to 1h");
        }
        Metric metric = new Metric(
                plain(line.group(NAMESPACE)), plain(line.group(NAME)), dimensions, line.group(STATISTIC_NAME), period);
        return Result.ok(new Recipe(
                metric.shown() + " for " + query.target(),
                List.of(metric),
                expression.get().reads(),
                1,
                Optional.ofNullable(line.group(ABSENT))
                        .map(number -> OptionalDouble.of(Double.parseDouble(number)))
                        .orElse(OptionalDouble.empty()),
                Optional.empty()));
    }

    /** Writes a metric so that {@link #parse} reads it back. */
    static String write(Metric metric) {
        String dimensions = new TreeMap<>(metric.dimensions())
                .entrySet().stream()
                        .map(entry -> word(entry.getKey()) + "=" + word(entry.getValue()))
                        .collect(Collectors.joining(","));
        String seconds = metric.period().equals(Duration.ofMinutes(1))
                ? ""
                : " every " + metric.period().toSeconds() + "s";
        return word(metric.namespace()) + " " + word(metric.name())
                + (dimensions.isEmpty() ? "" : "{" + dimensions + "}") + " " + metric.statistic() + seconds;
    }

    private static String word(String text) {
        return text.matches("[^\\s{}=,\"]+") ? text : "\"" + text + "\"";
    }

    private static Map<String, String> dimensions(String text) {
        Map<String, String> dimensions = new LinkedHashMap<>();
        Matcher pairs = PAIRS.matcher(Optional.ofNullable(text).orElse(""));
        while (pairs.find()) {
            dimensions.put(plain(pairs.group(1)), plain(pairs.group(2)));
        }
        return dimensions;
    }

    private static Duration period(String number, String unit) {
        if (number == null) {
            return Duration.ofMinutes(1);
        }
        long amount = Long.parseLong(number);
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static String plain(String word) {
        return word.startsWith("\"") ? word.substring(1, word.length() - 1) : word;
    }

    private static Result<Recipe> refuse(Query query, String text, String what) {
        return Result.failed(Fault.Kind.INVALID, "the metric '" + text + "' for " + query.target() + ": " + what);
    }
}
