package dev.flyball.core.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * To zero and back. A target goes to zero only from one that was idle for the whole grace period on complete data, and
 * leaves zero as soon as its demand is above the activation. Needs a signal that is there without servers, such as a
 * queue.
 *
 * @param activation the demand, in servers, above which the target is active; 0 or more
 * @param grace how long it must have been idle, 0 to 1 h
 */
public record ZeroScaling(double activation, Duration grace) {

    public ZeroScaling {
        if (!(activation >= 0) || Double.isInfinite(activation)) {
            throw new IllegalArgumentException("activation " + activation + ": must be a number, 0 or more");
        }
        if (grace.isNegative() || grace.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("grace " + grace + " before zero: must be 0 to 1 h");
        }
    }

    /** Tells whether this demand keeps a server. */
    public boolean active(double demand) {
        return demand > activation;
    }

    /** Returns until when a target that was last active then keeps a server, or empty if it may go to zero now. */
    public Optional<Instant> keptUntil(Instant lastActive, Instant now) {
        return Optional.of(lastActive.plus(grace)).filter(end -> end.isAfter(now));
    }
}
