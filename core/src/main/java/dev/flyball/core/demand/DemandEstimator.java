package dev.flyball.core.demand;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Turns what a signal said into the number of servers it needs.
 *
 * <ul>
 *   <li>total {@code T}: {@code T / setPoint}
 *   <li>average {@code a} over {@code n} servers: {@code n * a / setPoint}, with the {@code n} of the time that was
 *       averaged
 *   <li>per server: {@code n * (sum of amounts / sum of capacities) / setPoint} over the {@code n} ready servers that
 *       have a sample; a ratio of sums, so that a large server weighs as much as it carries
 * </ul>
 *
 * <p>Only ready servers count: what a server uses while it starts is not load. A demand is absolute, so capacity that
 * is on its way is not asked for again. What is stale, negative, not a number or missing is a fault and never a demand
 * of zero.
 */
public final class DemandEstimator {

    private static final Duration CLOCKS_MAY_DIFFER_BY = Duration.ofMinutes(1);

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
            return unknown(
                    signal,
                    Fault.Kind.STALE,
                    "is " + age.toSeconds() + " s old, allowed are "
                            + signal.maxAge().toSeconds() + " s");
        }
        if (age.compareTo(CLOCKS_MAY_DIFFER_BY.negated()) < 0) {
            return unknown(
                    signal,
                    Fault.Kind.INVALID,
                    "is from " + -age.toSeconds()
                            + " s in the future: set the clocks of this machine and of the source");
        }
        if (value instanceof Reading.Total total) {
            return ofTotal(signal, total, fleet);
        }
        if (value instanceof Reading.Average average) {
            return ofAverage(signal, average, fleet, history);
        }
        return ofServers(signal, (Reading.PerServer) value, fleet);
    }

    private static Demand ofTotal(TrackedSignal signal, Reading.Total total, Fleet fleet) {
        if (!usable(total.value())) {
            return unusable(signal, total.value());
        }
        return known(signal, total.value(), total.value() / Math.max(1, fleet.ready()), false);
    }

    private static Demand ofAverage(TrackedSignal signal, Reading.Average average, Fleet fleet, ReadyHistory history) {
        if (!usable(average.value())) {
            return unusable(signal, average.value());
        }
        int servers = history.least(average.time().minus(average.span()), average.time(), fleet.ready());
        if (servers == 0) {
            return noServer(signal);
        }
        return known(signal, servers * average.value(), average.value(), false);
    }

    private static Demand ofServers(TrackedSignal signal, Reading.PerServer reading, Fleet fleet) {
        List<Sample> samples = new ArrayList<>();
        boolean partial = false;
        for (Server server : fleet.servers()) {
            if (server.state() == Server.State.READY) {
                Sample sample = reading.samples().get(server.id());
                if (sample == null) {
                    partial = true;
                } else if (!usable(sample.amount()) || !(usable(sample.capacity()) && sample.capacity() > 0)) {
                    return unusable(signal, sample.amount() / sample.capacity());
                } else {
                    samples.add(sample);
                }
            }
        }
        if (samples.isEmpty()) {
            return partial
                    ? unknown(signal, Fault.Kind.MISSING, "has no value for any of " + fleet.ready() + " ready servers")
                    : noServer(signal);
        }
        double amount = samples.stream().mapToDouble(Sample::amount).sum();
        double capacity = samples.stream().mapToDouble(Sample::capacity).sum();
        double load = amount / capacity;
        return known(signal, load * samples.size(), load, partial);
    }

    private static boolean usable(double value) {
        return value >= 0 && !Double.isInfinite(value);
    }

    private static Demand known(TrackedSignal signal, double total, double load, boolean partial) {
        double servers = total / signal.setPoint().value();
        if (!usable(servers)) {
            return unusable(signal, total);
        }
        return new Demand.Known(signal.query(), servers, load, signal.setPoint(), partial);
    }

    private static Demand noServer(TrackedSignal signal) {
        return unknown(signal, Fault.Kind.MISSING, "cannot be read while no server is ready");
    }

    private static Demand unusable(TrackedSignal signal, double value) {
        return unknown(
                signal,
                Fault.Kind.INVALID,
                String.format(Locale.ROOT, "is %s, which is no load: it must be a number, 0 or more", value));
    }

    private static Demand unknown(TrackedSignal signal, Fault.Kind kind, String what) {
        return new Demand.Unknown(signal.query(), new Fault(kind, signal.query().signal() + " " + what));
    }
}
