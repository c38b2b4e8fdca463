package dev.flyball.core.signal;

import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.SizeHold;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything one decision may look at.
 *
 * @param at the time of the decision
 * @param fleet the target's servers, or why they could not be read
 * @param readings what each query gave; a query that is absent is missing
 * @param lastOutcome what became of the last change, the first time it is known; empty otherwise
 * @param writing true while a change is on its way and its outcome is not known
 * @param hold the size that an operator ordered, if any
 */
public record Observation(
        Instant at,
        Result<Fleet> fleet,
        Map<Query, Result<Reading>> readings,
        Optional<Outcome> lastOutcome,
        boolean writing,
        Optional<SizeHold> hold) {

    public Observation {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(fleet, "fleet");
        Objects.requireNonNull(lastOutcome, "lastOutcome");
        Objects.requireNonNull(hold, "hold");
        readings = Map.copyOf(readings);
    }

    /** Makes an observation of a target that no operator holds. */
    public Observation(
            Instant at,
            Result<Fleet> fleet,
            Map<Query, Result<Reading>> readings,
            Optional<Outcome> lastOutcome,
            boolean writing) {
        this(at, fleet, readings, lastOutcome, writing, Optional.empty());
    }

    /** Returns this observation of a target that an operator holds. */
    public Observation heldAt(SizeHold order) {
        return new Observation(at, fleet, readings, lastOutcome, writing, Optional.of(order));
    }
}
