package dev.flyball.agent.api;

import dev.flyball.agent.round.Rounds;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Does rounds between the regular ones. However many ask, one at most is under way and one waits. */
@Path("/api/round")
@Produces(MediaType.APPLICATION_JSON)
@Steering
public final class RoundResource {

    private final Rounds rounds;
    private final TargetViews targets;

    RoundResource(Rounds rounds, TargetViews targets) {
        this.rounds = rounds;
        this.targets = targets;
    }

    /** Does a round of all targets now; answers when it has ended, with all targets. */
    @POST
    @Blocking
    public CompletionStage<List<TargetView>> round() {
        return rounds.now().thenApply(ended -> targets.all());
    }
}
