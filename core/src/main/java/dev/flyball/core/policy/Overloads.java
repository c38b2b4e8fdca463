package dev.flyball.core.policy;

import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.Estimator;
import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.ReadyHistory;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.result.Fault;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;

/**
 * Threshold count: one server more for each server whose load is above the threshold. With none overloaded, as many as
 * carry the load with each at the threshold. Servers that are starting already count against what is added.
 *
 * @param threshold the load of one server above which it counts as overloaded, in the signal's unit, above 0
 */
public record Overloads(double threshold) implements Estimator {

    public Overloads {
        if (!(threshold > 0) || Double.isInfinite(threshold)) {
            throw new IllegalArgumentException("threshold " + threshold + ": must be a number above 0");
        }
    }

    /** Returns how many of these loads are above the threshold. */
    public long count(Collection<Double> loads) {
        return loads.stream().filter(load -> load > threshold).count();
    }

    @Override
    public Demand estimate(TrackedSignal signal, Reading reading, Fleet fleet, ReadyHistory history, Instant now) {
        Demand proportional = new Proportional(Duration.ZERO).estimate(signal, reading, fleet, history, now);
        if (!(proportional instanceof Demand.Known known)) {
            return proportional;
        }
        if (!(reading instanceof Reading.PerServer perServer)) {
            return new Demand.Unknown(
                    signal.query(),
                    new Fault(
                            Fault.Kind.UNSUPPORTED,
                            signal.query().signal()
                                    + " does not tell the load of each server, which a threshold needs"));
        }
        long overloaded = count(fleet.servers().stream()
                .filter(server -> server.state() == Server.State.READY)
                .map(server -> perServer.samples().get(server.id()))
                .filter(Objects::nonNull)
                .map(Overloads::load)
                .toList());
        double atThreshold = known.servers() * signal.setPoint().value() / threshold;
        return known.of(overloaded > 0 ? Math.max(fleet.ready() + overloaded, atThreshold) : atThreshold);
    }

    private static double load(Sample sample) {
        return sample.amount() / sample.capacity();
    }
}
