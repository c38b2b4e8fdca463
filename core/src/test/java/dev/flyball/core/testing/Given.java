package dev.flyball.core.testing;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Behavior;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Transition;
import dev.flyball.core.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Short names for what most tests start from. */
public final class Given {

    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    public static final TargetId TARGET = TargetId.parse("simulated:chat");
    public static final Version VERSION = new Version("1");
    public static final Transition UPDATING = new Transition("Updating");

    private Given() {}

    /** Returns the moment {@code seconds} after {@link #START}. */
    public static Instant second(long seconds) {
        return START.plusSeconds(seconds);
    }

    public static Query query(String signal) {
        return new Query(TARGET, signal);
    }

    /** A signal that is a fraction of capacity; its readings may be a minute old. */
    public static TrackedSignal utilization(String signal, double setPoint) {
        return new TrackedSignal(
                query(signal), new SetPoint(SetPoint.Unit.UTILIZATION, setPoint), Duration.ofMinutes(1));
    }

    /** A signal that is an amount for each server; its readings may be a minute old. */
    public static TrackedSignal perServer(String signal, double setPoint) {
        return new TrackedSignal(
                query(signal), new SetPoint(SetPoint.Unit.PER_SERVER, setPoint), Duration.ofMinutes(1));
    }

    /** Bounds 1 to 20, tolerance 0.1 both ways, growth at once, shrinking after 5 minutes. */
    public static Policy policy(TrackedSignal... signals) {
        return new Policy(
                new Bounds(1, 20),
                List.of(signals),
                new Tolerance(0.1, 0.1),
                new Stabilization(Duration.ZERO, Duration.ofMinutes(5)));
    }

    public static Policy bounded(int min, int max, Policy policy) {
        return new Policy(new Bounds(min, max), policy.tracks());
    }

    public static Policy stabilized(Duration scaleOut, Duration scaleIn, Policy policy) {
        return new Policy(
                policy.bounds(), policy.signals(), behavior(policy).tolerance(), new Stabilization(scaleOut, scaleIn));
    }

    /** How the first track of a policy is followed. */
    public static Behavior behavior(Policy policy) {
        return policy.tracks().get(0).behavior();
    }

    /** A fleet that has all the servers it wants. */
    public static Fleet ready(int servers) {
        return starting(servers, servers);
    }

    /** A fleet that waits for some of the servers it wants. */
    public static Fleet starting(int ready, int wanted) {
        return Fleet.ofCounts(wanted, ready, VERSION, Optional.empty());
    }

    /** A fleet whose platform refuses changes. */
    public static Fleet updating(int servers) {
        return Fleet.ofCounts(servers, servers, VERSION, Optional.of(UPDATING));
    }
}
