package dev.flyball.core.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a target rests after a change. Growth waits {@code scaleOut} after the last growth; shrinking waits
 * {@code scaleIn} after the last change of either direction, so that servers just added are not taken away at once.
 *
 * @param scaleOut 0 to 1 h
 * @param scaleIn 0 to 1 h
 */
public record Cooldown(Duration scaleOut, Duration scaleIn) {

    /** The longest cooldown, which bounds what must be remembered. */
    public static final Duration LONGEST = Duration.ofHours(1);

    public Cooldown {
        if (outside(scaleOut) || outside(scaleIn)) {
            throw new IllegalArgumentException(
                    "cooldowns " + scaleOut + " out, " + scaleIn + " in: must be 0 to " + LONGEST);
        }
    }

    private static boolean outside(Duration duration) {
        return duration.isNegative() || duration.compareTo(LONGEST) > 0;
    }

    /** Returns a cooldown that waits for nothing. */
    public static Cooldown none() {
        return new Cooldown(Duration.ZERO, Duration.ZERO);
    }

    /** Returns until when the target may not grow, or empty if it may now. */
    public Optional<Instant> growthBlockedUntil(Changes changes, Instant now) {
        return after(changes.lastGrowth(), scaleOut, now);
    }

    /** Returns until when the target may not shrink, or empty if it may now. */
    public Optional<Instant> shrinkingBlockedUntil(Changes changes, Instant now) {
        return after(changes.last(), scaleIn, now);
    }

    private static Optional<Instant> after(Optional<Instant> change, Duration rest, Instant now) {
        return change.map(at -> at.plus(rest)).filter(end -> end.isAfter(now));
    }
}
