package dev.flyball.agent.api;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.report.Journal;
import dev.flyball.agent.round.Rounds;
import dev.flyball.agent.settings.Spelling;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.agent.simulated.Timeline;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;

/** Finds targets by name, and shows how they are now. */
@Singleton
final class TargetViews {

    private final Rounds rounds;
    private final Adapters adapters;
    private final Journal journal;

    TargetViews(Rounds rounds, Adapters adapters, Journal journal) {
        this.rounds = rounds;
        this.adapters = adapters;
        this.journal = journal;
    }

    List<TargetView> all() {
        return rounds.targets().stream().map(this::of).toList();
    }

    TargetView of(TargetSettings target) {
        Timeline time = adapters.timeOf(target.resource());
        return TargetView.of(target, time.speed(), time.instant(), journal.latest(target.name()));
    }

    /**
     * Returns the target of this name.
     *
     * @throws jakarta.ws.rs.WebApplicationException if there is none: 404, with the nearest name there is
     */
    TargetSettings called(String name) {
        List<TargetSettings> known = rounds.targets();
        return known.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiErrors.refusal(Status.NOT_FOUND, unknown(name, known)));
    }

    private static String unknown(String name, List<TargetSettings> known) {
        List<String> names = known.stream().map(TargetSettings::name).toList();
        String hint = Spelling.nearest(Shown.text(name), names)
                .map(near -> "; did you mean " + near + "?")
                .orElse("; /api/targets lists those there are");
        return "no target is called " + Shown.text(name) + hint;
    }
}
