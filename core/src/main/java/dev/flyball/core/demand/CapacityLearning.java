package dev.flyball.core.demand;

import dev.flyball.core.demand.CapacityEstimate.Knowledge;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * As many servers as carry the load in time, where what one carries is learned from how long requests took. The
 * capacity comes from earlier rounds and never from the reading that it is compared with. While nothing is known the
 * size stays; what was carried once is never taken to be too much for a server, and more than was carried is asked of
 * one only within the tolerance.
 *
 * @param proportional how the load of servers is read
 * @param latency how long requests take, in seconds; its set point is how long they may
 */
public record CapacityLearning(Proportional proportional, TrackedSignal latency) implements Estimator {

    /** What still waits from before a change, or is read from before it, says nothing of the servers of now. */
    private static final Duration SETTLING = Duration.ofMinutes(1);

    public CapacityLearning {
        Objects.requireNonNull(proportional, "proportional");
        Objects.requireNonNull(latency, "latency");
    }

    @Override
    public CapacityLearning of(TargetId target) {
        return new CapacityLearning(proportional, latency.of(target));
    }

    @Override
    public Optional<TrackedSignal> beside() {
        return Optional.of(latency);
    }

    @Override
    public Demand estimate(TrackedSignal signal, Reading reading, Fleet fleet, ReadyHistory history, Instant now) {
        return estimate(signal, LoadRecord.nothing(), Result.ok(reading), fleet, history, now);
    }

    /** Returns what {@code signal} asks for, as far as it is known from earlier rounds what a server carries. */
    public Demand estimate(
            TrackedSignal signal,
            LoadRecord before,
            Result<Reading> reading,
            Fleet fleet,
            ReadyHistory history,
            Instant now) {
        CapacityEstimate capacity = before.capacity(within());
        boolean known = capacity.knowledge() != Knowledge.NONE;
        Demand demand =
                DemandEstimator.estimate(held(signal, known ? capacity.held() : 1), reading, fleet, history, now);
        if (!(demand instanceof Demand.Known seen)) {
            return demand;
        }
        if (known) {
            return seen.learned(capacity, seen.partial(), capacity.knowledge() == Knowledge.OVERLOADED);
        }
        return seen.load() > 0 ? stay(seen, capacity, fleet) : seen.learned(capacity, seen.partial(), false);
    }

    private static Demand stay(Demand.Known seen, CapacityEstimate capacity, Fleet fleet) {
        SetPoint asIs = new SetPoint(seen.setPoint().unit(), seen.load());
        return new Demand.Known(
                seen.query(), Math.max(1, fleet.wanted()), seen.load(), asIs, true, false, Optional.of(capacity));
    }

    /** Returns the record after a round in which the load and the latency may have been seen. */
    public LoadRecord learn(
            TrackedSignal signal,
            LoadRecord before,
            Result<Reading> reading,
            Result<Reading> took,
            Fleet fleet,
            ReadyHistory history,
            Instant now) {
        Demand demand = DemandEstimator.estimate(held(signal, 1), reading, fleet, history, now);
        if (!(demand instanceof Demand.Known seen)
                || seen.partial()
                || !(seen.load() > 0)
                || !(took instanceof Result.Ok<Reading> ok)
                || !latency.isFresh(ok.value().time(), now)) {
            return before;
        }
        Instant loadAt = ((Result.Ok<Reading>) reading).value().time();
        Instant tookAt = ok.value().time();
        Instant start = (loadAt.isBefore(tookAt) ? loadAt : tookAt).minus(SETTLING);
        boolean settled = history.counts(start, now)
                .map(counts -> counts.least() == counts.most())
                .orElse(false);
        OptionalDouble seconds = seconds(ok.value(), fleet, now);
        return settled && seconds.isPresent()
                ? before.with(
                        tookAt,
                        seen.load(),
                        seconds.getAsDouble() > latency.setPoint().value())
                : before;
    }

    private TrackedSignal held(TrackedSignal signal, double value) {
        return signal.heldTo(new SetPoint(signal.setPoint().unit(), value)).estimatedBy(proportional);
    }

    private Duration within() {
        return Duration.ofMillis(Math.round(latency.setPoint().value() * 1000));
    }

    private OptionalDouble seconds(Reading reading, Fleet fleet, Instant now) {
        double value;
        if (reading instanceof Reading.Total total) {
            value = total.value();
        } else if (reading instanceof Reading.Average average) {
            value = average.value();
        } else {
            value = ServerLoads.of(latency, (Reading.PerServer) reading, fleet, Duration.ZERO, now).samples().stream()
                    .mapToDouble(Sample::amount)
                    .average()
                    .orElse(Double.NaN);
        }
        return Unusable.isLoad(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
