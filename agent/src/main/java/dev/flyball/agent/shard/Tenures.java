package dev.flyball.agent.shard;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Which shards are this agent's own now, by a clock that never goes back: a tenure ends by itself, whether or not
 * anybody notices. Safe for use by several threads.
 */
public final class Tenures {

    private final LongSupplier nanoTime;
    private final Map<Integer, Tenure> held = new ConcurrentHashMap<>();

    /**
     * @param until the nanosecond at which it ends
     * @param term grows each time the shard may have been another's in between
     */
    private record Tenure(long until, long term) {}

    /** Makes tenures of nothing. */
    public Tenures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns how long the shard is still this agent's own; empty if it is not. */
    public Optional<Duration> remaining(int shard) {
        return Optional.ofNullable(held.get(shard))
                .map(tenure -> Duration.ofNanos(tenure.until() - nanoTime.getAsLong()))
                .filter(left -> !left.isNegative() && !left.isZero());
    }

    /** Returns which tenure of the shard it is, if it is this agent's own: what is remembered holds for one tenure. */
    public OptionalLong term(int shard) {
        Tenure tenure = held.get(shard);
        return tenure != null && tenure.until() - nanoTime.getAsLong() > 0
                ? OptionalLong.of(tenure.term())
                : OptionalLong.empty();
    }

    /** Returns the shards that are this agent's own, and in which tenure. */
    Map<Integer, Long> terms() {
        Map<Integer, Long> terms = new HashMap<>();
        held.keySet().forEach(shard -> term(shard).ifPresent(term -> terms.put(shard, term)));
        return terms;
    }

    /** Returns the shards that were this agent's own when it last looked, ended tenures among them. */
    Set<Integer> shards() {
        return Set.copyOf(held.keySet());
    }

    void begin(int shard, long until, long term) {
        held.put(shard, new Tenure(until, term));
    }

    void prolong(int shard, long until) {
        held.computeIfPresent(shard, (which, tenure) -> new Tenure(until, tenure.term()));
    }

    void end(int shard) {
        held.remove(shard);
    }
}
