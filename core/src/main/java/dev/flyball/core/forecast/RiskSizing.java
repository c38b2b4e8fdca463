package dev.flyball.core.forecast;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What sizing by risk needs to know of a target.
 *
 * @param risk what a late request costs
 * @param coldStart from asking for a server until it takes requests, 0 s to 1 h; empty to learn it
 * @param sloWait how long a request may wait, 0 s to 1 h
 * @param fullLoad what a server can carry, in loads at its set point, above 0: 1 / target_utilization
 * @param keepsSetPoint true if servers shall never carry more than their set point; false if it only serves until there
 *     is a forecast
 * @param requestsPerServer requests a second that a server can carry, above 0, if that is known: small loads vary by
 *     chance, and it tells by how much
 */
public record RiskSizing(
        Risk risk,
        Optional<Duration> coldStart,
        Duration sloWait,
        double fullLoad,
        boolean keepsSetPoint,
        OptionalDouble requestsPerServer) {

    /** The longest cold start and wait, which bounds what must be remembered. */
    public static final Duration LONGEST = Duration.ofHours(1);

    public RiskSizing {
        Objects.requireNonNull(risk, "risk");
        coldStart.ifPresent(time -> requireTime("cold start", time));
        requireTime("SLO wait", sloWait);
        requireAbove0("full load", fullLoad);
        requestsPerServer.ifPresent(requests -> requireAbove0("requests per server", requests));
    }

    /** Returns the servers that carry this load, in full servers, as it is. */
    double least(double load) {
        return keepsSetPoint ? load * fullLoad : load;
    }

    private static void requireTime(String name, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " " + time + ": must be 0 to " + LONGEST);
        }
    }

    private static void requireAbove0(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " " + value + ": must be a number above 0");
        }
    }
}
