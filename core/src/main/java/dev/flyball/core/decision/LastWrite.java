package dev.flyball.core.decision;

import dev.flyball.core.decision.Memory.OfServerSize;
import dev.flyball.core.guard.Changes;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of the change that was handed out last, as far as it is known.
 *
 * @param now what is seen, the outcome among it
 * @param before what was remembered when it was not known
 */
record LastWrite(Observation now, Memory before) {

    /** Returns what was really applied, this outcome included. */
    Changes changes() {
        Changes known = before.changes();
        if (now.lastOutcome().orElse(null) instanceof Outcome.Applied applied
                && before.left().isPresent()) {
            known = known.with(applied.at(), applied.servers() - before.left().getAsInt());
        }
        return known.asOf(now.at());
    }

    /** Returns the wanted size as this agent left it. */
    OptionalInt left() {
        Outcome outcome = now.lastOutcome().orElse(null);
        if (outcome instanceof Outcome.Applied applied) {
            return OptionalInt.of(applied.servers());
        }
        // A write that was refused for being late may have arrived all the same.
        return outcome instanceof Outcome.Refused ? OptionalInt.empty() : before.left();
    }

    /** Returns the wish of before. One that was reached is none any more, even if the target was changed since. */
    OptionalInt kept() {
        boolean reached = now.lastOutcome().orElse(null) instanceof Outcome.Applied applied
                && before.wish().equals(OptionalInt.of(applied.servers()));
        return reached ? OptionalInt.empty() : before.wish();
    }

    /** Returns the move that someone else made. */
    Optional<Change> found(Fleet fleet) {
        OptionalInt expected = left();
        return expected.isEmpty() || expected.getAsInt() == fleet.wanted() || isSeen(fleet)
                ? Optional.empty()
                : Optional.of(new Change(expected.getAsInt(), fleet.wanted()));
    }

    /** Returns where the target is left by this round: before the outcome is known, where it was. */
    OptionalInt leftAt(Fleet fleet) {
        return isSeen(fleet) ? before.left() : OptionalInt.of(fleet.wanted());
    }

    /** Returns the size that is being written after this round, if any. */
    OptionalInt sentAfter(Optional<Change> change) {
        return change.map(sent -> OptionalInt.of(sent.to()))
                .orElse(now.writing() ? before.sent() : OptionalInt.empty());
    }

    /** Returns what is known of how large servers are, this outcome included. */
    OfServerSize serverSize() {
        OfServerSize known = before.serverSize();
        boolean applied = known.sent().isPresent() && now.lastOutcome().orElse(null) instanceof Outcome.Applied;
        return new OfServerSize(
                applied ? known.sent() : known.left(),
                now.writing() ? known.sent() : Optional.empty(),
                known.proposals());
    }

    /** What is being written may be seen before the answer to it. */
    private boolean isSeen(Fleet fleet) {
        return now.writing() && before.sent().equals(OptionalInt.of(fleet.wanted()));
    }
}
