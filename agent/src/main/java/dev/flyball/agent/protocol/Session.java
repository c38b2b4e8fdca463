package dev.flyball.agent.protocol;

import dev.flyball.core.decision.Autoscaler;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.decision.Memory;
import dev.flyball.core.decision.Step;
import dev.flyball.core.policy.Presets;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One deployment under one policy, from its first line on. Not safe for use by several threads. */
final class Session {

    private final Signal signal;
    private final Roster roster;
    private final Meter meter;
    private final Autoscaler autoscaler;
    private Memory memory = Memory.empty();
    private Optional<Outcome> outcome = Optional.empty();

    Session(Rule rule, Init init) {
        this.signal = rule.signal();
        this.roster = new Roster(init.coldStart());
        this.meter = new Meter(rule.signal(), Meter.Form.of(rule.preset()), init);
        this.autoscaler = new Autoscaler(Presets.of(
                rule.preset(),
                init.bounds(),
                List.of(signal.heldTo(rule.utilization(), init)),
                Presets.Knobs.defaults()));
    }

    /** Decides; the simulator applies each change at once, which the next decision is told. */
    Decision decide(Tick tick) {
        Fleet fleet = roster.fleet(tick);
        Observation seen = new Observation(
                tick.at(), Result.ok(fleet), Map.of(signal.query(), meter.read(tick, fleet)), outcome, false);
        Step step = autoscaler.decide(seen, memory);
        memory = step.after();
        outcome = step.decision().change().map(change -> new Outcome.Applied(tick.at(), change.to()));
        return step.decision();
    }
}
