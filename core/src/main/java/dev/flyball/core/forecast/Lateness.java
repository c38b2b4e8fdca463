package dev.flyball.core.forecast;

/**
 * Which share of requests is late when the load is a multiple of what the servers carry: none up to 1, then a step,
 * since what waits delays all that come after it, then in proportion, and never more than all.
 */
final class Lateness {

    static final double STEP = 0.2;
    static final double SLOPE = 1;

    /** The ratio from which on all are late. */
    static final double ALL = 1 + (1 - STEP) / SLOPE;

    private Lateness() {}

    static double share(double ratio) {
        return ratio <= 1 ? 0 : Math.min(1, STEP + SLOPE * (ratio - 1));
    }
}
