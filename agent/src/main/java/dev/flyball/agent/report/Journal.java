package dev.flyball.agent.report;

import dev.flyball.agent.round.RoundListener;
import dev.flyball.agent.settings.TargetSettings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The past decisions of each target, as long as {@link Past} keeps them. Safe for use by several threads; who reads
 * keeps no round waiting for longer than it takes to copy a list.
 */
@Singleton
public final class Journal implements RoundListener {

    private final Map<String, Past> byTarget = new ConcurrentHashMap<>();

    @Override
    public void decided(Decided event) {
        byTarget.computeIfAbsent(event.target().name(), name -> new Past()).add(event);
    }

    @Override
    public void left(TargetSettings target) {
        byTarget.remove(target.name());
    }

    /** Returns the decisions of a target, newest first; empty before its first round. */
    public List<Decided> of(String target) {
        return Optional.ofNullable(byTarget.get(target)).map(Past::all).orElse(List.of());
    }

    /** Returns at most {@code limit} decisions of a target from before a moment, newest first. */
    public List<Decided> before(String target, Instant moment, int limit) {
        return of(target).stream()
                .filter(event -> event.decision().at().isBefore(moment))
                .limit(limit)
                .toList();
    }

    /** Returns the last decision of a target. */
    public Optional<Decided> latest(String target) {
        return Optional.ofNullable(byTarget.get(target)).flatMap(Past::latest);
    }
}
