package dev.flyball.core.forecast;

import java.time.Duration;
import java.time.Instant;

/** What will still wait when a server that is asked for now is ready, if the load stays as it is. */
final class Queue {

    private static final Duration STEP = Duration.ofSeconds(5);

    private Queue() {}

    /** Returns what waits then, in seconds of one full server: a fluid queue over the servers that are starting. */
    static double left(Sight sight, Duration coldStart) {
        double waiting = sight.waiting();
        Instant end = sight.now().plus(coldStart);
        Duration span = Duration.between(sight.time(), end);
        // A long cold start is walked in longer steps, since a decision must stay cheap.
        Duration step = span.dividedBy(64).compareTo(STEP) > 0 ? span.dividedBy(64) : STEP;
        for (Instant at = sight.time(); at.isBefore(end); at = at.plus(step)) {
            Instant next = at.plus(step).isBefore(end) ? at.plus(step) : end;
            double seconds = Duration.between(at, next).toMillis() / 1000.0;
            int ready = ColdStart.readyAt(sight.fleet(), at, sight.now(), coldStart);
            waiting = Math.max(0, waiting + (sight.load() - ready) * seconds);
        }
        return waiting;
    }
}
