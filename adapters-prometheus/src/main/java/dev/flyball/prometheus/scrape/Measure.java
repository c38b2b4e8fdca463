package dev.flyball.prometheus.scrape;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.prometheus.scrape.Growth.Grown;
import dev.flyball.prometheus.scrape.Quantity.Level;
import dev.flyball.prometheus.scrape.Quantity.Mean;
import dev.flyball.prometheus.scrape.Quantity.PerCount;
import dev.flyball.prometheus.scrape.Quantity.Quantile;
import dev.flyball.prometheus.scrape.Quantity.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes a quantity of what one server told. */
final class Measure {

    /** A counter seen longer ago than this tells nothing about now. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final double NANOS = 1e9;

    private Measure() {}

    /**
     * Returns the sample of one server.
     *
     * @param before what it told last time; empty if this is the first time
     */
    static Result<Sample> of(Quantity quantity, Look now, Optional<Look> before) {
        for (Selector selector : quantity.selectors()) {
            if (selector.of(now.series()).isEmpty()) {
                return missing("it tells no " + selector);
            }
        }
        if (quantity instanceof Level level) {
            double sum = level.gauges().stream()
                    .mapToDouble(gauge -> sum(gauge.of(now.series())))
                    .sum();
            return Result.ok(sample(sum, 1, now.time(), Duration.ZERO));
        }
        if (quantity instanceof Mean mean) {
            List<Series> series = mean.gauge().of(now.series());
            return Result.ok(sample(sum(series), series.size(), now.time(), Duration.ZERO));
        }
        Optional<Look> past = before.filter(look -> look.time().isBefore(now.time())
                && Duration.between(look.time(), now.time()).compareTo(LONGEST) <= 0);
        return past.isEmpty()
                ? missing("this was the first look at its counters, which tell something from the second one on")
                : grown(quantity, past.get(), now);
    }

    private static Result<Sample> grown(Quantity quantity, Look before, Look now) {
        Duration span = Duration.between(before.time(), now.time());
        Optional<Double> value = Optional.empty();
        if (quantity instanceof Rate rate) {
            value = total(rate.counters(), before, now).map(sum -> sum * rate.factor() * NANOS / span.toNanos());
        } else if (quantity instanceof PerCount ratio) {
            Optional<Double> count = total(List.of(ratio.count()), before, now).filter(counted -> counted > 0);
            value = total(List.of(ratio.amount()), before, now)
                    .flatMap(amount -> count.map(counted -> amount / counted * ratio.factor()));
        } else if (quantity instanceof Quantile histogram) {
            value = Buckets.quantile(growth(histogram.buckets(), before, now), histogram.quantile())
                    .map(bound -> bound * histogram.factor());
        }
        return value.<Result<Sample>>map(amount -> Result.ok(sample(amount, 1, now.time(), span)))
                .orElseGet(() -> missing("it ended no request since the last look, or its counters were not there"));
    }

    private static Optional<Double> total(List<Selector> counters, Look before, Look now) {
        double sum = 0;
        for (Selector counter : counters) {
            List<Grown> grown = growth(counter, before, now);
            if (grown.isEmpty()) {
                return Optional.empty();
            }
            sum += grown.stream().mapToDouble(Grown::by).sum();
        }
        return Optional.of(sum);
    }

    private static List<Grown> growth(Selector selector, Look before, Look now) {
        return Growth.between(selector.of(before.series()), selector.of(now.series()));
    }

    private static double sum(List<Series> series) {
        return series.stream().mapToDouble(Series::value).sum();
    }

    private static Sample sample(double amount, double capacity, Instant time, Duration span) {
        return new Sample(amount, capacity, Optional.of(time), span);
    }

    private static Result<Sample> missing(String why) {
        return Result.failed(Fault.Kind.MISSING, why);
    }
}
