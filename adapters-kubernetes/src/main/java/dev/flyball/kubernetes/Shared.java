package dev.flyball.kubernetes;

import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Questions of one round that several signals have in common: each is sent once. For use by one thread.
 *
 * @param <K> what is asked about
 * @param <T> the answer
 */
final class Shared<K, T> {

    private final Map<K, Uni<T>> asked = new HashMap<>();
    private final Function<K, Uni<T>> question;

    Shared(Function<K, Uni<T>> question) {
        this.question = question;
    }

    Uni<T> about(K key) {
        return asked.computeIfAbsent(
                key, first -> question.apply(first).memoize().indefinitely());
    }
}
