package dev.flyball.agent.report;

import dev.flyball.agent.round.RoundListener;
import dev.flyball.agent.settings.TargetSettings;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last decisions of each target, newest first. One that repeats the one before, with the same size, reason and
 * mode, takes its place, so that a quiet target keeps its past and costs little. Safe for use by several threads.
 */
@Singleton
public final class Journal implements RoundListener {

    private static final int KEPT = 60;

    private final Map<String, Deque<Decided>> byTarget = new HashMap<>();

    @Override
    public synchronized void decided(Decided event) {
        Deque<Decided> known = byTarget.computeIfAbsent(event.target().name(), name -> new ArrayDeque<>());
        if (!known.isEmpty() && repeats(known.getFirst(), event)) {
            known.removeFirst();
        }
        known.addFirst(event);
        if (known.size() > KEPT) {
            known.removeLast();
        }
    }

    @Override
    public synchronized void left(TargetSettings target) {
        byTarget.remove(target.name());
    }

    private static boolean repeats(Decided before, Decided event) {
        return before.decision().size() == event.decision().size()
                && before.decision().reason() == event.decision().reason()
                && before.decision().change().equals(event.decision().change())
                && before.mode() == event.mode();
    }

    /** Returns the last decisions of a target, newest first; empty before its first round. */
    public synchronized List<Decided> of(String target) {
        return List.copyOf(byTarget.getOrDefault(target, new ArrayDeque<>()));
    }

    /** Returns the last decision of a target. */
    public synchronized Optional<Decided> latest(String target) {
        return Optional.ofNullable(byTarget.get(target)).map(Deque::peekFirst);
    }
}
