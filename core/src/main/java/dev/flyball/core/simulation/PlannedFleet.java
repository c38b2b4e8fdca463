package dev.flyball.core.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Runs a fleet whose ready servers are planned for each second, and that was asked for in time. */
final class PlannedFleet {

    private PlannedFleet() {}

    static Run serve(Trace trace, Deployment deployment, int[] ready) {
        int seconds = trace.seconds();
        double[] served = new double[seconds + 1];
        long[] readySeconds = new long[seconds + 1];
        for (int second = 0; second < seconds; second++) {
            double possible = ready[second] * deployment.capacity();
            served[second + 1] = served[second] + Math.min(trace.arrived(second + 1) - served[second], possible);
            readySeconds[second + 1] = readySeconds[second] + ready[second];
        }
        int[] paid = paid(ready, deployment.coldStart());
        List<Run.Resize> resizes = new ArrayList<>();
        for (int second = 1; second < seconds; second++) {
            if (paid[second] != paid[second - 1]) {
                resizes.add(new Run.Resize(second, paid[second]));
            }
        }
        return new Run(trace, deployment, served, readySeconds, paid, resizes);
    }

    /**
     * Returns whether at most this share of the requests from second {@code from} on are late.
     *
     * @param ready the servers that are ready in a second
     * @param begin the second, no later than {@code from}, before which nothing waits
     */
    static boolean keepsTo(
            double lateShare, Trace trace, Deployment deployment, IntUnaryOperator ready, int begin, int from) {
        int last = trace.seconds() - 1;
        double requests = trace.arrived(Math.max(from, last - deployment.sloWait())) - trace.arrived(from);
        double most = lateShare * requests;
        double late = 0;
        double served = trace.arrived(begin);
        for (int second = begin; second < last; second++) {
            served += Math.min(trace.arrived(second + 1) - served, ready.applyAsInt(second) * deployment.capacity());
            int judged = second - deployment.sloWait();
            if (judged >= from) {
                double after = trace.arrived(judged + 1) - Math.max(served, trace.arrived(judged));
                late += after > Waits.NOTHING ? after : 0;
                if (late > most) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The ready servers and those that must be starting, so that the next ones are ready in time. */
    private static int[] paid(int[] ready, int coldStart) {
        int[] paid = new int[ready.length];
        int starting = 0;
        for (int ahead = 1; ahead <= Math.min(coldStart, ready.length - 1); ahead++) {
            starting += growth(ready, ahead);
        }
        for (int second = 0; second < ready.length; second++) {
            if (second > 0) {
                int enters = second + coldStart;
                starting += (enters < ready.length ? growth(ready, enters) : 0) - growth(ready, second);
            }
            paid[second] = ready[second] + starting;
        }
        return paid;
    }

    private static int growth(int[] ready, int second) {
        return Math.max(0, ready[second] - ready[second - 1]);
    }
}
