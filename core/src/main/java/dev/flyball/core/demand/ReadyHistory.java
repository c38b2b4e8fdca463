package dev.flyball.core.demand;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
     * @param seen when the count was last seen
     * @param ready the count
     * @param wanted how many were wanted
     */
    public record Entry(Instant from, Instant seen, int ready, int wanted) {
        public Entry {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(seen, "seen");
        }

        private boolean is(int otherReady, int otherWanted) {
            return ready == otherReady && wanted == otherWanted;
        }

        /** A clock that ran ahead must not hide what is seen now. */
        private Entry notAfter(Instant now) {
            return seen.isAfter(now) ? new Entry(from.isAfter(now) ? now : from, now, ready, wanted) : this;
        }
    }

    /**
     * How many servers were ready in a span.
     *
     * @param least the smallest count that may have held in it
     * @param most the largest count that may have held in it
     */
    public record Counts(int least, int most) {}

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
    public ReadyHistory with(Instant now, int ready, int wanted, Duration keep) {
        List<Entry> next = new ArrayList<>();
        entries.forEach(entry -> next.add(entry.notAfter(now)));
        int last = next.size() - 1;
        if (next.isEmpty() || !next.get(last).is(ready, wanted)) {
            next.add(new Entry(now, now, ready, wanted));
        } else {
            next.set(last, new Entry(next.get(last).from(), now, ready, wanted));
        }
        Instant oldest = now.minus(keep);
        // The entry before the oldest needed moment still tells the count at that moment.
        while (next.size() > 1 && !next.get(1).from().isAfter(oldest) || next.size() > MOST_ENTRIES) {
            next.remove(0);
        }
        return new ReadyHistory(next);
    }

    /**
     * Returns the counts that may have held from {@code start} to {@code end}, or empty if {@code start} is before the
     * first look. When a count changed is not known, only when it was last and first seen: in between, both may hold.
     */
    public Optional<Counts> counts(Instant start, Instant end) {
        if (entries.isEmpty() || start.isBefore(entries.get(0).from())) {
            return Optional.empty();
        }
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int i = 0; i < entries.size(); i++) {
            boolean begunByEnd = i == 0 || entries.get(i - 1).seen().isBefore(end);
            boolean endedBeforeStart =
                    i + 1 < entries.size() && !entries.get(i + 1).from().isAfter(start);
            if (begunByEnd && !endedBeforeStart) {
                least = Math.min(least, entries.get(i).ready());
                most = Math.max(most, Math.max(entries.get(i).ready(), cancelled(i, start, end)));
            }
        }
        return Optional.of(new Counts(least, most));
    }

    /**
     * A server that was starting and is not wanted any more may have been ready between the two looks: returns how many
     * were wanted before, if the span from {@code start} to {@code end} reaches between them.
     */
    private int cancelled(int i, Instant start, Instant end) {
        if (i + 1 == entries.size() || !entries.get(i).seen().isBefore(end)) {
            return 0;
        }
        Entry next = entries.get(i + 1);
        return next.from().isAfter(start) && next.wanted() < entries.get(i).wanted()
                ? entries.get(i).wanted()
                : 0;
    }
}
