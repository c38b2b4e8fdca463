package dev.flyball.sagemaker;

import dev.flyball.core.signal.Reads;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a signal is read from CloudWatch.
 *
 * @param subject whose signal it is, for people
 * @param parts the metrics whose sum it is, all of one period; at least one
 * @param reads what it yields
 * @param factor what points are multiplied by to get the signal's unit
 * @param absent what a period without points counts as, if the user says so
 * @param pulse the metric that is there even without requests: if it has points and the signal has none, there were no
 *     requests; empty where nothing tells that
 */
record Recipe(
        String subject, List<Metric> parts, Reads reads, double factor, OptionalDouble absent, Optional<Pulse> pulse) {

    /** The shortest time that is looked back, in which a late point still comes. */
    static final Duration SHORTEST_WINDOW = Duration.ofMinutes(5);

    private static final int PERIODS_LOOKED_BACK = 3;

    Recipe {
        Objects.requireNonNull(subject, "subject");
        parts = List.copyOf(parts);
        Objects.requireNonNull(reads, "reads");
        Objects.requireNonNull(absent, "absent");
        Objects.requireNonNull(pulse, "pulse");
    }

    /** What tells that a signal without points is idle. */
    sealed interface Pulse {

        /** A metric that instances publish with or without requests. */
        record Beat(Metric metric) implements Pulse {}

        /** Without copies each request fails, and is counted as failed: no such count, no request. */
        record NoCopies() implements Pulse {}
    }

    /** Returns the time that one point is about. */
    Duration period() {
        return parts.get(0).period();
    }

    /** Returns how far back is looked for the newest point. */
    Duration window() {
        Duration periods = period().multipliedBy(PERIODS_LOOKED_BACK);
        return periods.compareTo(SHORTEST_WINDOW) > 0 ? periods : SHORTEST_WINDOW;
    }

    /** Returns how the signal is called in messages. */
    String names() {
        return String.join(" and ", parts.stream().map(Metric::name).toList());
    }
}
