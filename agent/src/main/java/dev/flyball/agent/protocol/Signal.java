package dev.flyball.agent.protocol;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.TargetId;
import java.util.List;
import java.util.Locale;

/** What a policy can look at. */
public enum Signal {
    /** Requests a second over the last minute. */
    ARRIVAL("arrival"),
    /** Requests in service and waiting. */
    OUTSTANDING("outstanding"),
    /** Requests that wait, of which a server works off as many a second as it can carry. */
    BACKLOG("backlog"),
    /** Served over what the ready servers could serve; never above 1. It stands for CPU. */
    UTILIZATION("cpu");

    private final Query query;

    Signal(String name) {
        this.query = new Query(new TargetId("protocol", "deployment"), name);
    }

    /** Returns the signals that make sense for a preset, the one that its model uses first. */
    public static List<Signal> of(String preset) {
        return switch (preset) {
            case "hpa" -> List.of(UTILIZATION, ARRIVAL, OUTSTANDING);
            case "kpa" -> List.of(OUTSTANDING, ARRIVAL);
            case "ray" -> List.of(OUTSTANDING);
            case "keda" -> List.of(ARRIVAL, OUTSTANDING);
            default -> List.of(ARRIVAL, OUTSTANDING, UTILIZATION);
        };
    }

    Query query() {
        return query;
    }

    /** Returns this signal with each server at a fraction of what it can carry. */
    TrackedSignal heldTo(double fraction, Init init) {
        SetPoint setPoint =
                switch (this) {
                    case ARRIVAL -> new SetPoint(SetPoint.Unit.PER_SERVER, fraction * init.capacity());
                    case OUTSTANDING -> new SetPoint(SetPoint.Unit.PER_SERVER, fraction * init.concurrency());
                    case BACKLOG -> new SetPoint(SetPoint.Unit.PER_SERVER, init.capacity());
                    // As an amount of one server: the HPA cuts a utilization to whole percents, which a simulator may
                    // not.
                    case UTILIZATION -> new SetPoint(SetPoint.Unit.PER_SERVER, fraction);
                };
        return new TrackedSignal(query, setPoint, init.maxAge());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
