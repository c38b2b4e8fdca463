package dev.flyball.benchmarks;

import dev.flyball.core.decision.Autoscaler;
import dev.flyball.core.decision.Memory;
import dev.flyball.core.decision.Step;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.forecast.Risk;
import dev.flyball.core.forecast.RiskSizing;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.simulation.DayOfLoad;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** An endpoint of up to 20 servers that is decided for round after round, each server with a sample of its own. */
final class Endpoint {

    private static final Query QUERY = new Query(TargetId.parse("simulated:endpoint"), "utilization");
    private static final double SERVERS_PER_LOAD = 4;

    private final Duration interval;
    private static final Policy FOLLOWING = new Policy(
            new Bounds(1, 20),
            List.of(new TrackedSignal(QUERY, new SetPoint(SetPoint.Unit.UTILIZATION, 0.6), Duration.ofMinutes(2))),
            new Tolerance(0.1, 0.1),
            new Stabilization(Duration.ZERO, Duration.ofMinutes(5)));
    private static final RiskSizing DEFAULT = new RiskSizing(
            Risk.balanced(),
            Optional.of(Duration.ofMinutes(3)),
            Duration.ofSeconds(1),
            1 / 0.6,
            true,
            OptionalDouble.empty());

    private final Autoscaler autoscaler;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int size = 4;
    private Memory memory = Memory.empty();
    private Optional<Outcome> outcome = Optional.empty();

    private Endpoint(Duration interval, Policy policy) {
        this.interval = interval;
        this.autoscaler = new Autoscaler(policy);
    }

    /** An endpoint that follows its load as it is. */
    static Endpoint following(Duration interval) {
        return new Endpoint(interval, FOLLOWING);
    }

    /** An endpoint that is sized by risk from a forecast, as the agent does by default. */
    static Endpoint forecasting(Duration interval) {
        return new Endpoint(interval, FOLLOWING.sizedBy(DEFAULT));
    }

    /** Returns what the next round sees, so that making it up is not measured. */
    Observation look() {
        now = now.plus(interval);
        Fleet fleet = Fleet.ofCounts(size, size, new Version("1"), Optional.empty());
        double load = Math.min(1, SERVERS_PER_LOAD * DayOfLoad.at(now) / size);
        Map<String, Sample> samples = new HashMap<>();
        for (Server server : fleet.servers()) {
            samples.put(server.id(), new Sample(load, 1));
        }
        Result<Reading> reading = Result.ok(new Reading.PerServer(samples, now));
        return new Observation(now, Result.ok(fleet), Map.of(QUERY, reading), outcome, false);
    }

    /** Decides, and lets what was decided happen. */
    Step decide(Observation seen) {
        Step step = autoscaler.decide(seen, memory);
        memory = step.after();
        outcome = step.decision().change().map(change -> new Outcome.Applied(now, change.to()));
        size = step.decision().size();
        return step;
    }

    Memory memory() {
        return memory;
    }
}
