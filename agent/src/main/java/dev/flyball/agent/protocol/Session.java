package dev.flyball.agent.protocol;

import dev.flyball.core.decision.Autoscaler;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.decision.Memory;
import dev.flyball.core.decision.Step;
import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.Saturation;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.forecast.Risk;
import dev.flyball.core.forecast.RiskSizing;
import dev.flyball.core.policy.Backlog;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Presets;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** One deployment under one policy, from its first line on. Not safe for use by several threads. */
final class Session {

    private static final String OWN = "flyball";
    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final Roster roster;
    private final Map<Signal, Meter> meters;
    private final Autoscaler autoscaler;
    private Memory memory = Memory.empty();
    private Optional<Outcome> outcome = Optional.empty();

    Session(Rule rule, Init init) {
        this.roster = new Roster(init.coldStart());
        Meter.Form form = rule.risk().isPresent() ? Meter.Form.NEWEST : Meter.Form.of(rule.preset());
        Meter arriving = new Meter(rule.signal(), form, init);
        this.meters = rule.risk().isPresent()
                ? Map.of(rule.signal(), arriving, Signal.BACKLOG, new Meter(Signal.BACKLOG, form, init))
                : Map.of(rule.signal(), arriving);
        Policy policy =
                Presets.of(rule.preset(), init.bounds(), List.of(tracked(rule, init)), Presets.Knobs.defaults());
        this.autoscaler = new Autoscaler(
                rule.risk().map(risk -> byRisk(policy, risk, rule, init)).orElse(policy));
    }

    /** The models of others know nothing of a use that ends at 1. */
    private static TrackedSignal tracked(Rule rule, Init init) {
        TrackedSignal signal = rule.signal().heldTo(rule.utilization(), init);
        return rule.preset().equals(OWN) && rule.signal() == Signal.UTILIZATION
                ? signal.estimatedBy(new Proportional(Duration.ZERO, Optional.of(new Saturation(1))))
                : signal;
    }

    private static Policy byRisk(Policy policy, Risk risk, Rule rule, Init init) {
        return policy.draining(new Backlog(Signal.BACKLOG.heldTo(1, init), DRAIN))
                .sizedBy(new RiskSizing(
                        risk,
                        Optional.of(init.coldStart()),
                        init.sloWait(),
                        1 / rule.utilization(),
                        rule.keepsUtilization(),
                        OptionalDouble.of(init.capacity())));
    }

    /** Decides; the simulator applies each change at once, which the next decision is told. */
    Decision decide(Tick tick) {
        Fleet fleet = roster.fleet(tick);
        Map<Query, Result<Reading>> readings = new HashMap<>();
        meters.forEach((signal, meter) -> readings.put(signal.query(), meter.read(tick, fleet)));
        Observation seen = new Observation(tick.at(), Result.ok(fleet), readings, outcome, false);
        Step step = autoscaler.decide(seen, memory);
        memory = step.after();
        outcome = step.decision().change().map(change -> new Outcome.Applied(tick.at(), change.to()));
        return step.decision();
    }
}
