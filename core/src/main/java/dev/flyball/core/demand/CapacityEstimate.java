package dev.flyball.core.demand;

import java.time.Duration;
import java.util.Objects;

/**
 * What is known of the load that one server carries in time.
 *
 * @param knowledge how it is known
 * @param load the load of one server, above 0, in the signal's unit; 0 while nothing is known
 * @param held what a server is held to, above 0 and at most {@code load}; 0 while nothing is known
 * @param within the time that requests may take
 */
public record CapacityEstimate(Knowledge knowledge, double load, double held, Duration within) {

    private static final double OF_TOO_MUCH = 0.8;

    /** How a capacity is known. */
    public enum Knowledge {
        /** Too little was seen, or more servers have not helped. */
        NONE,
        /** This much was carried, and no more was tried. */
        CARRIED,
        /** This much was carried, and more was too much. */
        BOUNDED,
        /** All that was seen was too much; {@code load} is well below the least of it. */
        OVERLOADED
    }

    public CapacityEstimate {
        Objects.requireNonNull(knowledge, "knowledge");
        Objects.requireNonNull(within, "within");
        if (!(load >= 0) || Double.isInfinite(load) || !(held <= load) || held > 0 == (knowledge == Knowledge.NONE)) {
            throw new IllegalArgumentException("capacity " + load + " held to " + held + ", " + knowledge
                    + ": must be numbers above 0, and 0 if nothing is known");
        }
    }

    static CapacityEstimate none(Duration within) {
        return new CapacityEstimate(Knowledge.NONE, 0, 0, within);
    }

    static CapacityEstimate carried(double load, Duration within) {
        return new CapacityEstimate(Knowledge.CARRIED, load, load, within);
    }

    /** Of what was too much, four fifths are room enough for loads that come and go. */
    static CapacityEstimate bounded(double load, double tooMuch, Duration within) {
        return new CapacityEstimate(Knowledge.BOUNDED, load, Math.min(load, OF_TOO_MUCH * tooMuch), within);
    }

    static CapacityEstimate overloaded(double below, Duration within) {
        return below > 0 ? new CapacityEstimate(Knowledge.OVERLOADED, below, below, within) : none(within);
    }
}
