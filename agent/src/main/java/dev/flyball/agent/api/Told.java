package dev.flyball.agent.api;

import dev.flyball.agent.report.Advice;
import dev.flyball.agent.round.RoundListener.Decided;
import dev.flyball.core.decision.Story;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.WriteHold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds to the {@link Story} of a decision what became of changes, and what an operator can do. */
final class Told {

    private Told() {}

    static List<String> story(Decided event) {
        List<String> story = new ArrayList<>();
        event.lastOutcome().flatMap(Told::outcome).ifPresent(story::add);
        story.addAll(Story.of(event.decision()));
        event.hold().map(hold -> hold(event, hold)).ifPresent(story::add);
        advice(event).map(advice -> "What you can do: " + advice + ".").ifPresent(story::add);
        return List.copyOf(story);
    }

    private static Optional<String> outcome(Outcome outcome) {
        if (outcome instanceof Outcome.Applied applied) {
            return Optional.of("The change before had been accepted: " + applied.servers() + " servers.");
        }
        if (outcome instanceof Outcome.Deferred deferred) {
            return Optional.of("The change before had been put off: " + deferred.why() + ".");
        }
        if (outcome instanceof Outcome.Refused refused) {
            return Optional.of("The change before had been refused: "
                    + refused.fault().message() + " (" + refused.fault().kind() + ").");
        }
        return Optional.empty();
    }

    /** What keeps a change from being written comes first, since it makes the rest idle. */
    private static Optional<String> advice(Decided event) {
        return event.hold()
                .flatMap(hold -> Advice.on(hold.mode()))
                .or(() -> Advice.on(event.decision().reason()));
    }

    private static String hold(Decided event, WriteHold hold) {
        String held = hold.mode() + ", " + hold.why();
        return event.decision().change().isPresent()
                ? "That was not written: " + held + "."
                : "Nothing would have been written: " + held + ".";
    }
}
