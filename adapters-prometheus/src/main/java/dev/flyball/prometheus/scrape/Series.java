package dev.flyball.prometheus.scrape;

import java.util.Map;
import java.util.Objects;

/**
 * One value that a server told.
 *
 * @param name the metric's name
 * @param labels its labels
 * @param value may be anything, even not a number
 */
record Series(String name, Map<String, String> labels, double value) {

    Series {
        Objects.requireNonNull(name, "name");
        labels = Map.copyOf(labels);
    }
}
