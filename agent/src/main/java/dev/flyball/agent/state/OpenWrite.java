package dev.flyball.agent.state;

import dev.flyball.core.result.Fault;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A write that was decided and whose outcome no decision has seen. It is kept before it is sent, so that an agent that
 * comes back knows that the size it finds may be its own work.
 *
 * @param change what was asked for
 * @param at when it was decided
 * @param outcome what became of it, if that was known when it was kept
 */
public record OpenWrite(Change change, Instant at, Optional<Outcome> outcome) {

    public OpenWrite {
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(outcome, "outcome");
    }

    /** Returns what became of it, judged by the first look of the agent that came back. */
    public Outcome settle(Fleet found) {
        return outcome.orElseGet(() -> judge(found));
    }

    private Outcome judge(Fleet found) {
        boolean sized = change.serverSize()
                .map(size -> found.servers().stream()
                        .anyMatch(server -> server.serverSize().equals(Optional.of(size))))
                .orElse(true);
        if (found.wanted() == change.to() && sized) {
            return new Outcome.Applied(at, change.to());
        }
        if (found.wanted() == change.from()) {
            return new Outcome.Deferred("the agent ended before the change was made");
        }
        return new Outcome.Refused(new Fault(
                Fault.Kind.TIMED_OUT,
                "the agent ended before the answer to its change from " + change.from() + " to " + change.to()
                        + " servers; now there are " + found.wanted()));
    }
}
