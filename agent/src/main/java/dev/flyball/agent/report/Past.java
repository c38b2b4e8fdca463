package dev.flyball.agent.report;

import dev.flyball.agent.round.RoundListener.Decided;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The past decisions of one target, bounded by time and number. Those of the last hour are all kept, but of quiet ones,
 * which repeat the one before, at most one in 5 s; those of the day before only where something changed. A decision
 * takes about 0.4 KB and 4 bytes for each server. Safe for use by several threads.
 */
final class Past {

    /** Long enough for a chart of an hour that does not lose its left edge. */
    static final Duration WHOLE = Duration.ofMinutes(65);

    static final Duration CHANGES = Duration.ofHours(25);

    static final int MOST_WHOLE = 1000;
    static final int MOST_CHANGES = 200;

    private static final Duration QUIET = Duration.ofSeconds(5);

    /** Newest first. */
    private final Deque<Decided> whole = new ArrayDeque<>();

    private final Deque<Decided> changes = new ArrayDeque<>();

    synchronized void add(Decided event) {
        Decided light = light(event);
        Instant at = event.decision().at();
        if (!whole.isEmpty() && repeats(whole.getFirst(), event)) {
            Decided last = whole.removeFirst();
            boolean dense = !whole.isEmpty()
                    && repeats(whole.getFirst(), last)
                    && older(whole.getFirst(), at).compareTo(QUIET) < 0;
            if (!dense) {
                whole.addFirst(last);
            }
        }
        whole.addFirst(light);
        while (whole.size() > MOST_WHOLE || older(whole.getLast(), at).compareTo(WHOLE) > 0) {
            retire(whole.removeLast());
        }
        while (changes.size() > MOST_CHANGES
                || !changes.isEmpty() && older(changes.getLast(), at).compareTo(CHANGES) > 0) {
            changes.removeLast();
        }
    }

    private void retire(Decided event) {
        if (changes.isEmpty() || !repeats(changes.getFirst(), event)) {
            changes.addFirst(event);
        }
    }

    synchronized List<Decided> all() {
        List<Decided> all = new ArrayList<>(whole);
        all.addAll(changes);
        return List.copyOf(all);
    }

    synchronized Optional<Decided> latest() {
        return Optional.ofNullable(whole.peekFirst());
    }

    private static Duration older(Decided event, Instant at) {
        return Duration.between(event.decision().at(), at);
    }

    private static boolean repeats(Decided before, Decided event) {
        return before.decision().size() == event.decision().size()
                && before.decision().reason() == event.decision().reason()
                && before.decision().change().equals(event.decision().change())
                && before.mode() == event.mode()
                && event.lastOutcome().isEmpty();
    }

    private static Decided light(Decided event) {
        Decision decision = event.decision();
        if (!(decision.fleet() instanceof Result.Ok<Fleet> ok)) {
            return event;
        }
        Decision light = new Decision(
                decision.at(),
                Result.ok(ok.value().counted()),
                decision.bounds(),
                decision.demands(),
                decision.forecast(),
                decision.proposal(),
                decision.limits(),
                decision.size(),
                decision.serverSize(),
                decision.reason(),
                decision.change(),
                decision.found());
        return new Decided(event.target(), light, event.hold(), event.lastOutcome());
    }
}
