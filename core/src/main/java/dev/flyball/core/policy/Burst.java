package dev.flyball.core.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Burst mode, as Knative's panic mode: when the demand over a short window needs {@code threshold} times the ready
 * servers, the target follows that demand at once, and is not made smaller than the largest size since, until the
 * demand has stayed below for {@code hold}.
 *
 * @param window the short window, above 0 up to 10 min
 * @param threshold demand over ready servers from which a burst is assumed, above 1
 * @param hold how long it lasts after the demand was last above the threshold
 */
public record Burst(Duration window, double threshold, Duration hold) {

    public Burst {
        if (window.isNegative() || window.isZero() || window.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("burst window " + window + ": must be above 0, up to 10 min");
        }
        if (!(threshold > 1) || Double.isInfinite(threshold)) {
            throw new IllegalArgumentException("burst threshold " + threshold + ": must be a number above 1");
        }
        if (hold.isNegative() || hold.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("burst hold " + hold + ": must be 0 to 1 h");
        }
    }

    /**
     * A burst that lasts.
     *
     * @param lastAbove when the demand was last above the threshold
     * @param highest the largest size since it began
     */
    public record State(Instant lastAbove, int highest) {
        public State {
            Objects.requireNonNull(lastAbove, "lastAbove");
        }

        /** A clock that ran ahead must not prolong a burst. */
        private State notAfter(Instant now) {
            return lastAbove.isAfter(now) ? new State(now, highest) : this;
        }
    }

    /**
     * Returns the burst after this round, or empty if there is none.
     *
     * @param before the burst of the round before
     * @param wish the size that is asked for without regard to a burst
     * @param size the size that the demand over the short window needs, as far as rates allow it
     * @param overloaded whether that demand is above the threshold, before any rate
     */
    public Optional<State> after(Optional<State> before, int wish, int size, boolean overloaded, Instant now) {
        if (overloaded) {
            int highest = before.map(State::highest).orElse(0);
            return Optional.of(new State(now, Math.max(highest, Math.max(wish, size))));
        }
        return before.map(state -> state.notAfter(now))
                .filter(state -> !state.lastAbove().plus(hold).isBefore(now))
                .map(state -> new State(state.lastAbove(), Math.max(state.highest(), Math.max(wish, size))));
    }

    /** Tells whether a demand over the short window is a burst. */
    public boolean overloaded(int size, int ready) {
        return size >= threshold * Math.max(1, ready);
    }
}
