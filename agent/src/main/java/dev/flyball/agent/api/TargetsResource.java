package dev.flyball.agent.api;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.report.Journal;
import dev.flyball.agent.round.Rounds;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.agent.simulated.Timeline;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Tells the state of the targets and their last decisions. Reads only. */
@Path("/api/targets")
@Produces(MediaType.APPLICATION_JSON)
public final class TargetsResource {

    private final Rounds rounds;
    private final Adapters adapters;
    private final Journal journal;

    TargetsResource(Rounds rounds, Adapters adapters, Journal journal) {
        this.rounds = rounds;
        this.adapters = adapters;
        this.journal = journal;
    }

    /** Returns every target, in the order of the settings. */
    @GET
    public List<TargetView> targets() {
        return rounds.targets().stream().map(this::view).toList();
    }

    private TargetView view(TargetSettings target) {
        Timeline time = adapters.timeOf(target.resource());
        return TargetView.of(target, time.speed(), time.instant(), journal.latest(target.name()));
    }

    /** Returns the last decisions of one target, newest first. */
    @GET
    @Path("/{name}/decisions")
    public List<DecisionView> decisions(@PathParam("name") String name) {
        if (rounds.targets().stream().noneMatch(target -> target.name().equals(name))) {
            throw new NotFoundException("no target is called " + name);
        }
        return journal.of(name).stream().map(DecisionView::of).toList();
    }
}
