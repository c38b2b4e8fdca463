package dev.flyball.core.simulation;

import java.util.List;

/**
 * What can be seen of a simulated fleet when it is to be decided. Seconds count from the beginning of the trace.
 *
 * @param at now
 * @param observedAt the second that the rest describes, but for the servers, which are those of now
 * @param window the seconds that rates and utilization are averaged over; 0 if nothing has been observed yet
 * @param arrivalRate requests a second that arrived
 * @param servedRate requests a second that were served
 * @param arrivals requests that have arrived so far
 * @param backlog requests that wait
 * @param utilization served over what the ready servers could have served, 0 to 1
 * @param ready servers that are ready
 * @param starting servers that are starting, oldest first
 */
public record Look(
        int at,
        int observedAt,
        int window,
        double arrivalRate,
        double servedRate,
        double arrivals,
        double backlog,
        double utilization,
        int ready,
        List<Batch> starting) {

    /**
     * Servers that were asked for in the same second.
     *
     * @param askedAt when
     * @param servers how many of them are starting still
     */
    public record Batch(int askedAt, int servers) {}

    public Look {
        starting = List.copyOf(starting);
    }
}
