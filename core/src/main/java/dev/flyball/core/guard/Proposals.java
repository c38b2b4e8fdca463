package dev.flyball.core.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The proposals of the last while, as far as the stabilization windows need them: only those that are, or will become,
 * the least or the most of a window. At most 128 for each direction.
 *
 * @param lowest proposals that no later one is at or below, oldest first
 * @param highest proposals that no later one is at or above, oldest first
 */
public record Proposals(List<Entry> lowest, List<Entry> highest) {

    private static final int MOST_ENTRIES = 128;

    /**
     * One proposal.
     *
     * @param at when it was made
     * @param servers the size that was proposed
     */
    public record Entry(Instant at, int servers) {
        public Entry {
            Objects.requireNonNull(at, "at");
        }
    }

    public Proposals {
        lowest = List.copyOf(lowest);
        highest = List.copyOf(highest);
    }

    /** Returns proposals that hold none. */
    public static Proposals none() {
        return new Proposals(List.of(), List.of());
    }

    /** Tells whether there is no proposal. */
    public boolean isEmpty() {
        return highest.isEmpty();
    }

    /** Returns these proposals with one more, without what has left the windows. */
    public Proposals with(Instant now, int servers, Stabilization windows) {
        return new Proposals(
                with(lowest, now, servers, windows.scaleOut(), 1), with(highest, now, servers, windows.scaleIn(), -1));
    }

    /**
     * Returns the least proposal of the scale-out window.
     *
     * @throws IllegalStateException if there is none
     */
    public int least() {
        return oldest(lowest).servers();
    }

    /**
     * Returns the largest proposal of the scale-in window.
     *
     * @throws IllegalStateException if there is none
     */
    public int most() {
        return oldest(highest).servers();
    }

    /** Returns when {@link #least} was proposed last. */
    public Instant leastAt() {
        return oldest(lowest).at();
    }

    /** Returns when {@link #most} was proposed last. */
    public Instant mostAt() {
        return oldest(highest).at();
    }

    private static Entry oldest(List<Entry> entries) {
        if (entries.isEmpty()) {
            throw new IllegalStateException("no proposal yet: add one first");
        }
        return entries.get(0);
    }

    private static List<Entry> with(List<Entry> entries, Instant now, int servers, Duration window, int sign) {
        List<Entry> next = new ArrayList<>();
        // A clock that ran ahead must not hold the size until its time has come.
        entries.forEach(entry -> next.add(entry.at().isAfter(now) ? new Entry(now, entry.servers()) : entry));
        Instant cutoff = now.minus(window);
        next.removeIf(entry -> !entry.at().isAfter(cutoff) || Integer.compare(entry.servers(), servers) * sign >= 0);
        next.add(new Entry(now, servers));
        if (next.size() > MOST_ENTRIES) {
            // The two oldest become one that holds longer than either: waiting too long is the safe error.
            next.set(0, new Entry(next.get(1).at(), next.get(0).servers()));
            next.remove(1);
        }
        return next;
    }
}
