package dev.flyball.prometheus.scrape;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a server told at one time.
 *
 * @param time when
 * @param series the metrics that were wanted
 */
record Look(Instant time, List<Series> series) {

    Look {
        Objects.requireNonNull(time, "time");
        series = List.copyOf(series);
    }

    /** Returns this look with those series only that {@code quantity} is made of, to be remembered. */
    Look only(Quantity quantity) {
        return new Look(
                time,
                quantity.selectors().stream()
                        .flatMap(selector -> selector.of(series).stream())
                        .distinct()
                        .toList());
    }
}
