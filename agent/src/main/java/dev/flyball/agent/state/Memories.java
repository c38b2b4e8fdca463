package dev.flyball.agent.state;

import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.core.target.TargetId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Keeps what targets' loops remember, for the agent that comes after this one. Safe for use by several threads. */
public interface Memories {

    /**
     * Returns what was kept of a target, as far as it fits its settings of now. Asked before the target's first round.
     * Never waits for the outside.
     */
    Optional<Kept> recall(TargetSettings target);

    /**
     * Tells whether all that was kept of a target is known, so that it can be decided. If not, it soon will be.
     *
     * @param term the tenure in which the target is this agent's own
     */
    default boolean isKnown(TargetId target, long term) {
        return true;
    }

    /**
     * Keeps all that the rounds of {@code owner} remember now, instead of what they remembered before. Returns at once.
     *
     * @return done once it is kept, or cannot be; never fails, and writes may wait for it
     */
    CompletableFuture<Void> keep(Object owner, List<Kept> now);

    /**
     * Keeps what operators order for a target now, with what is kept of it already. Returns at once; the orders of the
     * next {@link #keep} take their place.
     *
     * @return done once it is kept, or cannot be; never fails
     */
    CompletableFuture<Void> order(TargetSettings target, Orders orders);

    /**
     * Keeps what is known a last time. Called when nothing is decided any more.
     *
     * @return done once it is kept, or cannot be; never fails
     */
    default CompletableFuture<Void> close() {
        return CompletableFuture.completedFuture(null);
    }

    /** Returns memories that keep nothing. */
    static Memories none() {
        return new Memories() {
            @Override
            public Optional<Kept> recall(TargetSettings target) {
                return Optional.empty();
            }

            @Override
            public CompletableFuture<Void> keep(Object owner, List<Kept> now) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<Void> order(TargetSettings target, Orders orders) {
                return CompletableFuture.completedFuture(null);
            }
        };
    }
}
