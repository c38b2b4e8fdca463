package dev.flyball.core.demand;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How many servers were ready at which time, so that an average that is a minute old is multiplied by the servers that
 * it was averaged over. Multiplied by today's servers, the same load would be asked for twice after each scale-out.
 *
 * @param entries changes of the count, oldest first
 */
public record ReadyHistory(List<Entry> entries) {

    private static final int MOST_ENTRIES = 64;

    /**
     * From this time on, this many servers were ready.
     *
     * @param from when the count was first seen
     * @param ready the count
     */
    public record Entry(Instant from, int ready) {}

    public ReadyHistory {
        entries = List.copyOf(entries);
    }

    /** Returns a history that knows nothing. */
    public static ReadyHistory empty() {
        return new ReadyHistory(List.of());
    }

    /**
     * Returns this history with the count seen at {@code now}, without what no reading younger than {@code keep} needs.
     */
    public ReadyHistory with(Instant now, int ready, Duration keep) {
        List<Entry> next = new ArrayList<>(entries);
        if (next.isEmpty() || next.get(next.size() - 1).ready() != ready) {
            next.add(new Entry(now, ready));
        }
        Instant oldest = now.minus(keep);
        // The entry before the oldest needed moment still tells the count at that moment.
        while (next.size() > 1 && !next.get(1).from().isAfter(oldest) || next.size() > MOST_ENTRIES) {
            next.remove(0);
        }
        return new ReadyHistory(next);
    }

    /**
     * Returns the smallest count that was seen from {@code start} to {@code end}; of a time before the first look, the
     * first count; if nothing was ever seen, {@code otherwise}. The smallest, because an average over a span in which
     * servers were added is a mix, and too small a demand is mended a round later while too large a one is paid for.
     */
    public int least(Instant start, Instant end, int otherwise) {
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < entries.size(); i++) {
            boolean begunByEnd = i == 0 || !entries.get(i).from().isAfter(end);
            boolean endedBeforeStart =
                    i + 1 < entries.size() && !entries.get(i + 1).from().isAfter(start);
            if (begunByEnd && !endedBeforeStart) {
                least = Math.min(least, entries.get(i).ready());
            }
        }
        return least == Integer.MAX_VALUE ? otherwise : least;
    }
}
