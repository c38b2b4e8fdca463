package dev.flyball.core.demand;

import dev.flyball.core.result.Fault;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import java.time.Duration;
import java.time.Instant;

/**
 * As many servers as carry the load with each at its set point.
 *
 * <ul>
 *   <li>total {@code T}: {@code T / setPoint}
 *   <li>average {@code a} over {@code n} servers: {@code n * a / setPoint}, with the {@code n} of the time that was
 *       averaged
 *   <li>per server: {@code n * (sum of amounts / sum of capacities) / setPoint} over the {@code n} ready servers that
 *       have a sample; a ratio of sums, so that a large server weighs as much as it carries
 * </ul>
 *
 * <p>Only ready servers count: what a server uses while it starts or warms up is not load. The demand is absolute, so
 * capacity that is on its way is not asked for again, and the surge servers of a rolling update change nothing.
 *
 * @param warmUp how long a server that has become ready still does not count, 0 or more
 */
public record Proportional(Duration warmUp) implements Estimator {

    public Proportional {
        if (warmUp.isNegative()) {
            throw new IllegalArgumentException("warm-up " + warmUp + ": must be 0 or more");
        }
    }

    @Override
    public Demand estimate(TrackedSignal signal, Reading reading, Fleet fleet, ReadyHistory history, Instant now) {
        if (reading instanceof Reading.Total total) {
            return known(signal, total.value(), total.value(), total.value() / Math.max(1, fleet.ready()), false);
        }
        if (reading instanceof Reading.Average average) {
            int servers = history.least(average.time().minus(average.span()), average.time(), fleet.ready());
            return servers == 0
                    ? Unusable.noServer(signal)
                    : known(signal, average.value(), servers * average.value(), average.value(), false);
        }
        return ofServers(signal, ServerLoads.of(signal, (Reading.PerServer) reading, fleet, warmUp, now));
    }

    private static Demand ofServers(TrackedSignal signal, ServerLoads loads) {
        if (loads.invalid().isPresent()) {
            return Unusable.value(signal, loads.invalid().getAsDouble());
        }
        if (loads.samples().isEmpty()) {
            return loads.missing() == 0
                    ? Unusable.noServer(signal)
                    : Unusable.because(
                            signal,
                            Fault.Kind.MISSING,
                            "has no value for any of " + loads.missing() + " ready servers");
        }
        double load = loads.amount() / loads.capacity();
        return known(signal, load, load * loads.samples().size(), load, loads.missing() > 0);
    }

    private static Demand known(TrackedSignal signal, double said, double total, double load, boolean partial) {
        double servers = total / signal.setPoint().value();
        return Unusable.isLoad(servers)
                ? new Demand.Known(signal.query(), servers, load, signal.setPoint(), partial)
                : Unusable.value(signal, said);
    }
}
