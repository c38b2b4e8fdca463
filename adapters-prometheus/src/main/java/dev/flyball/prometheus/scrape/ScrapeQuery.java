package dev.flyball.prometheus.scrape;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Query.Expression;
import dev.flyball.prometheus.scrape.Quantity.Level;
import dev.flyball.prometheus.scrape.Quantity.Mean;
import dev.flyball.prometheus.scrape.Quantity.Quantile;
import dev.flyball.prometheus.scrape.Quantity.Rate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is read of each server, and where.
 *
 * <p>A query of a preset is a list of options: {@code port=8000 path=/metrics quantile=0.99}. That of {@code scrape}
 * begins with what to read: {@code METRIC}, its sum over its series; {@code avg(METRIC)}, their mean;
 * {@code rate(COUNTER)}, its growth a second; {@code p95(HISTOGRAM)}, a quantile. A metric may have labels in braces.
 *
 * @param page where
 * @param quantity what
 */
record ScrapeQuery(Page page, Quantity quantity) {

    /** The signal whose query says what to read. */
    static final String ANY = "scrape";

    private static final Page COMMON = new Page(8080, "/metrics");
    private static final Pattern FUNCTION =
            Pattern.compile("(avg|rate|p(\\d{1,2}(?:\\.\\d+)?))\\(\\s*(.*)", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("([a-z]+)=(\\S+)");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._~%?=&,:@!$*+-]*");
    private static final Pattern QUANTILE = Pattern.compile("0?\\.\\d+");

    /** Reads a query, or tells what is wrong with it. */
    static Result<ScrapeQuery> of(Query query) {
        String text = query.expression().map(Expression::text).orElse("").strip();
        return Presets.find(query.signal())
                .map(preset -> options(new ScrapeQuery(preset.page(), preset.quantity()), text))
                .orElseGet(() -> any(text));
    }

    private static Result<ScrapeQuery> any(String text) {
        Matcher call = FUNCTION.matcher(text);
        boolean called = call.matches();
        Optional<SeriesText> series = SeriesText.read(called ? call.group(3) : text);
        if (series.isEmpty()) {
            return wrong(
                    text,
                    "must begin with METRIC, avg(METRIC), rate(COUNTER) or p95(HISTOGRAM), each with labels"
                            + " like {model=\"chat\"} if need be");
        }
        Selector selector =
                new Selector(List.of(series.get().name()), series.get().labels());
        String rest = series.get().rest().strip();
        if (!called) {
            return options(new ScrapeQuery(COMMON, new Level(List.of(selector))), rest);
        }
        return rest.startsWith(")")
                ? options(new ScrapeQuery(COMMON, quantity(call, selector)), rest.substring(1))
                : wrong(text, "lacks a closing parenthesis");
    }

    private static Quantity quantity(Matcher call, Selector selector) {
        return switch (call.group(1)) {
            case "avg" -> new Mean(selector);
            case "rate" -> new Rate(List.of(selector), 1);
            default -> new Quantile(selector.ending("_bucket"), Double.parseDouble(call.group(2)) / 100, 1);
        };
    }

    private static Result<ScrapeQuery> options(ScrapeQuery query, String text) {
        Result<ScrapeQuery> read = Result.ok(query);
        for (String word : text.isBlank() ? new String[0] : text.strip().split("\\s+")) {
            Matcher option = OPTION.matcher(word);
            read = option.matches()
                    ? read.then(sofar -> sofar.with(option.group(1), option.group(2)))
                    : read.then(sofar -> wrong(word, "must be port=PORT or path=/PATH" + sofar.orQuantile()));
        }
        return read.then(ScrapeQuery::checked);
    }

    private Result<ScrapeQuery> with(String option, String value) {
        String word = option + "=" + value;
        if (option.equals("port")) {
            boolean good =
                    PORT.matcher(value).matches() && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= 65535;
            return good
                    ? Result.ok(new ScrapeQuery(page.onPort(Integer.parseInt(value)), quantity))
                    : wrong(word, "must be a port, 1 to 65535");
        }
        if (option.equals("path")) {
            return PATH.matcher(value).matches()
                    ? Result.ok(new ScrapeQuery(page.at(value), quantity))
                    : wrong(word, "must be a path, such as /metrics");
        }
        if (option.equals("quantile") && quantity instanceof Quantile histogram) {
            return QUANTILE.matcher(value).matches() && Double.parseDouble(value) > 0
                    ? Result.ok(new ScrapeQuery(page, histogram.at(Double.parseDouble(value))))
                    : wrong(word, "must be above 0 and below 1, such as 0.95");
        }
        return wrong(word, "must be port=PORT or path=/PATH" + orQuantile());
    }

    private String orQuantile() {
        return quantity instanceof Quantile ? " or quantile=0.95" : "";
    }

    private static Result<ScrapeQuery> checked(ScrapeQuery query) {
        return query.quantity instanceof Quantile histogram && histogram.quantile() <= 0
                ? wrong("p0", "must be above p0")
                : Result.ok(query);
    }

    private static Result<ScrapeQuery> wrong(String text, String what) {
        return Result.failed(Fault.Kind.INVALID, "FLYBALL_QUERY cannot be read at '" + text + "': " + what);
    }
}
