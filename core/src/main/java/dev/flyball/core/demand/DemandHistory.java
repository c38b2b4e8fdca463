package dev.flyball.core.demand;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What one signal asked for in the last while, so that it can be averaged. At most 64 entries: beyond that, the two
 * nearest in time of the oldest become one, weighted by how many readings each stands for.
 *
 * @param entries oldest first
 */
public record DemandHistory(List<Entry> entries) {

    private static final int MOST_ENTRIES = 64;

    /**
     * A demand, or the mean of several.
     *
     * @param at when; of several, when the last
     * @param servers servers asked for
     * @param readings how many readings it stands for
     */
    public record Entry(Instant at, double servers, int readings) {
        public Entry {
            Objects.requireNonNull(at, "at");
        }
    }

    public DemandHistory {
        entries = List.copyOf(entries);
    }

    /** Returns a history without demands. */
    public static DemandHistory empty() {
        return new DemandHistory(List.of());
    }

    /** Returns this history with one more demand, without what is older than {@code keep}. */
    public DemandHistory with(Instant now, double servers, Duration keep) {
        List<Entry> next = new ArrayList<>();
        // A clock that ran ahead must not make a demand count until its time has come.
        entries.forEach(
                entry -> next.add(entry.at().isAfter(now) ? new Entry(now, entry.servers(), entry.readings()) : entry));
        next.removeIf(entry -> !entry.at().isAfter(now.minus(keep)));
        next.add(new Entry(now, servers, 1));
        if (next.size() > MOST_ENTRIES) {
            merge(next, closest(next));
        }
        return new DemandHistory(next);
    }

    /** The newest quarter is left as it is: a short window within a long one needs its single readings. */
    private static int closest(List<Entry> entries) {
        int closest = 0;
        for (int i = 0; i < MOST_ENTRIES * 3 / 4; i++) {
            if (gap(entries, i).compareTo(gap(entries, closest)) < 0) {
                closest = i;
            }
        }
        return closest;
    }

    private static Duration gap(List<Entry> entries, int i) {
        return Duration.between(entries.get(i).at(), entries.get(i + 1).at());
    }

    private static void merge(List<Entry> entries, int i) {
        Entry older = entries.get(i);
        Entry newer = entries.remove(i + 1);
        int readings = older.readings() + newer.readings();
        double mean = older.servers() / readings * older.readings() + newer.servers() / readings * newer.readings();
        entries.set(i, new Entry(newer.at(), mean, readings));
    }

    /** Returns the mean of the demands of the last {@code window}, or empty if there is none. */
    public OptionalDouble mean(Instant now, Duration window) {
        double readings = 0;
        double mean = 0;
        for (Entry entry : entries) {
            if (entry.at().isAfter(now.minus(window))) {
                readings += entry.readings();
                // A running mean does not overflow where a sum would.
                mean += (entry.servers() - mean) * (entry.readings() / readings);
            }
        }
        return readings == 0 ? OptionalDouble.empty() : OptionalDouble.of(mean);
    }
}
