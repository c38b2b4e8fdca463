package dev.flyball.core.strategy;

/**
 * What a target can be made to carry: a server's capacity, times how many there may be, times how large each may be.
 *
 * @param ofServer what one server of the smallest size carries, above 0, in the unit of the load
 * @param maxServers the most servers, 1 or more
 * @param largestSize the capacity of a server of the largest size allowed, as a factor of the smallest; 1 or more
 */
public record Capacity(double ofServer, int maxServers, double largestSize) {

    /** A way to carry a load. */
    public enum Way {
        /** One server as it is. */
        SINGLE_NODE,
        /** As many servers as allowed. */
        HORIZONTAL,
        /** One server of the largest size. */
        VERTICAL,
        /** As many servers as allowed, each of the largest size. */
        BOTH
    }

    public Capacity {
        if (!(ofServer > 0) || Double.isInfinite(ofServer)) {
            throw new IllegalArgumentException("capacity " + ofServer + ": must be a number above 0");
        }
        if (maxServers < 1) {
            throw new IllegalArgumentException("max servers " + maxServers + ": must be 1 or more");
        }
        if (!(largestSize >= 1) || Double.isInfinite(largestSize)) {
            throw new IllegalArgumentException("largest size " + largestSize + ": must be a number, 1 or more");
        }
    }

    /** Returns the largest load that this way carries. */
    public double of(Way way) {
        return switch (way) {
            case SINGLE_NODE -> ofServer;
            case HORIZONTAL -> ofServer * maxServers;
            case VERTICAL -> ofServer * largestSize;
            case BOTH -> ofServer * maxServers * largestSize;
        };
    }

    /** Tells whether this way carries {@code load}; a load that just fills it is carried. */
    public boolean carries(double load, Way way) {
        return load <= of(way);
    }
}
