package dev.flyball.agent.api;

import dev.flyball.agent.report.Journal;
import dev.flyball.agent.round.Rounds;
import dev.flyball.agent.round.TargetLoop;
import dev.flyball.agent.shard.Sharding;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.SizeHold;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Takes orders of operators. An order is for the rounds to come, the first of which begins at once; it writes nothing
 * by itself. Each answer is the target as it is then, and comes when the order is kept for an agent that comes after
 * this one, or cannot be.
 *
 * <p>Not blocking, so that a body that comes slowly occupies no thread.
 */
@Path("/api/targets")
@Produces(MediaType.APPLICATION_JSON)
@Steering
@NonBlocking
public final class SteeringResource {

    private static final Logger LOG = Logger.getLogger("flyball");

    /** A disk that hangs must not keep an operator waiting; the order holds in this agent all the same. */
    private static final Duration LONGEST_KEEPING = Duration.ofSeconds(1);

    private final Rounds rounds;
    private final TargetViews targets;
    private final Journal journal;
    private final Sharding sharding;

    SteeringResource(Rounds rounds, TargetViews targets, Journal journal, Sharding sharding) {
        this.rounds = rounds;
        this.targets = targets;
        this.journal = journal;
        this.sharding = sharding;
    }

    /** An order to an agent that does not decide the target would have no effect. */
    private TargetLoop own(String name) {
        TargetLoop target = targets.called(name);
        if (sharding.term(target.settings().resource()).isEmpty()) {
            throw ApiErrors.refusal(
                    Status.CONFLICT,
                    target.settings().name() + " is not this agent's now: order it from the agent that holds the lease "
                            + sharding.leaseOf(target.settings().resource()));
        }
        return target;
    }

    private Uni<TargetView> once(CompletableFuture<Void> kept, TargetLoop target) {
        return Uni.createFrom()
                .completionStage(kept.completeOnTimeout(null, LONGEST_KEEPING.toMillis(), TimeUnit.MILLISECONDS))
                .map(done -> targets.of(target));
    }

    /** Lets nothing be written to a target until it is resumed. */
    @POST
    @Path("/{name}/pause")
    public Uni<TargetView> pause(@PathParam("name") String name) {
        TargetLoop target = own(name);
        CompletableFuture<Void> kept = target.pause();
        LOG.infof(
                "%s: paused by an operator, until it is resumed",
                target.settings().name());
        return once(kept, target);
    }

    /** Ends a pause, and a hold. */
    @POST
    @Path("/{name}/resume")
    public Uni<TargetView> resume(@PathParam("name") String name) {
        TargetLoop target = own(name);
        CompletableFuture<Void> kept = target.resume();
        LOG.infof("%s: resumed by an operator", target.settings().name());
        rounds.now();
        return once(kept, target);
    }

    /** Holds a target at a size for a time. */
    @POST
    @Path("/{name}/scale")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<TargetView> scale(@PathParam("name") String name, ScaleOrder order) {
        TargetLoop target = own(name);
        if (order == null) {
            throw ApiErrors.refusal(
                    Status.BAD_REQUEST, "the body is missing: must be as in {\"servers\": 3, \"for\": \"1h\"}");
        }
        Bounds bounds = journal.latest(target.settings().name())
                .map(last -> last.decision().bounds())
                .orElse(target.settings().policy().bounds());
        SizeHold hold = order.from(target.time().instant(), target.settings().name(), bounds);
        CompletableFuture<Void> kept = target.hold(hold);
        LOG.infof(
                "%s: held at %d servers by an operator, until %s",
                target.settings().name(), hold.servers(), hold.until());
        rounds.now();
        return once(kept, target);
    }
}
