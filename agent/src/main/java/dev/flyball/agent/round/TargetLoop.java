package dev.flyball.agent.round;

import dev.flyball.agent.settings.SettingsTable;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.agent.simulated.Timeline;
import dev.flyball.core.decision.Autoscaler;
import dev.flyball.core.decision.Memory;
import dev.flyball.core.decision.Step;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One target from round to round: its memory, and the write that may be under way. Used by one round at a time; not
 * safe for several threads at once.
 */
public final class TargetLoop {

    /** A right that is missing is not asked for more often than this. */
    private static final Duration FORBIDDEN_FOR = Duration.ofMinutes(1);

    private final TargetSettings settings;
    private final Timeline time;
    private final Autoscaler autoscaler;
    private Memory memory = Memory.empty();
    private Optional<CompletableFuture<Outcome>> write = Optional.empty();
    private Instant forbiddenUntil = Instant.MIN;
    private String forbiddenBecause = "";

    /** Makes the loop of one target that has not been seen yet. */
    public TargetLoop(TargetSettings settings, Timeline time) {
        this.settings = settings;
        this.time = time;
        this.autoscaler = new Autoscaler(settings.policy());
    }

    /** Returns the settings of the target. */
    public TargetSettings settings() {
        return settings;
    }

    /** Returns the time that the target lives in. */
    public Timeline time() {
        return time;
    }

    /** Returns the signals to read. */
    List<Query> queries() {
        return settings.policy().signals().stream().map(TrackedSignal::query).toList();
    }

    /** Returns what became of the last write if that has just become known. Asked before the fleet is read. */
    Optional<Outcome> takeOutcome() {
        Optional<Outcome> outcome = write.filter(CompletableFuture::isDone).map(CompletableFuture::join);
        if (outcome.isPresent()) {
            write = Optional.empty();
            if (outcome.get() instanceof Outcome.Refused refused
                    && refused.fault().kind() == Fault.Kind.FORBIDDEN) {
                forbiddenUntil = time.instant().plus(FORBIDDEN_FOR);
                forbiddenBecause = refused.fault().message();
            }
        }
        return outcome;
    }

    /** Decides, and remembers. */
    Step step(Result<Fleet> fleet, Map<Query, Result<Reading>> readings, Optional<Outcome> lastOutcome) {
        Map<Query, Result<Reading>> own = new HashMap<>();
        for (Query query : queries()) {
            Optional.ofNullable(readings.get(query)).ifPresent(reading -> own.put(query, reading));
        }
        Step step =
                autoscaler.decide(new Observation(time.instant(), fleet, own, lastOutcome, write.isPresent()), memory);
        memory = step.after();
        return step;
    }

    /** Returns why a change of this target must not be written now; empty if it may. */
    Optional<WriteHold> hold(Result<Fleet> fleet) {
        if (settings.dryRun()) {
            return Optional.of(new WriteHold(WriteMode.DRY_RUN, SettingsTable.DRY_RUN.variable() + " is set"));
        }
        Optional<WriteHold> ofFleet =
                fleet instanceof Result.Ok<Fleet> seen ? seen.value().hold() : Optional.empty();
        boolean forbidden = time.instant().isBefore(forbiddenUntil);
        return ofFleet.or(
                () -> forbidden ? Optional.of(new WriteHold(WriteMode.FORBIDDEN, forbiddenBecause)) : Optional.empty());
    }

    /** Remembers a write that is under way, or was withheld. */
    void writing(CompletableFuture<Outcome> outcome) {
        write = Optional.of(outcome);
    }

    /** Returns the write that is under way, if any. */
    public Optional<CompletableFuture<Outcome>> write() {
        return write;
    }
}
