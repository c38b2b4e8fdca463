package dev.flyball.prometheus.scrape;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much counters grew between two looks at a server. */
final class Growth {

    private Growth() {}

    /** How much one series grew. */
    record Grown(Series series, double by) {}

    /**
     * Returns the growth of each series. One that is smaller than before began anew, and one that is new began at zero,
     * since its neighbours were there; nothing is returned if none was, because then nobody knows when it began.
     */
    static List<Grown> between(List<Series> before, List<Series> now) {
        if (before.isEmpty()) {
            return List.of();
        }
        Map<String, Map<Map<String, String>, Double>> known = new HashMap<>();
        before.forEach(series ->
                known.computeIfAbsent(series.name(), name -> new HashMap<>()).put(series.labels(), series.value()));
        return now.stream()
                .map(series -> new Grown(
                        series,
                        by(
                                known.getOrDefault(series.name(), Map.of()).getOrDefault(series.labels(), 0.0),
                                series.value())))
                .toList();
    }

    private static double by(double before, double now) {
        return now < before ? now : now - before;
    }
}
