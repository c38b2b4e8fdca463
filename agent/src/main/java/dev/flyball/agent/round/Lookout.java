package dev.flyball.agent.round;

import dev.flyball.agent.Adapters;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Looks at the targets of one adapter: fleets first, then the signals of those that were found, each source by itself,
 * all within one deadline. What is late is missing in this round; while a look still hangs, no second one is started,
 * so a source that never answers costs one thread and not one a round, and hides nothing but its own signals.
 *
 * <p>Used by one round at a time.
 */
final class Lookout {

    private static final Logger LOG = Logger.getLogger(Lookout.class);

    private final Adapter adapter;
    private final Adapters adapters;
    private final Executor workers;
    private Future<?> lastFleets = CompletableFuture.completedFuture(null);
    private final Map<Adapter, Future<?>> lastReadings = new HashMap<>();

    Lookout(Adapter adapter, Adapters adapters, Executor workers) {
        this.adapter = adapter;
        this.adapters = adapters;
        this.workers = workers;
    }

    /** A look that has been started. */
    record Look(
            Collection<TargetId> targets,
            Duration deadline,
            CompletableFuture<Map<TargetId, Result<Fleet>>> fleets,
            List<Asked> readings) {}

    /** What one source has been asked. */
    record Asked(List<Query> queries, CompletableFuture<Map<Query, Result<Reading>>> answer) {}

    /** Starts to look, and returns at once. */
    Look start(List<TargetLoop> loops, Instant at, Duration deadline) {
        List<TargetId> targets =
                loops.stream().map(loop -> loop.settings().resource()).toList();
        if (!lastFleets.isDone()) {
            return new Look(
                    targets,
                    deadline,
                    CompletableFuture.completedFuture(everywhere(targets, stillWaiting())),
                    List.of());
        }
        Targets source = adapter.targets().orElseThrow();
        CompletableFuture<Map<TargetId, Result<Fleet>>> fleets =
                CompletableFuture.supplyAsync(() -> source.observe(targets, at), workers);
        lastFleets = fleets;
        Map<Adapter, List<Query>> queries = loops.stream()
                .flatMap(loop -> loop.queries().stream())
                .distinct()
                .collect(Collectors.groupingBy(adapters::reading, LinkedHashMap::new, Collectors.toList()));
        List<Asked> readings = new ArrayList<>();
        queries.forEach((reader, own) -> readings.add(new Asked(own, read(reader, own, fleets, at))));
        return new Look(targets, deadline, fleets, readings);
    }

    private CompletableFuture<Map<Query, Result<Reading>>> read(
            Adapter reader, List<Query> queries, CompletableFuture<Map<TargetId, Result<Fleet>>> fleets, Instant at) {
        Future<?> last = lastReadings.get(reader);
        if (last != null && !last.isDone()) {
            return CompletableFuture.completedFuture(everywhere(queries, stillWaiting()));
        }
        Signals source = reader.signals().orElseThrow();
        CompletableFuture<Map<Query, Result<Reading>>> readings = fleets.thenApplyAsync(
                found -> {
                    Map<TargetId, Fleet> seen = seen(found);
                    List<Query> answerable = queries.stream()
                            .filter(query -> seen.containsKey(query.target()))
                            .toList();
                    Map<Query, Result<Reading>> answer =
                            everywhere(queries, new Fault(Fault.Kind.MISSING, "the target was not seen"));
                    if (!answerable.isEmpty()) {
                        answer.putAll(source.read(answerable, seen, at));
                    }
                    return answer;
                },
                workers);
        lastReadings.put(reader, readings);
        return readings;
    }

    private static Map<TargetId, Fleet> seen(Map<TargetId, Result<Fleet>> found) {
        Map<TargetId, Fleet> fleets = new HashMap<>();
        found.forEach((target, result) -> {
            if (result instanceof Result.Ok<Fleet> ok) {
                fleets.put(target, ok.value());
            }
        });
        return fleets;
    }

    /** Waits for a look, at most until {@code end} of {@link System#nanoTime}. */
    static Sight await(Look look, long end) {
        Map<TargetId, Result<Fleet>> fleets = new HashMap<>();
        Map<Query, Result<Reading>> readings = new HashMap<>();
        try {
            collect(look.fleets(), look.targets(), fleets, look.deadline(), end);
            for (Asked asked : look.readings()) {
                collect(asked.answer(), asked.queries(), readings, look.deadline(), end);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return new Sight(fleets, readings);
    }

    private static <K, V> void collect(
            CompletableFuture<Map<K, Result<V>>> answer,
            Collection<K> asked,
            Map<K, Result<V>> into,
            Duration deadline,
            long end)
            throws InterruptedException {
        into.putAll(everywhere(
                asked,
                new Fault(Fault.Kind.TIMED_OUT, "no answer within " + deadline.toMillis() + " ms, half the interval")));
        try {
            into.putAll(answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            LOG.debugf("No answer in time about %s", asked);
        } catch (ExecutionException defect) {
            LOG.error("An adapter threw, which it must not: please report this", defect.getCause());
            into.putAll(everywhere(asked, new Fault(Fault.Kind.INTERNAL, "the adapter failed: " + defect.getCause())));
        }
    }

    private static Fault stillWaiting() {
        return new Fault(
                Fault.Kind.TIMED_OUT,
                "the look of an earlier round is still waiting for an answer; no new one was started");
    }

    private static <K, V> Map<K, Result<V>> everywhere(Collection<K> asked, Fault fault) {
        Map<K, Result<V>> result = new HashMap<>();
        asked.forEach(one -> result.put(one, Result.failed(fault)));
        return result;
    }
}
