package dev.flyball.sagemaker;

import dev.flyball.core.port.Signals;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import dev.flyball.sagemaker.MetricReader.Asked;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads signals from CloudWatch: the newest whole period of each, since one that still runs would be too low. Safe for
 * use by several threads.
 */
final class CloudWatchSignals implements Signals {

    /** So many of the minutes looked at must show that instances live, before no request is taken for none. */
    static final int BEATS = 3;

    private final MetricReader reader;
    private final Function<TargetId, Optional<Fleet>> fleets;
    private final InstantSource clock;

    /**
     * Makes the reader of a region.
     *
     * @param fleets sees a target, for the past of signals that need to know its instances
     * @param clock tells how old the past is
     */
    CloudWatchSignals(MetricReader reader, Function<TargetId, Optional<Fleet>> fleets, InstantSource clock) {
        this.reader = reader;
        this.fleets = fleets;
        this.clock = clock;
    }

    @Override
    public Map<Query, Result<Reading>> read(Collection<Query> queries, Map<TargetId, Fleet> fleets, Instant at) {
        Map<Query, Result<Reading>> readings = new LinkedHashMap<>();
        Map<Query, Recipe> recipes = new LinkedHashMap<>();
        for (Query query : new LinkedHashSet<>(queries)) {
            Result<Recipe> recipe = Recipes.of(query, Optional.ofNullable(fleets.get(query.target())));
            if (recipe instanceof Result.Ok<Recipe> ok) {
                recipes.put(query, ok.value());
            } else if (recipe instanceof Result.Failed<Recipe> failed) {
                readings.put(query, Result.failed(failed.fault()));
            }
        }
        Map<Asked, Result<TreeMap<Instant, Double>>> answers = reader.read(
                recipes.values().stream()
                        .flatMap(recipe -> recipe.parts().stream().map(part -> new Asked(part, recipe.window())))
                        .toList(),
                at);
        Map<Query, Recipe> silent = new LinkedHashMap<>();
        recipes.forEach((query, recipe) -> {
            Result<TreeMap<Instant, Double>> points = sum(recipe, answers);
            if (points instanceof Result.Ok<TreeMap<Instant, Double>> ok
                    && ok.value().isEmpty()) {
                silent.put(query, recipe);
            } else {
                readings.put(query, points.then(found -> Result.ok(newest(recipe, found))));
            }
        });
        readings.putAll(ofSilent(silent, fleets, at));
        return readings;
    }

    private static Reading newest(Recipe recipe, TreeMap<Instant, Double> points) {
        Instant end = points.lastKey().plus(recipe.period());
        return reading(recipe, points.lastEntry().getValue() * recipe.factor(), end);
    }

    private static Reading reading(Recipe recipe, double value, Instant end) {
        return recipe.reads() == Reads.TOTAL
                ? new Reading.Total(value, end)
                : new Reading.Average(value, end, recipe.period());
    }

    private static Result<TreeMap<Instant, Double>> sum(
            Recipe recipe, Map<Asked, Result<TreeMap<Instant, Double>>> answers) {
        Result<TreeMap<Instant, Double>> sum = Result.ok(new TreeMap<>());
        for (Metric part : recipe.parts()) {
            Result<TreeMap<Instant, Double>> points = answers.get(new Asked(part, recipe.window()));
            sum = sum.then(all -> points.then(more -> {
                more.forEach((time, value) -> all.merge(time, value, Double::sum));
                return Result.ok(all);
            }));
        }
        return sum;
    }

    /** Asks, for signals without any point, whether that is because there were no requests. */
    private Map<Query, Result<Reading>> ofSilent(Map<Query, Recipe> silent, Map<TargetId, Fleet> fleets, Instant at) {
        Map<Query, Asked> beats = new LinkedHashMap<>();
        silent.forEach((query, recipe) -> {
            boolean settled = Optional.ofNullable(fleets.get(query.target()))
                    .filter(fleet -> fleet.transition().isEmpty())
                    .isPresent();
            if (settled && recipe.pulse().orElse(null) instanceof Recipe.Pulse.Beat beat) {
                beats.put(query, new Asked(beat.metric(), Recipe.SHORTEST_WINDOW));
            }
        });
        Map<Asked, Result<TreeMap<Instant, Double>>> answers =
                beats.isEmpty() ? Map.of() : reader.read(beats.values(), at);
        Map<Query, Result<Reading>> readings = new LinkedHashMap<>();
        silent.forEach((query, recipe) -> readings.put(
                query,
                silent(
                        recipe,
                        Optional.ofNullable(beats.get(query)).map(answers::get),
                        Optional.ofNullable(fleets.get(query.target())),
                        at)));
        return readings;
    }

    private static Result<Reading> silent(
            Recipe recipe, Optional<Result<TreeMap<Instant, Double>>> beats, Optional<Fleet> fleet, Instant at) {
        if (recipe.absent().isPresent()) {
            return Result.ok(reading(recipe, recipe.absent().getAsDouble(), at));
        }
        boolean noCopies = recipe.pulse().orElse(null) instanceof Recipe.Pulse.NoCopies;
        if (noCopies && fleet.filter(seen -> seen.transition().isEmpty()).isPresent()) {
            return Result.ok(reading(recipe, 0, at));
        }
        if (beats.isPresent() && beats.get() instanceof Result.Failed<TreeMap<Instant, Double>> failed) {
            return Result.failed(failed.fault());
        }
        if (beats.isPresent() && beats.get() instanceof Result.Ok<TreeMap<Instant, Double>> ok) {
            TreeMap<Instant, Double> alive = ok.value();
            if (alive.size() >= BEATS) {
                return Result.ok(reading(recipe, 0, alive.lastKey().plus(Duration.ofMinutes(1))));
            }
        }
        return Result.failed(Fault.Kind.MISSING, nothing(recipe, beats.isPresent()));
    }

    private static String nothing(Recipe recipe, boolean asked) {
        String none = recipe.subject() + ": CloudWatch has no point of " + recipe.names() + " for the last "
                + recipe.window().toMinutes() + " minutes";
        if (!asked) {
            return none + ", which is not taken for zero";
        }
        return none + ", nor enough of what instances publish with or without requests, so this is not taken for zero";
    }

    /**
     * {@inheritDoc}
     *
     * <p>CloudWatch keeps points of seconds for 3 hours, of minutes for 15 days, of 5 minutes for 63 days and of hours
     * for 455 days; steps that are shorter become as long as that.
     */
    @Override
    public Result<History> history(Query query, Interval interval) {
        return Recipes.of(query, fleets.apply(query.target())).then(recipe -> {
            Duration period = Retention.period(recipe.period(), interval, clock.instant());
            Result<TreeMap<Instant, Double>> sum = Result.ok(new TreeMap<>());
            for (Metric part : recipe.parts()) {
                sum = sum.then(all -> reader.past(part.every(period), interval.from(), interval.to())
                        .then(more -> {
                            more.forEach((time, value) -> all.merge(time, value, Double::sum));
                            return Result.ok(all);
                        }));
            }
            return sum.then(points -> Result.ok(history(recipe, period, points)));
        });
    }

    /** A sum over a longer period is as much as several of the signal's own. */
    private static History history(Recipe recipe, Duration period, TreeMap<Instant, Double> points) {
        boolean adds =
                List.of("Sum", "SampleCount").contains(recipe.parts().get(0).statistic());
        double share = adds ? (double) recipe.period().toSeconds() / period.toSeconds() : 1;
        return new History(points.entrySet().stream()
                .map(point ->
                        new History.Point(point.getKey().plus(period), point.getValue() * recipe.factor() * share))
                .toList());
    }

    @Override
    public Optional<String> cost(Collection<Query> queries, Duration interval) {
        long metrics = queries.stream()
                .map(query -> Recipes.of(query, Optional.empty()))
                .mapToLong(recipe -> recipe instanceof Result.Ok<Recipe> ok
                        ? ok.value().parts().size()
                        : 1)
                .sum();
        return metrics == 0 ? Optional.empty() : Optional.of(Cost.shown(metrics, interval));
    }
}
