package dev.flyball.core.decision;

import dev.flyball.core.demand.Demand;
import dev.flyball.core.forecast.Forecast;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was decided for one target at one moment, and everything that led to it.
 *
 * @param at the time of the decision
 * @param fleet the servers as seen, or why they could not be read
 * @param bounds the sizes allowed
 * @param demands what each signal asked for
 * @param forecast the load to come; empty if it is not forecast, or too little is known of it
 * @param proposal the size that the signals ask for, before any limit
 * @param limits what changed the proposal, in this order
 * @param size the wish: always inside the bounds
 * @param serverSize how large each server should be; empty if that is not known or never changes
 * @param reason why the size is what it is: the last limit that changed it, else what the load said
 * @param change what to write; empty if the target has that size, or must not be written now
 * @param found present if the target's wanted size is not the one this agent left it at
 */
public record Decision(
        Instant at,
        Result<Fleet> fleet,
        Bounds bounds,
        List<Demand> demands,
        Optional<Forecast> forecast,
        int proposal,
        List<Limit> limits,
        int size,
        Optional<String> serverSize,
        Reason reason,
        Optional<Change> change,
        Optional<Change> found) {

    public Decision {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(fleet, "fleet");
        Objects.requireNonNull(bounds, "bounds");
        demands = List.copyOf(demands);
        Objects.requireNonNull(forecast, "forecast");
        limits = List.copyOf(limits);
        Objects.requireNonNull(serverSize, "serverSize");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(found, "found");
    }

    /** Makes a decision without a forecast. */
    public Decision(
            Instant at,
            Result<Fleet> fleet,
            Bounds bounds,
            List<Demand> demands,
            int proposal,
            List<Limit> limits,
            int size,
            Optional<String> serverSize,
            Reason reason,
            Optional<Change> change,
            Optional<Change> found) {
        this(at, fleet, bounds, demands, Optional.empty(), proposal, limits, size, serverSize, reason, change, found);
    }
}
