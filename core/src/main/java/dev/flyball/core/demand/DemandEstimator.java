package dev.flyball.core.demand;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import java.time.Duration;
import java.time.Instant;

/**
 * The way from a reading to a demand: what is missing, stale or from the future is a fault; the rest is what the
 * signal's {@link Estimator} makes of it, times the signal's weight. Never a demand of zero for want of data.
 */
public final class DemandEstimator {

    private DemandEstimator() {}

    /** Returns what {@code signal} asks for at {@code now}; the same answer for the same input. */
    public static Demand estimate(
            TrackedSignal signal, Result<Reading> reading, Fleet fleet, ReadyHistory history, Instant now) {
        if (reading instanceof Result.Failed<Reading> failed) {
            return new Demand.Unknown(signal.query(), failed.fault());
        }
        Reading value = ((Result.Ok<Reading>) reading).value();
        Duration age = Duration.between(value.time(), now);
        if (age.compareTo(signal.maxAge()) > 0) {
            return Unusable.because(
                    signal,
                    Fault.Kind.STALE,
                    "is " + age.toSeconds() + " s old, allowed are "
                            + signal.maxAge().toSeconds() + " s");
        }
        if (age.compareTo(TrackedSignal.CLOCKS_MAY_DIFFER_BY.negated()) < 0) {
            return Unusable.because(
                    signal,
                    Fault.Kind.INVALID,
                    "is from " + -age.toSeconds()
                            + " s in the future: set the clocks of this machine and of the source");
        }
        if (value instanceof Reading.Average average && outside(average.span())) {
            return Unusable.because(
                    signal,
                    Fault.Kind.INVALID,
                    "is averaged over " + average.span() + ": must be 0 to " + Reading.Average.LONGEST_SPAN);
        }
        Demand demand = signal.estimator().estimate(signal, value, fleet, history, now);
        return demand instanceof Demand.Known known ? known.times(signal.weight()) : demand;
    }

    private static boolean outside(Duration span) {
        return span.isNegative() || span.compareTo(Reading.Average.LONGEST_SPAN) > 0;
    }
}
