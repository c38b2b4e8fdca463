package dev.flyball.core.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/** What happened to a simulated fleet, second by second. Immutable. */
public final class Run {

    private static final int ROUNDS_A_REPORT = 1000;

    private final Trace trace;
    private final Deployment deployment;
    private final double[] served;
    private final long[] readySeconds;
    private final int[] paid;
    private final List<Resize> resizes;

    /**
     * A change of size.
     *
     * @param at the second in which it was asked for
     * @param servers the size asked for
     */
    public record Resize(int at, int servers) {}

    Run(Trace trace, Deployment deployment, double[] served, long[] readySeconds, int[] paid, List<Resize> resizes) {
        this.trace = trace;
        this.deployment = deployment;
        this.served = served;
        this.readySeconds = readySeconds;
        this.paid = paid;
        this.resizes = List.copyOf(resizes);
    }

    /**
     * Plays a trace to its end under a controller. The first decision comes after one interval.
     *
     * @param interval seconds between decisions, 1 or more
     * @param delay the age in seconds of what is seen, 0 or more
     * @param progress is told now and then which part is done, 0 to 1
     */
    public static Run of(
            Trace trace,
            Deployment deployment,
            Controller controller,
            int interval,
            int delay,
            DoubleConsumer progress) {
        if (interval < 1 || delay < 0) {
            throw new IllegalArgumentException(
                    "interval " + interval + " s, delay " + delay + " s: must be 1 or more, and 0 or more");
        }
        FleetSimulation fleet = new FleetSimulation(trace, deployment);
        int rounds = 0;
        for (int now = 0; now < trace.seconds(); now += interval) {
            if (now > 0) {
                fleet.resize(controller.decide(fleet.look(interval, delay)));
            }
            fleet.runTo((int) Math.min(trace.seconds(), (long) now + interval));
            if (++rounds % ROUNDS_A_REPORT == 0) {
                progress.accept((double) now / trace.seconds());
            }
        }
        progress.accept(1);
        return fleet.result();
    }

    /** Returns how many seconds it lasted. */
    public int seconds() {
        return paid.length;
    }

    /** Returns how many requests were served before {@code second}. */
    public double served(int second) {
        return served[second];
    }

    /** Returns the servers that were ready in {@code second}. */
    public int ready(int second) {
        return (int) (readySeconds[second + 1] - readySeconds[second]);
    }

    /** Returns the servers that were ready or starting in {@code second}, which are paid for. */
    public int paid(int second) {
        return paid[second];
    }

    /** Returns every change of size, oldest first. */
    public List<Resize> resizes() {
        return resizes;
    }

    /**
     * Returns how long the requests waited that arrived in the seconds {@code from} to {@code to}, that not included.
     */
    public Waits waits(int from, int to) {
        return Waits.of(trace, served, from, to, deployment.sloWait());
    }

    /** Returns the score of the time from second {@code from} on. */
    public Score score(int from) {
        return score(from, paid.length);
    }

    /** Returns the score of the seconds {@code from} to {@code to}, the last one not included. */
    public Score score(int from, int to) {
        long serverSeconds = 0;
        int largest = 0;
        for (int second = from; second < to; second++) {
            serverSeconds += paid[second];
            largest = Math.max(largest, paid[second]);
        }
        int changes = (int) resizes.stream()
                .filter(resize -> resize.at() >= from && resize.at() < to)
                .count();
        return new Score(serverSeconds, to - from, waits(from, to), changes, largest);
    }

    /** Returns this run from second {@code from} on in at most {@code spans} spans, to be drawn. */
    public Series series(int from, int spans) {
        int length = Math.max(1, (int) Math.ceil((double) (paid.length - from) / spans));
        Waits.Waiting waiting = new Waits.Waiting(trace, served, from);
        List<Series.Span> drawn = new ArrayList<>();
        for (int begin = from; begin < paid.length; begin += length) {
            int end = Math.min(paid.length, begin + length);
            int most = 0;
            int wait = 0;
            double load = 0;
            for (int second = begin; second < end; second++) {
                most = Math.max(most, paid[second]);
                load = Math.max(load, trace.arrivals(second));
                wait = trace.arrivals(second) > 0 ? Math.max(wait, waiting.of(second)) : wait;
            }
            double ready = (double) (readySeconds[end] - readySeconds[begin]) / (end - begin);
            drawn.add(new Series.Span(begin, trace.mean(begin, end), load, ready, most, wait));
        }
        return new Series(length, drawn);
    }
}
