package dev.flyball.core.policy;

/**
 * Keeps each server at its set point: the proposal is demand rounded up, or the current size if demand is within the
 * tolerance of it.
 *
 * <p>{@code demand / current} is the ratio that the Kubernetes HPA compares with 1: both ends of the band are inside
 * it. With a smoothing, rounding up may keep a size that could shrink for ever; then it shrinks by one, as in Ray
 * Serve.
 */
public final class TargetTracking {

    /**
     * Demand is a quotient of measured sums; without this, 0.6 * 5 / 0.6 would round up to 6. Relative, so that the
     * smallest load still needs a server.
     */
    private static final double ROUNDING_ERROR = 1e-9;

    private TargetTracking() {}

    /**
     * Returns the size that carries {@code demand}.
     *
     * @param demand servers needed, 0 or more, with a fraction
     * @param current the wanted size now
     */
    public static int propose(double demand, int current, Tolerance tolerance) {
        return propose(demand, current, tolerance, Smoothing.none());
    }

    /** Returns the size on the way to the one that carries {@code demand}. */
    public static int propose(double demand, int current, Tolerance tolerance, Smoothing smoothing) {
        if (current > 0 && within(demand / current, tolerance)) {
            return current;
        }
        int proposal = ceil(smoothing.towards(demand, current));
        return proposal == current && ceil(demand) < current ? current - 1 : proposal;
    }

    private static int ceil(double size) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(size - ROUNDING_ERROR * size));
    }

    private static boolean within(double ratio, Tolerance tolerance) {
        return ratio >= 1 - tolerance.scaleIn() - ROUNDING_ERROR && ratio <= 1 + tolerance.scaleOut() + ROUNDING_ERROR;
    }
}
