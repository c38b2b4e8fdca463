package dev.flyball.core.guard;

import java.util.Objects;

/**
 * What to do while no signal can be read. Never shrinks a target.
 *
 * @param afterRounds how many blind rounds go by, holding the size, before the fallback counts; 1 or more
 * @param fallback what then
 */
public record Blindness(int afterRounds, Fallback fallback) {

    /** What counts instead of the signals. */
    public sealed interface Fallback {

        /** The size stays. */
        record Hold() implements Fallback {}

        /**
         * The last thing that was asked for with good data is still followed, as far as the guards had not let it yet.
         */
        record Forecast() implements Fallback {}

        /**
         * A named size, used only if it is larger than the current one.
         *
         * @param servers 1 or more
         */
        record AtLeast(int servers) implements Fallback {
            public AtLeast {
                if (servers < 1) {
                    throw new IllegalArgumentException("size when blind " + servers + ": must be 1 or more");
                }
            }
        }
    }

    public Blindness {
        Objects.requireNonNull(fallback, "fallback");
        if (afterRounds < 1) {
            throw new IllegalArgumentException("blind after " + afterRounds + " rounds: must be 1 or more");
        }
    }

    /** Returns the rule that the size stays. */
    public static Blindness hold() {
        return new Blindness(1, new Fallback.Hold());
    }

    /**
     * Returns the size to ask for.
     *
     * @param rounds how many rounds have been blind, this one included
     * @param current the wanted size now
     * @param lastProposal what was asked for in the last round with good data
     */
    public int size(int rounds, int current, int lastProposal) {
        if (rounds < afterRounds || fallback instanceof Fallback.Hold) {
            return current;
        }
        return Math.max(current, fallback instanceof Fallback.AtLeast atLeast ? atLeast.servers() : lastProposal);
    }
}
