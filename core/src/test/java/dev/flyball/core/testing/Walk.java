package dev.flyball.core.testing;

import dev.flyball.core.decision.Autoscaler;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.decision.Memory;
import dev.flyball.core.decision.Step;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.target.Fleet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rounds of one target in order of time. What is seen in them has nothing to do with what is decided, so that a walk
 * reaches memories which no well-behaved platform would.
 */
public record Walk(Policy policy, List<Observation> rounds) {

    public Walk {
        rounds = List.copyOf(rounds);
    }

    /** One round: what was seen and remembered, and the answer. */
    public record Played(Observation seen, Memory before, Step step) {

        public Decision decision() {
            return step.decision();
        }

        /** The wanted size that was seen; empty if the target could not be read. */
        public Optional<Integer> wanted() {
            return Observed.fleet(seen.fleet()).map(Fleet::wanted);
        }

        /** Tells whether fewer servers are decided than the target has. */
        public boolean shrinks() {
            return wanted().orElse(0) > decision().size();
        }
    }

    /** Plays all rounds, each with the memory of the one before. */
    public List<Played> play() {
        Autoscaler autoscaler = new Autoscaler(policy);
        List<Played> played = new ArrayList<>();
        Memory memory = Memory.empty();
        for (Observation seen : rounds) {
            Step step = autoscaler.decide(seen, memory);
            played.add(new Played(seen, memory, step));
            memory = step.after();
        }
        return played;
    }

    /** Returns the memory after all rounds. */
    public Memory memory() {
        List<Played> played = play();
        return played.isEmpty()
                ? Memory.empty()
                : played.get(played.size() - 1).step().after();
    }
}
