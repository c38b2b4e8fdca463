package dev.flyball.agent.api;

import dev.flyball.agent.report.Journal;
import dev.flyball.agent.settings.TargetSettings;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Tells the state of the targets and their past decisions. Reads only. */
@Path("/api/targets")
@Produces(MediaType.APPLICATION_JSON)
public final class TargetsResource {

    private static final int MOST = 2000;

    private final TargetViews targets;
    private final Journal journal;

    TargetsResource(TargetViews targets, Journal journal) {
        this.targets = targets;
        this.journal = journal;
    }

    /** Returns every target, in the order of the settings. */
    @GET
    public List<TargetView> targets() {
        return targets.all();
    }

    /**
     * Returns decisions of one target, newest first.
     *
     * @param name the target
     * @param limit at most how many
     * @param before only decisions older than this moment, in the target's time
     */
    @GET
    @Path("/{name}/decisions")
    public List<DecisionView> decisions(
            @PathParam("name") String name,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("before") @DefaultValue("+1000000000-12-31T23:59:59.999999999Z") String before) {
        TargetSettings target = targets.called(name).settings();
        return journal.before(target.name(), moment(before), number(limit)).stream()
                .map(DecisionView::of)
                .toList();
    }

    private static int number(String limit) {
        return Optional.of(limit)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::parseInt)
                .filter(number -> number >= 1 && number <= MOST)
                .orElseThrow(() ->
                        ApiErrors.refusal(Status.BAD_REQUEST, wrong("limit", limit, "a whole number, 1 to " + MOST)));
    }

    private static Instant moment(String before) {
        try {
            return Instant.parse(before);
        } catch (DateTimeParseException none) {
            throw ApiErrors.refusal(
                    Status.BAD_REQUEST, wrong("before", before, "a moment in UTC, such as 2026-01-31T08:00:00Z"));
        }
    }

    private static String wrong(String name, String value, String allowed) {
        return name + "=" + Shown.text(value) + ": must be " + allowed;
    }
}
