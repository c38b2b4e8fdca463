package dev.flyball.agent.settings;

import dev.flyball.agent.schedule.CronExpression;
import dev.flyball.agent.schedule.CronSchedule;
import dev.flyball.agent.schedule.CronSchedule.Entry;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Schedules as they are written in settings: {@code 0 8 * * 1-5 Europe/Berlin min=4 max=20; ...}. */
final class ScheduleText {

    static final String ALLOWED = "MINUTE HOUR DAY MONTH WEEKDAY TIMEZONE min=N max=N, several separated by ;";

    private static final int CRON_FIELDS = 5;
    private static final Set<String> BOUNDS = Set.of("min", "max");

    private ScheduleText() {}

    /** Returns the schedule that {@code text} is, or an {@code INVALID} fault that completes "must be ...". */
    static Result<CronSchedule> parse(String text) {
        List<Entry> entries = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            Result<Entry> entry = entry(part.strip());
            if (entry instanceof Result.Failed<Entry> failed) {
                return Result.failed(
                        Fault.Kind.INVALID, ALLOWED + ": " + failed.fault().message());
            }
            entries.add(((Result.Ok<Entry>) entry).value());
        }
        return Result.ok(new CronSchedule(entries));
    }

    /** Returns an entry as it is written. */
    static String show(Entry entry) {
        return Stream.of(
                        Optional.of(entry.cron().toString()),
                        Optional.of(entry.zone().getId()),
                        bound("min", entry.min()),
                        bound("max", entry.max()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    private static Optional<String> bound(String name, OptionalInt value) {
        return value.isPresent() ? Optional.of(name + "=" + value.getAsInt()) : Optional.empty();
    }

    private static Result<Entry> entry(String text) {
        List<String> words = List.of(text.split("\\s+"));
        if (words.size() <= CRON_FIELDS + 1) {
            return invalid(text.isEmpty() ? "there is nothing beside a ;" : "'" + text + "' is too short");
        }
        String cron = String.join(" ", words.subList(0, CRON_FIELDS));
        Result<CronExpression> expression = CronExpression.parse(cron);
        if (expression instanceof Result.Failed<CronExpression> failed) {
            return invalid(
                    "'" + cron + "' is no cron expression: " + failed.fault().message());
        }
        String zone = words.get(CRON_FIELDS);
        Set<String> zones = ZoneId.getAvailableZoneIds();
        if (!zones.contains(zone)) {
            String meant = Spelling.nearest(zone, zones.stream().sorted().toList())
                    .map(nearest -> "; did you mean " + nearest + "?")
                    .orElse(", such as Europe/Berlin or UTC");
            return invalid("'" + zone + "' is no time zone" + meant);
        }
        return bounds(words.subList(CRON_FIELDS + 1, words.size()))
                .then(bounds -> Result.ok(new Entry(
                        ((Result.Ok<CronExpression>) expression).value(),
                        ZoneId.of(zone),
                        bound(bounds, "min"),
                        bound(bounds, "max"))));
    }

    private static Result<Map<String, Integer>> bounds(List<String> words) {
        Map<String, Integer> bounds = new TreeMap<>();
        for (String word : words) {
            String[] parts = word.split("=", 2);
            Optional<Integer> servers =
                    parts.length == 2 ? SizeSettings.MIN_SERVERS.type().parse(parts[1]) : Optional.empty();
            if (!BOUNDS.contains(parts[0]) || servers.isEmpty() || bounds.put(parts[0], servers.get()) != null) {
                return Result.failed(
                        Fault.Kind.INVALID,
                        "'" + word + "' is neither min=N nor max=N, each at most once, N "
                                + SizeSettings.MIN_SERVERS.type().allowed());
            }
        }
        return Result.ok(bounds);
    }

    private static OptionalInt bound(Map<String, Integer> bounds, String name) {
        return bounds.containsKey(name) ? OptionalInt.of(bounds.get(name)) : OptionalInt.empty();
    }

    private static Result<Entry> invalid(String why) {
        return Result.failed(Fault.Kind.INVALID, why);
    }
}
