package dev.flyball.agent.round;

import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.result.Fault;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import java.time.Duration;
import java.util.Optional;

/** Is told what happens in rounds. Called on the round's thread; must be quick and must not throw. */
public interface RoundListener {

    /**
     * What happened to one target in one round.
     *
     * @param target which target
     * @param decision what was decided
     * @param hold why no change may be written; empty if it may
     * @param lastOutcome what became of an earlier change, if that became known in this round
     */
    record Decided(TargetSettings target, Decision decision, Optional<WriteHold> hold, Optional<Outcome> lastOutcome) {

        /** Returns whether a change was written. */
        public WriteMode mode() {
            return hold.map(WriteHold::mode).orElse(WriteMode.ACT);
        }
    }

    /** A target was decided. */
    void decided(Decided event);

    /** A target is no longer one: nothing selects it any more. */
    default void left(TargetSettings target) {}

    /** A target is another agent's now, or nobody's for the time being. */
    default void lost(TargetSettings target) {
        left(target);
    }

    /** It was looked which targets are selected, or, with a fault, it could not be; those of before stay then. */
    default void listed(TargetSettings selection, Optional<Fault> fault) {}

    /** A round ended after this time. */
    default void ended(Duration took) {}
}
