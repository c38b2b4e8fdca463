package dev.flyball.core.testing;

import dev.flyball.core.decision.Autoscaler;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.decision.Memory;
import dev.flyball.core.decision.Step;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.signal.Observation;

/** Drives one autoscaler round by round and hands each round the memory of the one before. */
public final class Driver {

    private final Autoscaler autoscaler;
    private Memory memory = Memory.empty();

    public Driver(Policy policy) {
        this.autoscaler = new Autoscaler(policy);
    }

    public Decision decide(Round round) {
        return decide(round.observation());
    }

    public Decision decide(Observation observation) {
        Step step = autoscaler.decide(observation, memory);
        memory = step.after();
        return step.decision();
    }

    public Memory memory() {
        return memory;
    }

    public void forget() {
        memory = Memory.empty();
    }
}
