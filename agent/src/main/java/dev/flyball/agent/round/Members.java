package dev.flyball.agent.round;

import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.agent.simulated.Timeline;
import dev.flyball.agent.state.Memories;
import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.TargetId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The targets that one resource of the settings stands for: itself, or all that it selects, listed anew beside each
 * round. What cannot be listed stays as it was. Used by one round at a time; {@link #loops} from any thread.
 */
public final class Members {

    private final TargetSettings settings;
    private final Timeline time;
    private final Memories memories;
    private final Optional<Targets> lister;
    private final Executor workers;
    private volatile List<TargetLoop> loops;
    private Optional<CompletableFuture<Result<Set<TargetId>>>> listing = Optional.empty();
    private boolean listed;
    private volatile Optional<Fault> fault = Optional.empty();

    private Members(
            TargetSettings settings,
            Timeline time,
            Memories memories,
            Optional<Targets> lister,
            Executor workers,
            List<TargetLoop> loops) {
        this.settings = settings;
        this.time = time;
        this.memories = memories;
        this.lister = lister;
        this.workers = workers;
        this.loops = loops;
    }

    /** Makes the members of a resource that stands for itself. */
    static Members single(TargetLoop loop) {
        return new Members(
                loop.settings(), loop.time(), Memories.none(), Optional.empty(), Runnable::run, List.of(loop));
    }

    /** Makes the members of a resource that selects several; none is known yet. */
    static Members selected(
            TargetSettings settings, Timeline time, Memories memories, Targets lister, Executor workers) {
        return new Members(settings, time, memories, Optional.of(lister), workers, List.of());
    }

    /** Returns what is set for them all. */
    public TargetSettings settings() {
        return settings;
    }

    /** Returns the targets of now, by name. */
    public List<TargetLoop> loops() {
        return loops;
    }

    /** Returns why nobody knows which targets there are now; empty if it is known. */
    public Optional<Fault> fault() {
        return fault;
    }

    /**
     * Takes over what was listed, and begins to list anew. Waits for an answer only if there was none yet, at most
     * until {@code end} of {@link System#nanoTime}.
     *
     * @param taken targets that have a loop elsewhere
     * @return the loops of targets that are no longer members
     */
    List<TargetLoop> update(Set<TargetId> taken, long end) {
        if (lister.isEmpty()) {
            return List.of();
        }
        if (listing.isEmpty()) {
            listing = Optional.of(
                    CompletableFuture.supplyAsync(() -> lister.get().matching(settings.resource()), workers));
        }
        if (listed && !listing.get().isDone()) {
            return List.of();
        }
        Result<Set<TargetId>> answer = await(listing.get(), end);
        if (listing.get().isDone()) {
            listing = Optional.empty();
        }
        if (answer instanceof Result.Failed<Set<TargetId>> failed) {
            fault = Optional.of(failed.fault());
            return List.of();
        }
        fault = Optional.empty();
        listed = true;
        Set<TargetId> members = new HashSet<>(((Result.Ok<Set<TargetId>>) answer).value());
        members.removeAll(taken);
        return replaceBy(members);
    }

    private List<TargetLoop> replaceBy(Set<TargetId> members) {
        List<TargetLoop> before = loops;
        Map<TargetId, TargetLoop> known =
                before.stream().collect(Collectors.toMap(loop -> loop.settings().resource(), Function.identity()));
        loops = members.stream()
                .map(member -> known.containsKey(member)
                        ? known.get(member)
                        : new TargetLoop(settings.of(member), time, memories))
                .sorted(Comparator.comparing(loop -> loop.settings().name()))
                .toList();
        List<TargetLoop> gone = new ArrayList<>(before);
        gone.removeAll(loops);
        return gone;
    }

    private static Result<Set<TargetId>> await(CompletableFuture<Result<Set<TargetId>>> listing, long end) {
        try {
            return listing.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return Result.failed(Fault.Kind.TIMED_OUT, "no list of targets within half the interval");
        } catch (ExecutionException defect) {
            return Result.failed(Fault.Kind.INTERNAL, "the adapter failed: " + defect.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Result.failed(Fault.Kind.TIMED_OUT, "stopped while targets were listed");
        }
    }
}
