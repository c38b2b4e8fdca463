package dev.flyball.core.demand;

import dev.flyball.core.result.Fault;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * As many servers as carry the load with each at its set point.
 *
 * <ul>
 *   <li>total {@code T}: {@code T / setPoint}
 *   <li>average {@code a} over {@code n} servers: {@code n * a / setPoint}, with the {@code n} of the time that was
 *       averaged; if {@code n} changed in that time, the smallest, and the demand is partial
 *   <li>per server: {@code n * (sum of amounts / sum of capacities) / setPoint} over the {@code n} ready servers that
 *       have a sample which began when they were ready; a ratio of sums, so that a large server weighs as much as it
 *       carries; if a ready server has none, the demand is partial
 * </ul>
 *
 * <p>Where a signal cannot show more than a full server, full servers are taken to have more load than they show, see
 * {@link Saturation}.
 *
 * <p>Only ready servers count: what a server uses while it starts or warms up is not load. The demand is absolute, so
 * capacity that is on its way is not asked for again, and the surge servers of a rolling update change nothing.
 *
 * @param warmUp how long a server that has become ready still does not count, 0 or more
 * @param saturation what the signal cannot show; empty if it shows any load
 */
public record Proportional(Duration warmUp, Optional<Saturation> saturation) implements Estimator {

    public Proportional {
        Objects.requireNonNull(saturation, "saturation");
        if (warmUp.isNegative()) {
            throw new IllegalArgumentException("warm-up " + warmUp + ": must be 0 or more");
        }
    }

    /** Makes an estimator of a signal that shows any load. */
    public Proportional(Duration warmUp) {
        this(warmUp, Optional.empty());
    }

    @Override
    public Demand estimate(TrackedSignal signal, Reading reading, Fleet fleet, ReadyHistory history, Instant now) {
        if (reading instanceof Reading.Total total) {
            return known(signal, total.value(), total.value(), total.value() / Math.max(1, fleet.ready()), false);
        }
        if (reading instanceof Reading.Average average) {
            return ofAverage(signal, average, fleet, history);
        }
        Reading.PerServer perServer = (Reading.PerServer) reading;
        ServerLoads loads = ServerLoads.of(signal, perServer, fleet, warmUp, now);
        return ofServers(signal, loads, loads.missing() > 0 || shrunk(loads, perServer, fleet, history, now));
    }

    /**
     * Of an average over a time in which the count changed, nobody knows how many servers it was taken over at each
     * moment: the fewest give the least that is needed.
     */
    private Demand ofAverage(TrackedSignal signal, Reading.Average average, Fleet fleet, ReadyHistory history) {
        Instant start = average.time().minus(average.span());
        Optional<ReadyHistory.Counts> counts = history.counts(start, average.time());
        int servers = counts.map(ReadyHistory.Counts::least).orElseGet(() -> readySince(start, fleet, history));
        if (servers > 0) {
            boolean partial = counts.map(seen -> seen.least() < seen.most()).orElse(true);
            return known(signal, average.value(), servers * average.value(), average.value(), partial);
        }
        if (counts.isPresent() || fleet.ready() == 0) {
            return Unusable.noServer(signal);
        }
        return Unusable.because(
                signal,
                Fault.Kind.MISSING,
                "is an average from before the target was first seen, over nobody knows how many servers: wait for"
                        + " one that begins later");
    }

    /**
     * Before the first look, servers that tell since when they are ready are known to have been. Of those that do not
     * tell, as many are taken to have been as were ready at the first look, so that a single round decides too; but
     * nothing is taken of a fleet in the midst of growing.
     */
    private static int readySince(Instant start, Fleet fleet, ReadyHistory history) {
        int atFirst = history.entries().stream()
                .findFirst()
                .map(ReadyHistory.Entry::ready)
                .orElse(fleet.ready());
        int silent = 0;
        int known = 0;
        for (Server server : fleet.servers()) {
            if (server.state() == Server.State.READY) {
                silent += server.readinessChanged().isEmpty() ? 1 : 0;
                known += server.readinessChanged()
                                .filter(ready -> !ready.isAfter(start))
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        return fleet.starting() > 0 ? known : known + Math.min(silent, atFirst);
    }

    /** Tells whether a server may have gone since the samples were taken, whose load the others carry now. */
    private static boolean shrunk(
            ServerLoads loads, Reading.PerServer reading, Fleet fleet, ReadyHistory history, Instant now) {
        Instant taken = loads.oldest().filter(reading.time()::isAfter).orElse(reading.time());
        return history.counts(taken.isAfter(now) ? now : taken, now)
                .map(counts -> counts.most() > fleet.ready())
                .orElse(true);
    }

    private Demand ofServers(TrackedSignal signal, ServerLoads loads, boolean partial) {
        if (loads.samples().isEmpty() && loads.unusable().isPresent()) {
            return Unusable.sample(signal, loads.unusable().get());
        }
        if (loads.samples().isEmpty()) {
            return loads.missing() == 0
                    ? Unusable.noServer(signal)
                    : Unusable.because(
                            signal,
                            Fault.Kind.MISSING,
                            "has no value for any of " + loads.missing() + " ready servers"
                                    + (loads.early() > 0 ? " from since they are ready" : ""));
        }
        double load = loads.amount() / loads.capacity();
        return known(signal, load, load * loads.samples().size(), load, partial);
    }

    private Demand known(TrackedSignal signal, double said, double total, double load, boolean partial) {
        SetPoint setPoint = signal.setPoint();
        boolean full = saturation.map(known -> known.full(load, setPoint)).orElse(false);
        double held = saturation.map(known -> known.held(setPoint)).orElse(setPoint.value());
        double quotient = total / held * (full ? Saturation.GROWTH : 1);
        // A load so small that the quotient is 0 still is a load.
        double servers = total > 0 ? Math.max(Double.MIN_VALUE, quotient) : quotient;
        return Unusable.isLoad(servers)
                ? new Demand.Known(signal.query(), servers, load, setPoint, partial, full)
                : Unusable.value(signal, said);
    }
}
