package dev.flyball.kubernetes;

import dev.flyball.core.result.Result;
import dev.flyball.kubernetes.api.KubernetesApi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/**
 * What several agents keep their objects under: a namespace, and what the names of the objects begin with.
 *
 * @param calls asks within the time limit
 * @param namespace where the objects are
 * @param prefix what their names begin with
 */
record SharedName(Calls calls, Uni<String> namespace, String prefix) {

    /**
     * Returns what a setting names.
     *
     * @param where {@code NAMESPACE/NAME}, or {@code NAME} in the namespace of the client configuration
     */
    static SharedName of(KubernetesApi api, Calls calls, String where) {
        int slash = where.indexOf('/');
        return new SharedName(
                calls,
                slash < 0 ? api.namespace() : Uni.createFrom().item(where.substring(0, slash)),
                where.substring(slash + 1) + "-");
    }

    /** Does a request in the namespace, and waits for its answer. */
    <T> Result<T> within(Function<String, Asked> asked, Function<String, Uni<T>> request) {
        return calls.await(namespace
                .chain(space -> calls.within(asked.apply(space), calls.ask(asked.apply(space), request.apply(space))))
                .onFailure()
                .recoverWithItem(failure -> Result.failed(calls.faultOf(failure, Asked.configuration()))));
    }
}
