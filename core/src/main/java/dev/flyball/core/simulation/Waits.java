package dev.flyball.core.simulation;

/**
 * How long requests waited that are served in the order of their arrival. The last requests, whose wait cannot be
 * judged before the trace ends, do not count.
 *
 * @param requests how many were judged
 * @param late how many of them waited longer than they may
 * @param mean the mean wait in seconds
 * @param p99 the wait in seconds that 99 of 100 requests did not exceed; {@link #LONGEST} stands for all above
 */
public record Waits(double requests, double late, double mean, int p99) {

    /** Waits above this many seconds are not told apart. */
    public static final int LONGEST = 4000;

    /** Sums of fractions of requests are not exact. */
    static final double NOTHING = 1e-9;

    static Waits of(Trace trace, double[] served, int from, int to, int sloWait) {
        double late = 0;
        double requests = 0;
        double sum = 0;
        double[] histogram = new double[LONGEST + 1];
        Waiting waiting = new Waiting(trace, served, from);
        int end = Math.min(to, trace.seconds() - 1 - sloWait);
        for (int second = from; second < end; second++) {
            double arrivals = trace.arrivals(second);
            if (arrivals <= 0) {
                continue;
            }
            requests += arrivals;
            int limit = Math.min(trace.seconds(), second + 1 + sloWait);
            double after = trace.arrived(second + 1) - Math.max(served[limit], trace.arrived(second));
            late += after > NOTHING ? after : 0;
            int wait = waiting.of(second);
            sum += arrivals * wait;
            histogram[Math.min(wait, LONGEST)] += arrivals;
        }
        return requests > 0
                ? new Waits(requests, late, sum / requests, percentile(histogram, requests))
                : new Waits(0, 0, 0, 0);
    }

    private static int percentile(double[] histogram, double requests) {
        double counted = 0;
        for (int wait = 0; wait <= LONGEST; wait++) {
            counted += histogram[wait];
            if (counted >= 0.99 * requests) {
                return wait;
            }
        }
        return LONGEST;
    }

    /** Returns the share of requests that were late, 0 to 1. */
    public double lateShare() {
        return requests > 0 ? late / requests : 0;
    }

    /** Walks through a run and tells the longest wait of the requests of each second. Seconds never go back. */
    static final class Waiting {

        private final Trace trace;
        private final double[] served;
        private int done;

        Waiting(Trace trace, double[] served, int from) {
            this.trace = trace;
            this.served = served;
            this.done = from;
        }

        int of(int second) {
            done = Math.max(done, second);
            double until = trace.arrived(second + 1) - NOTHING;
            while (done < trace.seconds() - 1 && served[done + 1] < until) {
                done++;
            }
            return done - second;
        }
    }
}
