package dev.flyball.agent.round;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.agent.shard.Ownership;
import dev.flyball.agent.simulated.Timeline;
import dev.flyball.agent.state.Memories;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.decision.Step;
import dev.flyball.core.port.Adapter;
import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The rounds of the targets that share an interval. One round: collect what became of writes, look through every
 * adapter side by side, decide target by target, start the writes. A round takes at most half the interval;
 * {@link #run} never overlaps itself.
 */
public final class Round {

    private static final Logger LOG = Logger.getLogger(Round.class);

    /** A disk that hangs must not keep a target from growing. */
    private static final Duration LONGEST_KEEPING = Duration.ofSeconds(1);

    private final List<Members> members;
    private final Adapters adapters;
    private final Executor writers;
    private final Memories memories;
    private final Ownership ownership;
    private final List<RoundListener> listeners;
    private final Duration deadline;
    private final Executor readers;
    private boolean stopped;
    private List<TargetLoop> lastOwn = List.of();
    private final Map<Adapter, Lookout> lookouts = new HashMap<>();

    /**
     * Prepares the rounds of some targets.
     *
     * @param targets what is set for the targets
     * @param interval the time between their rounds, in life
     * @param adapters the ways to the outside
     * @param readers run the looks; never less than one thread for each adapter
     * @param writers run the writes
     * @param memories keep what is remembered, and each write before it is sent
     * @param ownership tells which of the targets are to be decided here
     * @param listeners are told what happens
     */
    public Round(
            List<TargetSettings> targets,
            Duration interval,
            Adapters adapters,
            Executor readers,
            Executor writers,
            Memories memories,
            Ownership ownership,
            List<RoundListener> listeners) {
        this.adapters = adapters;
        this.readers = readers;
        this.writers = writers;
        this.memories = memories;
        this.ownership = ownership;
        this.listeners = List.copyOf(listeners);
        this.deadline = interval.dividedBy(2);
        this.members = targets.stream().map(this::members).toList();
    }

    private Members members(TargetSettings target) {
        Timeline time = adapters.timeOf(target.resource());
        return adapters.selects(target.resource())
                ? Members.selected(
                        target,
                        time,
                        memories,
                        adapters.of(target.resource()).targets().orElseThrow(),
                        readers)
                : Members.single(new TargetLoop(target, time, memories));
    }

    /** Returns the targets of these rounds as they are set. */
    public List<Members> members() {
        return members;
    }

    /** Returns the targets of the last round. */
    public List<TargetLoop> loops() {
        return members.stream().flatMap(group -> group.loops().stream()).toList();
    }

    /** Does one round. Throws nothing: what goes wrong for one target is logged and does not reach the others. */
    public synchronized void run() {
        if (stopped) {
            return;
        }
        long start = System.nanoTime();
        update(start);
        List<TargetLoop> loops = own();
        Map<TargetLoop, Optional<Outcome>> outcomes = new HashMap<>();
        loops.forEach(loop -> outcomes.put(loop, loop.takeOutcome()));

        Map<TargetId, Sight> sights = look(loops, start);
        CompletableFuture<Void> kept = new CompletableFuture<>();
        for (TargetLoop loop : loops) {
            if (!isOwn(loop)) {
                continue;
            }
            try {
                decide(loop, sights.get(loop.settings().resource()), outcomes.get(loop), kept);
            } catch (RuntimeException defect) {
                LOG.errorf(
                        defect,
                        "%s: the decision failed and nothing was changed; please report this",
                        loop.settings().name());
            }
        }
        keep(loops.stream().filter(this::isOwn).toList(), kept);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        listeners.forEach(listener -> listener.ended(took));
    }

    /** Returns the loops of those targets that are this agent's own now. */
    private List<TargetLoop> own() {
        List<TargetLoop> own = new ArrayList<>();
        for (TargetLoop loop : loops()) {
            OptionalLong term = ownership.term(loop.settings().resource());
            if (term.isPresent() && memories.isKnown(loop.settings().resource(), term.getAsLong())) {
                loop.enter(term.getAsLong());
                own.add(loop);
            }
        }
        List<TargetLoop> lost = new ArrayList<>(lastOwn);
        lost.removeAll(own);
        lost.forEach(loop -> listeners.forEach(listener -> listener.lost(loop.settings())));
        lastOwn = own;
        return own;
    }

    private boolean isOwn(TargetLoop loop) {
        return loop.term().isPresent()
                && loop.term().equals(ownership.term(loop.settings().resource()));
    }

    /** Has what is remembered kept; then, or after a while at most, the writes are sent. */
    private CompletableFuture<Void> keep(List<TargetLoop> loops, CompletableFuture<Void> kept) {
        kept.completeOnTimeout(null, LONGEST_KEEPING.toMillis(), TimeUnit.MILLISECONDS);
        memories.keep(
                        this,
                        loops.stream()
                                .filter(TargetLoop::keeps)
                                .map(TargetLoop::kept)
                                .toList())
                .whenComplete((done, never) -> kept.complete(null));
        return kept;
    }

    /** Does no further round, once the one that runs has ended, and waits for writes that are under way. */
    synchronized void stop(Duration longest) {
        stopped = true;
        CompletableFuture<?>[] writes =
                loops().stream().flatMap(loop -> loop.write().stream()).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(writes)
                .completeOnTimeout(null, longest.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        // The agent that comes next need not find out what became of the last writes.
        keep(loops().stream().filter(this::isOwn).toList(), new CompletableFuture<>())
                .join();
    }

    /** Looks at all targets without deciding anything. */
    public synchronized Map<TargetId, Sight> look() {
        long start = System.nanoTime();
        update(start);
        return look(loops(), start);
    }

    /** A target belongs to the first that stands for it, so that nobody decides it twice. */
    private void update(long start) {
        Set<TargetId> taken = members.stream()
                .map(group -> group.settings().resource())
                .collect(Collectors.toCollection(HashSet::new));
        for (Members group : members) {
            List<TargetLoop> gone = group.update(taken, start + deadline.toNanos());
            gone.forEach(loop -> listeners.forEach(listener -> listener.left(loop.settings())));
            listeners.forEach(listener -> listener.listed(group.settings(), group.fault()));
            group.loops().forEach(loop -> taken.add(loop.settings().resource()));
        }
    }

    private Map<TargetId, Sight> look(List<TargetLoop> loops, long start) {
        Map<Adapter, List<TargetLoop>> loopsByAdapter = loops.stream()
                .collect(Collectors.groupingBy(
                        loop -> adapters.of(loop.settings().resource()), LinkedHashMap::new, Collectors.toList()));
        List<Lookout.Look> looks = new ArrayList<>();
        loopsByAdapter.forEach((adapter, group) ->
                looks.add(lookouts.computeIfAbsent(adapter, known -> new Lookout(known, adapters, readers))
                        .start(group, group.get(0).time().instant(), deadline)));
        Map<TargetId, Sight> sights = new HashMap<>();
        for (Lookout.Look look : looks) {
            Sight sight = Lookout.await(look, start + deadline.toNanos());
            look.targets().forEach(target -> sights.put(target, sight));
        }
        return sights;
    }

    private void decide(TargetLoop loop, Sight sight, Optional<Outcome> taken, CompletableFuture<Void> kept) {
        Result<Fleet> fleet = sight.fleets().get(loop.settings().resource());
        Optional<Outcome> lastOutcome = taken.or(() -> loop.settle(fleet));
        Step step = loop.step(fleet, sight.readings(), lastOutcome);
        Decision decision = step.decision();
        Optional<WriteHold> hold = loop.hold(fleet);
        RoundListener.Decided event = new RoundListener.Decided(loop.settings(), decision, hold, lastOutcome);
        listeners.forEach(listener -> listener.decided(event));
        if (decision.change().isPresent() && fleet instanceof Result.Ok<Fleet> seen) {
            Change change = decision.change().get();
            loop.writing(change, decision.at(), write(loop.settings().resource(), change, seen.value(), hold, kept));
        }
    }

    private CompletableFuture<Outcome> write(
            TargetId target, Change change, Fleet seen, Optional<WriteHold> hold, CompletableFuture<Void> kept) {
        if (hold.isPresent()) {
            return CompletableFuture.completedFuture(new Outcome.Withheld(hold.get()));
        }
        Targets targets = adapters.of(target).targets().orElseThrow();
        return kept.thenApplyAsync(done -> apply(targets, target, change, seen), writers)
                .exceptionally(defect -> {
                    LOG.errorf(defect, "The write to %s failed in the adapter: please report this", target);
                    return new Outcome.Refused(
                            new Fault(Fault.Kind.INTERNAL, "the adapter failed while writing: " + defect.getMessage()));
                });
    }

    private Outcome apply(Targets targets, TargetId target, Change change, Fleet seen) {
        return ownership.mayWrite(target)
                ? targets.apply(target, change, seen.version())
                : new Outcome.Withheld(new WriteHold(
                        WriteMode.NO_LEASE, "the lease of its shard is not held for as long as the write may take"));
    }
}
