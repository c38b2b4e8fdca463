package dev.flyball.prometheus.http;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Asks many things at the same time, but no more than so many at once and no longer than so long.
 *
 * @param atOnce how many questions may be under way
 * @param whole how long all of them together may take; what is late is a fault of its own
 */
public record SideBySide(int atOnce, Duration whole) {

    /** Returns an answer for each key. Each future must end by itself, and with a result rather than a failure. */
    public <K, V> Map<K, Result<V>> ask(Collection<K> keys, Function<K, CompletableFuture<Result<V>>> question) {
        long end = System.nanoTime() + whole.toNanos();
        Map<K, CompletableFuture<Result<V>>> asked = new LinkedHashMap<>();
        Map<K, Result<V>> answers = new HashMap<>();
        keys.forEach(key -> answers.put(key, Result.failed(late())));
        try {
            Semaphore free = new Semaphore(atOnce);
            for (K key : keys) {
                if (!free.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    break;
                }
                asked.put(key, question.apply(key).whenComplete((answer, failure) -> free.release()));
            }
            for (Map.Entry<K, CompletableFuture<Result<V>>> one : asked.entrySet()) {
                answers.put(one.getKey(), await(one.getValue(), end));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return answers;
    }

    private <V> Result<V> await(CompletableFuture<Result<V>> answer, long end) throws InterruptedException {
        try {
            return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return Result.failed(late());
        } catch (ExecutionException defect) {
            return Result.failed(
                    Fault.Kind.INTERNAL,
                    "the Prometheus adapter failed: " + defect.getCause() + "; please report this");
        }
    }

    private Fault late() {
        return new Fault(
                Fault.Kind.TIMED_OUT,
                "not answered within the " + whole.toMillis() + " ms that all questions of a round have together");
    }
}
