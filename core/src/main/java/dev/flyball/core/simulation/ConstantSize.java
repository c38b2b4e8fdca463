package dev.flyball.core.simulation;

import java.util.Arrays;

/** The fleet that always has the same size: what an operator pays who sizes for the peak. */
public final class ConstantSize {

    private ConstantSize() {}

    /** Returns the run of a fleet that has this size all the time. */
    public static Run of(Trace trace, Deployment deployment, int servers) {
        int[] sizes = new int[trace.seconds()];
        Arrays.fill(sizes, servers);
        return PlannedFleet.serve(trace, deployment, sizes);
    }

    /**
     * Returns the smallest size with which at most {@code lateShare} of the requests from second {@code from} on are
     * late, whatever the bounds.
     */
    public static int smallest(Trace trace, Deployment deployment, int from, double lateShare) {
        double most = 0;
        for (int second = 0; second < trace.seconds(); second++) {
            most = Math.max(most, trace.arrivals(second));
        }
        int enough = (int) Math.min(Integer.MAX_VALUE - 1.0, Math.max(1, Math.ceil(most / deployment.capacity())));
        int low = 1;
        while (low < enough) {
            int middle = low + (enough - low) / 2;
            if (PlannedFleet.keepsTo(lateShare, trace, deployment, second -> middle, 0, from)) {
                enough = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
