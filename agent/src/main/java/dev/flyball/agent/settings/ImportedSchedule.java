package dev.flyball.agent.settings;

import dev.flyball.agent.schedule.CronSchedule;
import dev.flyball.agent.schedule.CronSchedule.Entry;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Bounds;
import dev.flyball.sagemaker.RegisteredTarget.Timed;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says scheduled actions as a schedule. There, what an action leaves out stays as the action before it has set it; in a
 * schedule it is as without one. Where no action sets it, or all others alike, that is the same.
 */
final class ImportedSchedule {

    private final ImportedLines lines;

    ImportedSchedule(ImportedLines lines) {
        this.lines = lines;
    }

    /** Writes what can be said of these actions, given the bounds without a schedule. */
    void write(List<Timed> actions, Bounds always, Place place) {
        List<String> entries = new ArrayList<>();
        for (Timed action : actions) {
            String text = Stream.of(
                            action.cron(),
                            action.zone(),
                            bound("min", action, actions, Timed::min, always.min()),
                            bound("max", action, actions, Timed::max, always.max()))
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.joining(" "));
            if (allowed(action, text, always)) {
                action.until()
                        .ifPresent(end -> lines.differs("scheduled action " + action.action() + " ends at " + end
                                + ", and its entry in " + SizeSettings.SCHEDULE.variable() + " does not: remove '"
                                + text + "' then"));
                entries.add(text);
            }
        }
        if (!entries.isEmpty()) {
            lines.set(SizeSettings.SCHEDULE, place, String.join("; ", entries));
        }
    }

    private boolean allowed(Timed action, String text, Bounds always) {
        Result<CronSchedule> parsed = ScheduleText.parse(text);
        if (parsed instanceof Result.Failed<CronSchedule> failed) {
            lines.unsaid("scheduled action " + action.action() + ", since it must be "
                    + failed.fault().message());
            return false;
        }
        Entry entry = ((Result.Ok<CronSchedule>) parsed).value().entries().get(0);
        if (entry.min(always) > entry.max(always)) {
            lines.unsaid("scheduled action " + action.action() + ", since it would leave a min of " + entry.min(always)
                    + " above a max of " + entry.max(always));
            return false;
        }
        return true;
    }

    private String bound(
            String name, Timed action, List<Timed> actions, Function<Timed, OptionalInt> bound, int always) {
        OptionalInt own = bound.apply(action);
        if (own.isPresent()) {
            if (own.getAsInt() == 0) {
                lines.unsaid("a " + name + " of 0 of scheduled action " + action.action() + "; it keeps one server");
            }
            return name + "=" + Math.max(1, own.getAsInt());
        }
        Set<Integer> others = actions.stream()
                .map(bound)
                .filter(OptionalInt::isPresent)
                .map(set -> Math.max(1, set.getAsInt()))
                .collect(Collectors.toSet());
        if (others.isEmpty()) {
            return "";
        }
        if (others.size() > 1) {
            lines.differs("scheduled action " + action.action() + " leaves the " + name
                    + " as the action before it; in the schedule it is " + always);
            return "";
        }
        return name + "=" + others.iterator().next();
    }
}
