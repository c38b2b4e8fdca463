package dev.flyball.core.simulation;

import java.util.Objects;

/**
 * How good a run was.
 *
 * @param serverSeconds the time of servers that was paid for, from asking for each
 * @param seconds how long it lasted
 * @param waits how long requests waited
 * @param changes how often the size changed
 * @param largest the most servers there were
 */
public record Score(long serverSeconds, int seconds, Waits waits, int changes, int largest) {

    private static final double HOUR = 3600;

    public Score {
        Objects.requireNonNull(waits, "waits");
    }

    /** Returns the hours of servers that were paid for. */
    public double serverHours() {
        return serverSeconds / HOUR;
    }

    /** Returns what it cost at this price of a server for an hour. */
    public double cost(double price) {
        return serverHours() * price;
    }

    /** Returns how often in an hour the size changed. */
    public double changesPerHour() {
        return changes * HOUR / seconds;
    }
}
