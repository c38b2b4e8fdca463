package dev.flyball.core.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * An endpoint that exists only in memory: each ready server carries a load of 1, what is too much waits in a queue, and
 * a new server is ready after the cold start. Immutable: each method returns the endpoint as it is then.
 *
 * @param at the moment this is
 * @param coldStart from asking for a server to its being ready
 * @param readyAt for each wanted server when it is or was ready
 * @param queue the load that waits, in server seconds
 * @param utilization served load over capacity since the moment before, 0 to 1
 * @param since the moment before
 */
public record SimulatedEndpoint(
        Instant at, Duration coldStart, List<Instant> readyAt, double queue, double utilization, Instant since) {

    private static final double IDLE_LATENCY = 0.2;
    private static final double FULLEST = 0.99;

    private static final Duration STEP = Duration.ofSeconds(1);

    /** After a longer gap, such as a laptop that slept, the time in between is skipped. */
    private static final Duration LONGEST_GAP = Duration.ofHours(1);

    public SimulatedEndpoint {
        Objects.requireNonNull(at, "at");
        readyAt = List.copyOf(readyAt);
        Objects.requireNonNull(since, "since");
    }

    /** Returns an endpoint whose {@code servers} are all ready. */
    public static SimulatedEndpoint ready(Instant at, Duration coldStart, int servers) {
        return new SimulatedEndpoint(at, coldStart, Collections.nCopies(servers, at), 0, 0, at);
    }

    /** Returns how many servers are wanted, ready or not. */
    public int wanted() {
        return readyAt.size();
    }

    /** Returns how many servers are ready. */
    public int ready() {
        return readyAt(at);
    }

    /**
     * Returns how many seconds a request takes: 0.2 in an idle server, twice that in one half full, and what it waits.
     */
    public double latency() {
        return IDLE_LATENCY / (1 - Math.min(FULLEST, utilization)) + queue / Math.max(1, ready());
    }

    private int readyAt(Instant time) {
        return (int) readyAt.stream().filter(ready -> !ready.isAfter(time)).count();
    }

    /** Returns this endpoint at {@code time} after carrying {@code load}; itself if that is not later. */
    public SimulatedEndpoint carry(ToDoubleFunction<Instant> load, Instant time) {
        Instant from = at.isBefore(time.minus(LONGEST_GAP)) ? time.minus(LONGEST_GAP) : at;
        double waiting = queue;
        double served = 0;
        double capacity = 0;
        for (Instant now = from; now.isBefore(time); now = now.plus(STEP)) {
            double seconds = Math.min(1, Duration.between(now, time).toNanos() / 1e9);
            double possible = readyAt(now) * seconds;
            waiting += load.applyAsDouble(now) * seconds;
            double carried = Math.min(waiting, possible);
            waiting -= carried;
            served += carried;
            capacity += possible;
        }
        if (!time.isAfter(at)) {
            return this;
        }
        return new SimulatedEndpoint(time, coldStart, readyAt, waiting, capacity > 0 ? served / capacity : 0, from);
    }

    /** Returns this endpoint asked for {@code servers}: new ones start now, the youngest go first. */
    public SimulatedEndpoint resize(int servers) {
        List<Instant> next = new ArrayList<>(readyAt);
        next.sort(Comparator.naturalOrder());
        while (next.size() > servers) {
            next.remove(next.size() - 1);
        }
        while (next.size() < servers) {
            next.add(at.plus(coldStart));
        }
        return new SimulatedEndpoint(at, coldStart, next, queue, utilization, since);
    }
}
