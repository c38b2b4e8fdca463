package dev.flyball.prometheus.scrape;

import java.util.List;
import java.util.Map;

/**
 * Which series of a server are meant.
 *
 * @param names the metric's name, and what else it was called in other versions; the first that is there counts
 * @param labels labels that a series must have; others do not matter
 */
record Selector(List<String> names, Map<String, String> labels) {

    Selector {
        names = List.copyOf(names);
        labels = Map.copyOf(labels);
    }

    /** Returns the selector of all series of a metric. */
    static Selector of(String... names) {
        return new Selector(List.of(names), Map.of());
    }

    /** Returns the selector of the parts of a histogram that end so. */
    Selector ending(String suffix) {
        return new Selector(names.stream().map(name -> name + suffix).toList(), labels);
    }

    /** Returns the series that are meant. */
    List<Series> of(List<Series> all) {
        return names.stream()
                .map(name -> all.stream()
                        .filter(series -> series.name().equals(name) && matches(series))
                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private boolean matches(Series series) {
        return series.labels().entrySet().containsAll(labels.entrySet());
    }

    @Override
    public String toString() {
        return String.join(" or ", names) + (labels.isEmpty() ? "" : labels.toString());
    }
}
