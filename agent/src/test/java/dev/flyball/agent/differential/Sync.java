package dev.flyball.agent.differential;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One sync of one autoscaler, as the API server saw it.
 *
 * @param series the series' id
 * @param begin when it read the scale
 * @param wanted the size that it read
 * @param size the pods that exist, as it read
 * @param asked its requests for metrics, by signal
 * @param written the size that it wrote
 * @param end when it was done, or wrote the size
 * @param valid true if it says that it could use its metrics; empty if it says nothing
 * @param reported what it says that it saw, by signal: percent or milli-units of an average
 */
record Sync(
        String series,
        Instant begin,
        int wanted,
        int size,
        Map<String, Asked> asked,
        OptionalInt written,
        Instant end,
        Optional<Boolean> valid,
        Map<String, String> reported) {

    Sync {
        asked = Map.copyOf(asked);
        reported = Map.copyOf(reported);
    }

    /**
     * One request.
     *
     * @param from when the API server got it
     * @param to when the API server had answered it
     * @param ok whether it was answered with data
     */
    record Asked(Instant from, Instant to, boolean ok) {}

    /** Returns the size that it leaves. */
    int left() {
        return written.orElse(wanted);
    }

    /** Returns the moment of its calculation: after the last metric was there. */
    Instant at() {
        return asked.values().stream().map(Asked::to).reduce(begin, (a, b) -> a.isAfter(b) ? a : b);
    }
}
