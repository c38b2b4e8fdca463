package dev.flyball.core.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A fleet of equal servers behind one queue, in steps of a second: the ready servers serve what waits in the order of
 * its arrival, up to their capacity. A server is paid for from being asked for, and is ready after the cold start. What
 * is too much goes at once, the newest of those that start first.
 *
 * <p>Not safe for use by several threads. It changes in place, with arrays, unlike the rest of core: two weeks are 1.2
 * million steps, each of which would copy what is known of all before.
 */
final class FleetSimulation {

    private final Trace trace;
    private final Deployment deployment;
    private final double[] served;
    private final long[] readySeconds;
    private final int[] paid;
    private final Deque<Look.Batch> starting = new ArrayDeque<>();
    private final List<Run.Resize> resizes = new ArrayList<>();
    private int ready;
    private int now;

    FleetSimulation(Trace trace, Deployment deployment) {
        this.trace = trace;
        this.deployment = deployment;
        this.served = new double[trace.seconds() + 1];
        this.readySeconds = new long[trace.seconds() + 1];
        this.paid = new int[trace.seconds()];
        this.ready = deployment.firstSize(trace);
    }

    /** Lets time pass until the begin of second {@code end}. */
    void runTo(int end) {
        int sum = size();
        for (int second = now; second < end; second++) {
            while (!starting.isEmpty() && starting.getFirst().askedAt() + deployment.coldStart() <= second) {
                ready += starting.removeFirst().servers();
            }
            double possible = ready * deployment.capacity();
            served[second + 1] = served[second] + Math.min(trace.arrived(second + 1) - served[second], possible);
            readySeconds[second + 1] = readySeconds[second] + ready;
            paid[second] = sum;
        }
        now = end;
    }

    /** Asks for a size, which is taken into the bounds. */
    void resize(int wanted) {
        int next = deployment.bounds().clamp(wanted);
        int size = size();
        if (next == size) {
            return;
        }
        resizes.add(new Run.Resize(now, next));
        if (next > size) {
            starting.addLast(new Look.Batch(now, next - size));
        } else {
            remove(size - next);
        }
    }

    private void remove(int servers) {
        int left = servers;
        while (left > 0 && !starting.isEmpty()) {
            Look.Batch newest = starting.removeLast();
            int gone = Math.min(left, newest.servers());
            left -= gone;
            if (gone < newest.servers()) {
                starting.addLast(new Look.Batch(newest.askedAt(), newest.servers() - gone));
            }
        }
        ready -= left;
    }

    private int size() {
        int size = ready;
        for (Look.Batch batch : starting) {
            size += batch.servers();
        }
        return size;
    }

    /** Returns what can be seen now of how it was {@code delay} seconds ago, averaged over {@code window} seconds. */
    Look look(int window, int delay) {
        int end = Math.max(0, now - delay);
        int begin = Math.max(0, end - window);
        int seconds = Math.max(1, end - begin);
        double possible = Math.max(1e-9, readySeconds[end] - readySeconds[begin]) * deployment.capacity();
        return new Look(
                now,
                end,
                end - begin,
                (trace.arrived(end) - trace.arrived(begin)) / seconds,
                (served[end] - served[begin]) / seconds,
                trace.arrived(end),
                trace.arrived(end) - served[end],
                (served[end] - served[begin]) / possible,
                ready,
                List.copyOf(starting));
    }

    /** Returns what happened, once all of the trace has passed. */
    Run result() {
        return new Run(trace, deployment, served, readySeconds, paid, resizes);
    }
}
