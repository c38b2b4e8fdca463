package dev.flyball.core.forecast;

import dev.flyball.core.target.Fleet;
import java.time.Instant;
import java.util.Objects;

/**
 * What a forecast is made from.
 *
 * @param now the time of the decision
 * @param time the moment that the load is from, not after {@code now}
 * @param load in servers that are full, 0 or more
 * @param waiting what waits, in seconds of one full server, 0 or more
 * @param fleet the servers now
 * @param estimated true if the load is more than what was seen: it is decided by, but teaches nothing
 */
public record Sight(Instant now, Instant time, double load, double waiting, Fleet fleet, boolean estimated) {

    public Sight {
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(fleet, "fleet");
    }

    /** Makes a sight of a load that was seen. */
    public Sight(Instant now, Instant time, double load, double waiting, Fleet fleet) {
        this(now, time, load, waiting, fleet, false);
    }
}
