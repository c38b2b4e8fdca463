package dev.flyball.core.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The changes of the last while that were really applied, which rates and cooldowns count. At most 64: beyond that the
 * two oldest become one, with the time of the later.
 *
 * @param entries oldest first
 */
public record Changes(List<Entry> entries) {

    /** How long a change is remembered: no rate looks back further, and no cooldown lasts longer. */
    public static final Duration KEPT = Cooldown.LONGEST;

    private static final int MOST_ENTRIES = 64;

    /**
     * One change.
     *
     * @param at when it was applied
     * @param added servers added; negative if some were removed
     */
    public record Entry(Instant at, int added) {
        public Entry {
            Objects.requireNonNull(at, "at");
        }
    }

    public Changes {
        entries = List.copyOf(entries);
    }

    /** Returns a history without changes. */
    public static Changes none() {
        return new Changes(List.of());
    }

    /** Returns this history with one more change, without what is too old to count. */
    public Changes with(Instant at, int added) {
        List<Entry> next = new ArrayList<>(entries);
        next.removeIf(entry -> entry.at().isBefore(at.minus(KEPT)));
        if (added != 0) {
            next.add(new Entry(at, added));
        }
        if (next.size() > MOST_ENTRIES) {
            Entry merged = new Entry(
                    next.get(1).at(), next.get(0).added() + next.get(1).added());
            next.remove(0);
            next.set(0, merged);
        }
        return new Changes(next);
    }

    /** Returns this history with what was applied by a clock that ran ahead as of {@code now}. */
    public Changes asOf(Instant now) {
        return new Changes(entries.stream()
                .map(entry -> entry.at().isAfter(now) ? new Entry(now, entry.added()) : entry)
                .toList());
    }

    /** Returns how many servers were added after {@code start}, changes that removed some not counted. */
    public int addedSince(Instant start) {
        return entries.stream()
                .filter(entry -> entry.at().isAfter(start) && entry.added() > 0)
                .mapToInt(Entry::added)
                .sum();
    }

    /** Returns how many servers were removed after {@code start}, changes that added some not counted. */
    public int removedSince(Instant start) {
        return -entries.stream()
                .filter(entry -> entry.at().isAfter(start) && entry.added() < 0)
                .mapToInt(Entry::added)
                .sum();
    }

    /** Returns when servers were added last. */
    public Optional<Instant> lastGrowth() {
        return entries.stream()
                .filter(entry -> entry.added() > 0)
                .map(Entry::at)
                .reduce((a, b) -> b);
    }

    /** Returns when the size changed last. */
    public Optional<Instant> last() {
        return entries.stream().map(Entry::at).reduce((a, b) -> b);
    }
}
