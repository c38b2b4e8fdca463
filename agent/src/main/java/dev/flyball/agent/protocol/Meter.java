package dev.flyball.agent.protocol;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Makes readings of what a line tells, in the form in which the model of a preset gets them. Not safe for use by
 * several threads.
 */
final class Meter {

    private static final Duration RATE_WINDOW = Duration.ofSeconds(60);

    private final Signal signal;
    private final Form form;
    private final Init init;
    private final Deque<Count> counts = new ArrayDeque<>();

    /** How a signal is told. */
    enum Form {
        /** One number for the deployment; utilization as the mean of its servers. */
        TOTAL,
        /** As a total; rates as new as they are, not over a minute. */
        NEWEST,
        /** The mean of the servers. */
        AVERAGE,
        /** Utilization server by server; the rest as a total. */
        PER_SERVER;

        /** Returns the form in which the model of a preset gets its signals. */
        static Form of(String preset) {
            return switch (preset) {
                case "hpa" -> PER_SERVER;
                case "sagemaker" -> AVERAGE;
                default -> TOTAL;
            };
        }
    }

    /** How many requests had arrived when. */
    private record Count(Instant at, double arrivals) {}

    Meter(Signal signal, Form form, Init init) {
        this.signal = signal;
        this.form = form;
        this.init = init;
    }

    Result<Reading> read(Tick tick, Fleet fleet) {
        count(tick);
        if (tick.window().isZero()) {
            return Result.failed(Fault.Kind.MISSING, signal + ": nothing has been observed yet");
        }
        return Result.ok(
                switch (signal) {
                    case ARRIVAL ->
                        form == Form.NEWEST
                                ? amount(tick.arrivalRate(), tick, tick.window())
                                : amount(arrivalRate(), tick, RATE_WINDOW);
                    case BACKLOG -> new Reading.Total(tick.backlog(), tick.observedAt());
                    case OUTSTANDING -> amount(outstanding(tick), tick, Duration.ZERO);
                    case UTILIZATION ->
                        form == Form.PER_SERVER
                                ? samples(tick, fleet)
                                : new Reading.Average(tick.utilization(), tick.observedAt(), tick.window());
                });
    }

    private void count(Tick tick) {
        if (counts.isEmpty()) {
            double before = tick.arrivals() - tick.arrivalRate() * tick.window().toMillis() / 1000.0;
            counts.add(new Count(tick.observedAt().minus(tick.window()), before));
        }
        counts.add(new Count(tick.observedAt(), tick.arrivals()));
        Instant begin = tick.observedAt().minus(RATE_WINDOW);
        while (counts.size() > 2 && !second(counts).at().isAfter(begin)) {
            counts.removeFirst();
        }
    }

    private static Count second(Deque<Count> counts) {
        Iterator<Count> oldest = counts.iterator();
        oldest.next();
        return oldest.next();
    }

    private double arrivalRate() {
        Count first = counts.getFirst();
        Count last = counts.getLast();
        double seconds = Duration.between(first.at(), last.at()).toMillis() / 1000.0;
        return (last.arrivals() - first.arrivals()) / seconds;
    }

    private double outstanding(Tick tick) {
        return tick.servedRate() * init.concurrency() / init.capacity() + tick.backlog();
    }

    private Reading amount(double total, Tick tick, Duration span) {
        return form == Form.AVERAGE
                ? new Reading.Average(total / Math.max(1, tick.ready()), tick.observedAt(), span)
                : new Reading.Total(total, tick.observedAt());
    }

    private static Reading samples(Tick tick, Fleet fleet) {
        Sample sample = new Sample(tick.utilization(), 1, Optional.of(tick.observedAt()), tick.window());
        Map<String, Sample> samples = new HashMap<>();
        for (Server server : fleet.servers()) {
            if (server.state() == Server.State.READY) {
                samples.put(server.id(), sample);
            }
        }
        return new Reading.PerServer(samples, tick.observedAt());
    }
}
