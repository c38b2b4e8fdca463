package dev.flyball.core.testing;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An observation, told part by part: {@code Round.of(second(30), ready(3)).total("queue", 90)}. */
public record Round(Observation observation) {

    public static Round of(Instant at, Fleet fleet) {
        return new Round(new Observation(at, Result.ok(fleet), Map.of(), Optional.empty(), false));
    }

    /** A round in which the target could not be read. */
    public static Round withoutTarget(Instant at) {
        return new Round(new Observation(
                at,
                Result.failed(Fault.Kind.UNREACHABLE, "simulated:chat: no connection"),
                Map.of(),
                Optional.empty(),
                false));
    }

    /** The signal's total now. */
    public Round total(String signal, double value) {
        return reading(signal, new Reading.Total(value, observation.at()));
    }

    /** The signal's average over the ready servers now. */
    public Round average(String signal, double value) {
        return reading(signal, new Reading.Average(value, observation.at(), Duration.ZERO));
    }

    public Round reading(String signal, Reading reading) {
        return result(signal, Result.ok(reading));
    }

    /** The source answered that it has no value. */
    public Round missing(String signal) {
        return result(signal, Result.failed(Fault.Kind.MISSING, signal + " has no value now"));
    }

    public Round outcome(Outcome outcome) {
        return new Round(new Observation(
                observation.at(),
                observation.fleet(),
                observation.readings(),
                Optional.of(outcome),
                observation.writing()));
    }

    /** A change is on its way. */
    public Round writing() {
        return new Round(new Observation(
                observation.at(), observation.fleet(), observation.readings(), observation.lastOutcome(), true));
    }

    private Round result(String signal, Result<Reading> result) {
        Map<Query, Result<Reading>> readings = new HashMap<>(observation.readings());
        readings.put(Given.query(signal), result);
        return new Round(new Observation(
                observation.at(), observation.fleet(), readings, observation.lastOutcome(), observation.writing()));
    }
}
