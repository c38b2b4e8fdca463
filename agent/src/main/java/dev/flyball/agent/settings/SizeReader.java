package dev.flyball.agent.settings;

import dev.flyball.agent.schedule.CronSchedule;
import dev.flyball.agent.schedule.CronSchedule.Entry;
import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.agent.settings.Resources.Resource;
import dev.flyball.core.guard.Schedule;
import dev.flyball.core.port.Platform;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Bounds;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntBiFunction;
import java.util.stream.IntStream;

/** Reads which sizes a target may have, and when. */
final class SizeReader {

    private final Lookup lookup;
    private final Consumer<Problem> problems;
    private final Consumer<String> warnings;

    SizeReader(Lookup lookup, Consumer<Problem> problems, Consumer<String> warnings) {
        this.lookup = lookup;
        this.problems = problems;
        this.warnings = warnings;
    }

    /**
     * The sizes that are allowed.
     *
     * @param bounds those without a schedule
     * @param schedule others by time, if there are
     * @param zero whether the last server may go
     * @param max the variable of the most servers, for people
     */
    record Sizes(Bounds bounds, Optional<CronSchedule> schedule, Picked<Boolean> zero, String max) {

        Schedule inTime() {
            return schedule.<Schedule>map(cron -> cron).orElse(Schedule.none());
        }

        /** Returns the smallest size that is ever allowed, but a server. */
        int smallest() {
            return Math.max(
                    1,
                    IntStream.concat(IntStream.of(bounds.min()), scheduled(Entry::min))
                            .min()
                            .orElseThrow());
        }

        /** Returns the largest size that is ever allowed. */
        int largest() {
            return IntStream.concat(IntStream.of(bounds.max()), scheduled(Entry::max))
                    .max()
                    .orElseThrow();
        }

        private IntStream scheduled(ToIntBiFunction<Entry, Bounds> bound) {
            return schedule.stream()
                    .flatMap(cron -> cron.entries().stream())
                    .mapToInt(entry -> bound.applyAsInt(entry, bounds));
        }
    }

    /** Returns the sizes, or empty if they cannot be known because of a problem that is told. */
    Optional<Sizes> read(Optional<Resource> resource) {
        Optional<Bounds> byPlatform = resource.map(Resource::platform).flatMap(Platform::defaultBounds);
        Optional<Picked<Integer>> min = lookup.pick(SizeSettings.MIN_SERVERS, byPlatform.map(Bounds::min));
        Optional<Picked<Integer>> max = lookup.pick(SizeSettings.MAX_SERVERS, byPlatform.map(Bounds::max));
        Optional<Picked<String>> text = lookup.pick(SizeSettings.SCHEDULE);
        Optional<Picked<Boolean>> zero = lookup.pick(SizeSettings.SCALE_TO_ZERO);
        if (resource.isPresent() && max.isEmpty() && lookup.unset(SizeSettings.MAX_SERVERS)) {
            problems.accept(Problem.ofVariable(
                    lookup.own(SizeSettings.MAX_SERVERS),
                    "is not set: must be " + SizeSettings.SERVERS.allowed() + ", since only you know what "
                            + resource.get().id() + " may cost",
                    Optional.empty()));
        }
        Optional<CronSchedule> schedule = text.flatMap(this::schedule);
        if (min.isEmpty() || max.isEmpty() || zero.isEmpty() || !allowed(min.get(), max.get(), zero.get())) {
            return Optional.empty();
        }
        Bounds bounds = new Bounds(min.get().value(), max.get().value());
        if (schedule.isPresent()) {
            schedule.get().entries().forEach(entry -> check(entry, bounds, text.get(), zero.get()));
        } else {
            warn(min.get(), max.get());
        }
        return Optional.of(new Sizes(bounds, schedule, zero.get(), max.get().assignment()));
    }

    private Optional<CronSchedule> schedule(Picked<String> text) {
        Result<CronSchedule> parsed = ScheduleText.parse(text.value());
        if (parsed instanceof Result.Failed<CronSchedule> failed) {
            problems.accept(text.problem("must be " + failed.fault().message()));
            return Optional.empty();
        }
        return Optional.of(((Result.Ok<CronSchedule>) parsed).value());
    }

    private boolean allowed(Picked<Integer> min, Picked<Integer> max, Picked<Boolean> zero) {
        if (min.value() > max.value()) {
            problems.accept(min.problem("must be at most " + max.assignment() + lookup.told()));
            return false;
        }
        if (min.value() == 0 && !zero.value()) {
            problems.accept(min.problem("must be 1 or more, unless " + lookup.own(SizeSettings.SCALE_TO_ZERO) + "=on"));
            return false;
        }
        if (min.value() > 0 && zero.value()) {
            problems.accept(zero.problem(
                    "needs " + lookup.own(SizeSettings.MIN_SERVERS) + "=0, but is " + min.shown() + lookup.told()));
            return false;
        }
        return true;
    }

    private void check(Entry entry, Bounds always, Picked<String> text, Picked<Boolean> zero) {
        String shown = "'" + ScheduleText.show(entry) + "'";
        if (entry.max(always) < 1) {
            problems.accept(text.problem("must have a max of 1 or more, unlike " + shown));
        } else if (entry.min(always) > entry.max(always)) {
            problems.accept(text.problem("must have a min that is at most the max, but " + shown + " has min="
                    + entry.min(always) + " and max=" + entry.max(always) + lookup.told()));
        } else if (entry.min(always) == 0 && !zero.value()) {
            problems.accept(text.problem("must have a min of 1 or more, unlike " + shown + ", unless "
                    + lookup.own(SizeSettings.SCALE_TO_ZERO) + "=on"));
        }
    }

    private void warn(Picked<Integer> min, Picked<Integer> max) {
        int range = max.value() - min.value();
        if (range == 0) {
            warnings.accept(
                    min.assignment() + " and " + max.assignment() + ": the size can never change" + lookup.told());
        } else if (range == 1) {
            warnings.accept(min.assignment() + " and " + max.assignment() + ": there are only these two sizes, so that"
                    + " each change is the whole range" + lookup.told());
        }
    }
}
