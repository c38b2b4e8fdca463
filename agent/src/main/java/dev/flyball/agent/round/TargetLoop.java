package dev.flyball.agent.round;

import dev.flyball.agent.settings.SettingsTable;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.agent.simulated.Timeline;
import dev.flyball.agent.state.Fit;
import dev.flyball.agent.state.Kept;
import dev.flyball.agent.state.Memories;
import dev.flyball.agent.state.OpenWrite;
import dev.flyball.agent.state.Orders;
import dev.flyball.core.decision.Autoscaler;
import dev.flyball.core.decision.Memory;
import dev.flyball.core.decision.Step;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.SizeHold;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * One target from round to round: its memory, the write that may be under way, and what operators ordered. Used by one
 * round at a time; orders may be given and asked by any thread.
 */
public final class TargetLoop {

    /** A right that is missing is not asked for more often than this. */
    private static final Duration FORBIDDEN_FOR = Duration.ofMinutes(1);

    private final TargetSettings settings;
    private final Timeline time;
    private final Autoscaler autoscaler;
    private Memory memory = Memory.empty();
    private final Memories memories;
    private final Fit fit;
    private Optional<CompletableFuture<Outcome>> write = Optional.empty();

    /** What the write under way asks for; without an outcome yet. */
    private Optional<OpenWrite> open = Optional.empty();

    private boolean recalled;

    /** True until the target is seen, if somebody else may have decided since what is remembered was kept. */
    private boolean behind;

    private OptionalLong term = OptionalLong.empty();
    private final Object ordering = new Object();

    /** What was ordered since the tenure began, or is known from before; empty if neither is known yet. */
    private volatile Optional<Orders> orders = Optional.empty();

    private Instant forbiddenUntil = Instant.MIN;
    private String forbiddenBecause = "";

    /** Makes the loop of one target; what {@code memories} know of it is asked for by its first round. */
    public TargetLoop(TargetSettings settings, Timeline time, Memories memories) {
        this.settings = settings;
        this.time = time;
        // The world of a simulated target begins anew with each agent, and so does what is known of it.
        this.memories = time.isLife() ? memories : Memories.none();
        this.fit = Fit.of(settings);
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
        return settings.policy().queries();
    }

    /** Returns what became of the last write if that has just become known. Asked before the fleet is read. */
    Optional<Outcome> takeOutcome() {
        recall();
        Optional<Outcome> outcome = write.filter(CompletableFuture::isDone).map(CompletableFuture::join);
        if (outcome.isPresent()) {
            write = Optional.empty();
            open = Optional.empty();
            if (outcome.get() instanceof Outcome.Refused refused
                    && refused.fault().kind() == Fault.Kind.FORBIDDEN) {
                forbiddenUntil = time.instant().plus(FORBIDDEN_FOR);
                forbiddenBecause = refused.fault().message();
            }
        }
        return outcome;
    }

    private void recall() {
        if (!recalled) {
            recalled = true;
            memories.recall(settings).ifPresent(kept -> {
                memory = kept.memory();
                open = kept.write();
                behind = !kept.last();
                synchronized (ordering) {
                    // An order that came before the first round is newer than what was kept.
                    orders = orders.or(() -> Optional.of(kept.orders()));
                }
            });
        }
    }

    /** Begins a tenure, unless it has begun: what is remembered from another one is out of date. */
    void enter(long tenure) {
        if (term.isPresent() && term.getAsLong() != tenure) {
            memory = Memory.empty();
            write = Optional.empty();
            open = Optional.empty();
            recalled = false;
            behind = false;
            synchronized (ordering) {
                orders = Optional.empty();
            }
        }
        term = OptionalLong.of(tenure);
    }

    /** Returns the tenure that was entered last. */
    OptionalLong term() {
        return term;
    }

    /** Returns what became of a write of the agent before this one, once the target is seen. */
    Optional<Outcome> settle(Result<Fleet> fleet) {
        if (write.isPresent() || !(fleet instanceof Result.Ok<Fleet> seen)) {
            return Optional.empty();
        }
        Optional<Outcome> outcome = open.map(sent -> sent.settle(seen.value()));
        int wanted = seen.value().wanted();
        if (behind && memory.left().orElse(wanted) != wanted && !(outcome.orElse(null) instanceof Outcome.Applied)) {
            // It was the agent before this one, which may have changed more than it could keep.
            outcome = Optional.of(new Outcome.Applied(time.instant(), wanted));
        }
        open = Optional.empty();
        behind = false;
        return outcome;
    }

    /** Returns what an agent that comes after this one must know. */
    Kept kept() {
        Optional<OpenWrite> unseen = open.map(sent -> new OpenWrite(
                sent.change(),
                sent.at(),
                write.filter(CompletableFuture::isDone)
                        .map(CompletableFuture::join)
                        .or(sent::outcome)));
        return new Kept(settings.resource(), fit, memory, unseen, orders(), true);
    }

    /** Tells whether what is known of the target is worth more than a moment. */
    boolean keeps() {
        return time.isLife();
    }

    /** Decides, and remembers. */
    Step step(Result<Fleet> fleet, Map<Query, Result<Reading>> readings, Optional<Outcome> lastOutcome) {
        Map<Query, Result<Reading>> own = new HashMap<>();
        for (Query query : queries()) {
            Optional.ofNullable(readings.get(query)).ifPresent(reading -> own.put(query, reading));
        }
        Step step = autoscaler.decide(
                new Observation(time.instant(), fleet, own, lastOutcome, open.isPresent(), orders().held()), memory);
        memory = step.after();
        return step;
    }

    /** Returns why a change of this target must not be written now; empty if it may. */
    Optional<WriteHold> hold(Result<Fleet> fleet) {
        if (settings.dryRun()) {
            return Optional.of(new WriteHold(WriteMode.DRY_RUN, SettingsTable.DRY_RUN.variable() + " is set"));
        }
        if (orders().paused()) {
            return Optional.of(new WriteHold(WriteMode.PAUSED, "paused by an operator, until it is resumed"));
        }
        Optional<WriteHold> ofFleet =
                fleet instanceof Result.Ok<Fleet> seen ? seen.value().hold() : Optional.empty();
        boolean forbidden = time.instant().isBefore(forbiddenUntil);
        return ofFleet.or(
                () -> forbidden ? Optional.of(new WriteHold(WriteMode.FORBIDDEN, forbiddenBecause)) : Optional.empty());
    }

    /** Returns what operators ordered, as far as it still holds. */
    public Orders orders() {
        return orders.orElse(Orders.none()).at(time.instant());
    }

    /**
     * Lets nothing be written until {@link #resume}.
     *
     * @return done once the order is kept, or cannot be
     */
    public CompletableFuture<Void> pause() {
        return order(Orders::pausing);
    }

    /**
     * Holds a size for a time; in the rounds to come, and inside the bounds.
     *
     * @return done once the order is kept, or cannot be
     */
    public CompletableFuture<Void> hold(SizeHold hold) {
        return order(known -> known.holding(hold));
    }

    /**
     * Takes every order back.
     *
     * @return done once that is kept, or cannot be
     */
    public CompletableFuture<Void> resume() {
        return order(known -> Orders.none());
    }

    private CompletableFuture<Void> order(UnaryOperator<Orders> next) {
        synchronized (ordering) {
            Orders known =
                    orders.or(() -> memories.recall(settings).map(Kept::orders)).orElse(Orders.none());
            Orders now = next.apply(known.at(time.instant()));
            orders = Optional.of(now);
            return memories.order(settings, now);
        }
    }

    /** Remembers a write that is under way, or was withheld. */
    void writing(Change change, Instant at, CompletableFuture<Outcome> outcome) {
        write = Optional.of(outcome);
        open = Optional.of(new OpenWrite(change, at, Optional.empty()));
    }

    /** Returns the write that is under way, if any. */
    public Optional<CompletableFuture<Outcome>> write() {
        return write;
    }
}
