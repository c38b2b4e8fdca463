package dev.flyball.agent.api;

import dev.flyball.agent.report.Journal;
import dev.flyball.agent.round.Rounds;
import dev.flyball.agent.round.TargetLoop;
import dev.flyball.agent.settings.Spelling;
import dev.flyball.agent.settings.TargetSettings;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;

/** Finds targets by name, and shows how they are now. */
@Singleton
final class TargetViews {

    private final Rounds rounds;
    private final Journal journal;

    TargetViews(Rounds rounds, Journal journal) {
        this.rounds = rounds;
        this.journal = journal;
    }

    List<TargetView> all() {
        return rounds.loops().stream().map(this::of).toList();
    }

    TargetView of(TargetLoop loop) {
        TargetSettings target = loop.settings();
        return TargetView.of(
                target, loop.time().speed(), loop.time().instant(), loop.orders(), journal.latest(target.name()));
    }

    /**
     * Returns the target of this name.
     *
     * @throws jakarta.ws.rs.WebApplicationException if there is none: 404, with the nearest name there is
     */
    TargetLoop called(String name) {
        List<TargetLoop> known = rounds.loops();
        return known.stream()
                .filter(loop -> loop.settings().name().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiErrors.refusal(Status.NOT_FOUND, unknown(name, known)));
    }

    private static String unknown(String name, List<TargetLoop> known) {
        List<String> names = known.stream().map(loop -> loop.settings().name()).toList();
        String hint = Spelling.nearest(Shown.text(name), names)
                .map(near -> "; did you mean " + near + "?")
                .orElse("; /api/targets lists those there are");
        return "no target is called " + Shown.text(name) + hint;
    }
}
