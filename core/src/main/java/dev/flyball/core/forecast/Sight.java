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
 */
public record Sight(Instant now, Instant time, double load, double waiting, Fleet fleet) {

    public Sight {
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(fleet, "fleet");
    }
}
