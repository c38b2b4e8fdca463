package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.KubernetesApi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sends requests side by side, and turns whatever goes wrong with one into the fault of that one. */
final class Calls {

    private final KubernetesApi api;
    private final Faults faults;
    private final Duration limit;

    Calls(KubernetesApi api, Duration limit) {
        this.api = api;
        this.faults = new Faults(api, limit);
        this.limit = limit;
    }

    /** Returns the same with a time limit that is no longer than this. */
    Calls within(Duration most) {
        return most.compareTo(limit) < 0 ? new Calls(api, most) : this;
    }

    /** Yields the answer, or fails with the fault in words. */
    <T> Uni<T> ask(Asked asked, Uni<T> request) {
        return request.onFailure().transform(failure -> fault(failure, asked));
    }

    /** Yields what comes of all these requests together, within the time limit; never fails. */
    <T> Uni<Result<T>> within(Asked whole, Uni<T> requests) {
        return requests.ifNoItem()
                .after(limit)
                .fail()
                .map(Result::ok)
                .onFailure()
                .recoverWithItem(failure -> Result.failed(faults.of(failure, whole)));
    }

    /** Yields the answer or the fault, within the time limit; never fails. */
    <T> Uni<Result<T>> askOnce(Asked asked, Uni<T> request) {
        return within(asked, ask(asked, request));
    }

    private FaultException fault(Throwable failure, Asked asked) {
        Fault fault = faultOf(failure, asked);
        return new FaultException(fault.kind(), fault.message());
    }

    /** Says what went wrong. */
    Fault faultOf(Throwable failure, Asked asked) {
        return faults.of(failure, asked);
    }

    /** Waits for one answer. */
    <T> T await(Uni<T> answer) {
        return answer.await().indefinitely();
    }

    /** Asks about all keys at the same time, and waits until each has its answer. */
    <K, V> Map<K, V> awaitEach(Collection<K> keys, Function<K, Uni<V>> question) {
        Map<K, V> answers = new HashMap<>();
        if (keys.isEmpty()) {
            return answers;
        }
        List<K> order = List.copyOf(keys);
        List<V> values =
                await(Uni.join().all(order.stream().map(question).toList()).andCollectFailures());
        for (int i = 0; i < order.size(); i++) {
            answers.put(order.get(i), values.get(i));
        }
        return answers;
    }
}
