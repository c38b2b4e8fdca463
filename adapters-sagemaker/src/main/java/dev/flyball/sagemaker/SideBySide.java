package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes calls side by side and waits for all of them, but not longer than a time limit in all. */
final class SideBySide {

    private final Executor executor;
    private final Duration limit;

    SideBySide(Executor executor, Duration limit) {
        this.executor = executor;
        this.limit = limit;
    }

    /**
     * Returns an entry for each of {@code keys}: what {@code call} returned, or {@code TIMED_OUT} with the key's own
     * {@code name} in the message if it is late. A late call that has not begun is never made.
     */
    <K, V> Map<K, Result<V>> run(Collection<K> keys, Function<K, Result<V>> call, Function<K, String> name) {
        Map<K, CompletableFuture<Result<V>>> started = new LinkedHashMap<>();
        for (K key : keys) {
            started.put(key, start(() -> call.apply(key), name.apply(key)));
        }
        Map<K, Result<V>> results = new LinkedHashMap<>();
        started.forEach((key, result) -> results.put(key, result.join()));
        return results;
    }

    private <V> CompletableFuture<Result<V>> start(Supplier<Result<V>> call, String name) {
        Result<V> late = Result.failed(
                Fault.Kind.TIMED_OUT, name + ": no answer within " + limit + "; the next round asks again");
        try {
            return CompletableFuture.supplyAsync(call, executor)
                    .completeOnTimeout(late, limit.toNanos(), TimeUnit.NANOSECONDS)
                    .exceptionally(defect -> Result.failed(Fault.Kind.INTERNAL, name + ": " + defect));
        } catch (RejectedExecutionException full) {
            return CompletableFuture.completedFuture(Result.failed(
                    Fault.Kind.TIMED_OUT, name + ": not asked, no thread was free; the next round asks again"));
        }
    }
}
