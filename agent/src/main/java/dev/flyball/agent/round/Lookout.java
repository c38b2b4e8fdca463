package dev.flyball.agent.round;

import dev.flyball.core.port.Adapter;
import dev.flyball.core.port.Signals;
import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Looks at the outside through one adapter: fleets first, then the signals of those that were found, both within one
 * deadline. A look that is late is missing in this round; while it still hangs, no second one is started, so a source
 * that never answers costs one thread and not one a round.
 *
 * <p>Used by one round at a time.
 */
final class Lookout {

    private static final Logger LOG = Logger.getLogger(Lookout.class);

    private final Adapter adapter;
    private final Executor workers;
    private Future<?> last = CompletableFuture.completedFuture(null);

    Lookout(Adapter adapter, Executor workers) {
        this.adapter = adapter;
        this.workers = workers;
    }

    /** A look that has been started. */
    record Look(
            Collection<TargetId> targets,
            Duration deadline,
            CompletableFuture<Map<TargetId, Result<Fleet>>> fleets,
            CompletableFuture<Map<Query, Result<Reading>>> readings) {}

    /** Starts to look, and returns at once. */
    Look start(List<TargetLoop> loops, Instant at, Duration deadline) {
        List<TargetId> targets =
                loops.stream().map(loop -> loop.settings().resource()).toList();
        if (!last.isDone()) {
            Fault hangs = new Fault(
                    Fault.Kind.TIMED_OUT,
                    "the look of an earlier round is still waiting for an answer; no new one was started");
            return new Look(
                    targets,
                    deadline,
                    CompletableFuture.completedFuture(everywhere(targets, hangs)),
                    CompletableFuture.completedFuture(Map.of()));
        }
        Targets source = adapter.targets().orElseThrow();
        CompletableFuture<Map<TargetId, Result<Fleet>>> fleets =
                CompletableFuture.supplyAsync(() -> source.observe(targets, at), workers);
        CompletableFuture<Map<Query, Result<Reading>>> readings = fleets.thenApply(found -> read(loops, found, at));
        last = readings;
        return new Look(targets, deadline, fleets, readings);
    }

    private Map<Query, Result<Reading>> read(List<TargetLoop> loops, Map<TargetId, Result<Fleet>> found, Instant at) {
        Map<TargetId, Fleet> fleets = new HashMap<>();
        found.forEach((target, result) -> {
            if (result instanceof Result.Ok<Fleet> ok) {
                fleets.put(target, ok.value());
            }
        });
        List<Query> queries = loops.stream()
                .filter(loop -> fleets.containsKey(loop.settings().resource()))
                .flatMap(loop -> loop.queries().stream())
                .toList();
        Optional<Signals> source = adapter.signals();
        return queries.isEmpty() || source.isEmpty() ? Map.of() : source.get().read(queries, fleets, at);
    }

    /** Waits for a look, at most until {@code end} of {@link System#nanoTime}. */
    static Sight await(Look look, long end) {
        Map<TargetId, Result<Fleet>> fleets = new HashMap<>(everywhere(
                look.targets(),
                new Fault(
                        Fault.Kind.TIMED_OUT,
                        "no answer within " + look.deadline().toMillis() + " ms, half the interval")));
        try {
            fleets.putAll(look.fleets().get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
            return new Sight(fleets, look.readings().get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            return new Sight(fleets, Map.of());
        } catch (ExecutionException | CompletionException defect) {
            LOG.error("An adapter threw, which it must not: please report this", defect.getCause());
            Fault fault = new Fault(Fault.Kind.INTERNAL, "the adapter failed: " + defect.getCause());
            return new Sight(everywhere(look.targets(), fault), Map.of());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Sight(fleets, Map.of());
        }
    }

    private static Map<TargetId, Result<Fleet>> everywhere(Collection<TargetId> targets, Fault fault) {
        Map<TargetId, Result<Fleet>> result = new HashMap<>();
        targets.forEach(target -> result.put(target, Result.failed(fault)));
        return result;
    }
}
