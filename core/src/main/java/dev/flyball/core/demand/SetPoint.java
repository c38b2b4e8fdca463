package dev.flyball.core.demand;

/**
 * What one server should carry.
 *
 * @param unit what {@code value} counts
 * @param value above 0; a fraction of capacity for {@link Unit#UTILIZATION}, an amount in the signal's unit for
 *     {@link Unit#PER_SERVER}
 */
public record SetPoint(Unit unit, double value) {

    /** What a set point counts. */
    public enum Unit {
        /** A fraction of what one server has: 0.6 means 60 %. */
        UTILIZATION,
        /** An amount for each server: 30 means 30 requests, say. */
        PER_SERVER
    }

    public SetPoint {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("set point " + value + ": must be a number above 0");
        }
    }
}
