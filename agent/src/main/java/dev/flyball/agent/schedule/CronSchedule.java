package dev.flyball.agent.schedule;

import dev.flyball.core.guard.Schedule;
import dev.flyball.core.target.Bounds;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Bounds by cron expressions: the entry that fired last is in force until another fires; of several that fired at the
 * same moment, the last of the list. The past counts, so that it does not matter when the agent was started. Immutable.
 *
 * @param entries at least one
 */
public record CronSchedule(List<Entry> entries) implements Schedule {

    /**
     * Bounds from a moment on.
     *
     * @param cron when it fires
     * @param zone whose clocks are meant
     * @param min the fewest servers; empty for those that hold without a schedule
     * @param max the most servers; empty for those that hold without a schedule
     */
    public record Entry(CronExpression cron, ZoneId zone, OptionalInt min, OptionalInt max) {

        public Entry {
            Objects.requireNonNull(cron, "cron");
            Objects.requireNonNull(zone, "zone");
            Objects.requireNonNull(min, "min");
            Objects.requireNonNull(max, "max");
        }

        /** Returns the fewest servers while this is in force. */
        public int min(Bounds always) {
            return min.orElse(always.min());
        }

        /** Returns the most servers while this is in force. */
        public int max(Bounds always) {
            return max.orElse(always.max());
        }
    }

    /** A firing that put {@code entry} in force. */
    private record Firing(Instant at, Entry entry) {

        static Firing later(Firing first, Firing second) {
            return second.at.isBefore(first.at) ? first : second;
        }
    }

    public CronSchedule {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a schedule without entries: must have at least one");
        }
    }

    /**
     * Returns the bounds that hold at {@code now}.
     *
     * @throws IllegalArgumentException if the entry in force does not go with {@code always}; settings refuse that
     */
    @Override
    public Bounds at(Instant now, Bounds always) {
        return inForce(now)
                .map(entry -> new Bounds(entry.min(always), entry.max(always)))
                .orElse(always);
    }

    private Optional<Entry> inForce(Instant now) {
        return entries.stream()
                .flatMap(entry -> entry.cron().lastFiring(now, entry.zone()).map(at -> new Firing(at, entry)).stream())
                .reduce(Firing::later)
                .map(Firing::entry);
    }
}
