package dev.flyball.core.policy;

import dev.flyball.core.guard.Persistence;
import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.guard.Stabilization;
import java.util.Objects;

/**
 * How readily and how fast a size follows its demand.
 *
 * @param tolerance the band around the current size in which nothing changes
 * @param smoothing how much of the way to the demand is gone at once
 * @param stabilization what earlier proposals allow
 * @param persistence how long a direction must last
 * @param scaleOut how fast the target may grow
 * @param scaleIn how fast it may shrink
 */
public record Behavior(
        Tolerance tolerance,
        Smoothing smoothing,
        Stabilization stabilization,
        Persistence persistence,
        RateLimit scaleOut,
        RateLimit scaleIn) {

    public Behavior {
        Objects.requireNonNull(tolerance, "tolerance");
        Objects.requireNonNull(smoothing, "smoothing");
        Objects.requireNonNull(stabilization, "stabilization");
        Objects.requireNonNull(persistence, "persistence");
        Objects.requireNonNull(scaleOut, "scaleOut");
        Objects.requireNonNull(scaleIn, "scaleIn");
    }

    /** Returns a behavior without delays or rate limits. */
    public static Behavior of(Tolerance tolerance, Stabilization stabilization) {
        return new Behavior(
                tolerance, Smoothing.none(), stabilization, Persistence.none(), RateLimit.none(), RateLimit.none());
    }

    /** Returns this behavior with other rate limits. */
    public Behavior limitedTo(RateLimit out, RateLimit in) {
        return new Behavior(tolerance, smoothing, stabilization, persistence, out, in);
    }

    /** Returns this behavior with another tolerance. */
    public Behavior tolerating(Tolerance other) {
        return new Behavior(other, smoothing, stabilization, persistence, scaleOut, scaleIn);
    }

    /** Returns this behavior with other stabilization windows. */
    public Behavior stabilized(Stabilization other) {
        return new Behavior(tolerance, smoothing, other, persistence, scaleOut, scaleIn);
    }

    /** Returns this behavior with another persistence. */
    public Behavior persisting(Persistence other) {
        return new Behavior(tolerance, smoothing, stabilization, other, scaleOut, scaleIn);
    }

    /** Returns this behavior with another smoothing. */
    public Behavior smoothed(Smoothing other) {
        return new Behavior(tolerance, other, stabilization, persistence, scaleOut, scaleIn);
    }
}
