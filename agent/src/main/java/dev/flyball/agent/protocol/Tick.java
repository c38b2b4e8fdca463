package dev.flyball.agent.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One line that asks for a decision.
 *
 * @param at now, in simulated time
 * @param observedAt the moment that the rest describes
 * @param window the time that rates and utilization are averaged over; zero if nothing has been observed yet
 * @param arrivalRate requests a second that arrived
 * @param servedRate requests a second that were served
 * @param arrivals requests that have arrived so far
 * @param backlog requests that wait
 * @param utilization served over what the ready servers could have served, 0 to 1
 * @param ready servers that are ready now
 * @param batches servers that are starting now, oldest first
 */
record Tick(
        Instant at,
        Instant observedAt,
        Duration window,
        double arrivalRate,
        double servedRate,
        double arrivals,
        double backlog,
        double utilization,
        int ready,
        List<Batch> batches) {

    /**
     * Servers asked for at the same time.
     *
     * @param askedAt when
     * @param servers how many of them still are starting
     */
    record Batch(Instant askedAt, int servers) {}

    static Tick of(Fields fields) throws Garbage {
        Instant at = fields.moment("t");
        return new Tick(
                at,
                fields.moment("observed_at"),
                fields.seconds("window"),
                fields.number("arrival_rate"),
                fields.number("served_rate"),
                fields.number("arrivals_total"),
                fields.number("backlog"),
                fields.number("utilisation"),
                fields.count("ready"),
                batches(fields, at));
    }

    private static List<Batch> batches(Fields fields, Instant at) throws Garbage {
        int starting = fields.count("starting");
        List<Batch> batches = new ArrayList<>();
        int listed = 0;
        for (JsonNode batch : fields.line().path("starting_since")) {
            if (!batch.path(0).isNumber() || !batch.path(1).canConvertToInt()) {
                throw new Garbage("tick has starting_since with " + batch + ": must be [asked_at, count]");
            }
            batches.add(new Batch(
                    Instant.EPOCH.plus(Fields.seconds(batch.get(0).asDouble())),
                    batch.get(1).asInt()));
            listed += batch.get(1).asInt();
        }
        if (batches.isEmpty() && starting > 0) {
            return List.of(new Batch(at, starting));
        }
        if (listed != starting) {
            throw new Garbage("tick has starting=" + starting + " and starting_since with " + listed
                    + ": must be the same number");
        }
        return List.copyOf(batches);
    }

    int starting() {
        return batches.stream().mapToInt(Batch::servers).sum();
    }
}
