package dev.flyball.agent.differential;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was told about one series, and when. */
final class Told {

    private final List<Entry> entries = new ArrayList<>(List.of(new Entry(Instant.MIN, Instant.MIN, Loads.none())));

    /**
     * One change.
     *
     * @param begin before it was sent
     * @param end after it was answered
     * @param loads what held from then on
     */
    record Entry(Instant begin, Instant end, Loads loads) {}

    synchronized void add(Instant begin, Instant end, Loads loads) {
        entries.add(new Entry(begin, end, loads));
    }

    synchronized Loads last() {
        return entries.get(entries.size() - 1).loads();
    }

    /** Returns what may have held for a request that began and ended then; what held at its end comes first. */
    synchronized Set<Loads> during(Instant from, Instant to) {
        List<Loads> possible = new ArrayList<>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (!entries.get(i).begin().isAfter(to)) {
                possible.add(entries.get(i).loads());
                if (!entries.get(i).end().isAfter(from)) {
                    break;
                }
            }
        }
        return new LinkedHashSet<>(possible);
    }
}
