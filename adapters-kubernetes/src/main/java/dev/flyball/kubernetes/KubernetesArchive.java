package dev.flyball.kubernetes;

import dev.flyball.core.port.Archive;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.kubernetes.api.ApiException;
import dev.flyball.kubernetes.api.Causes;
import dev.flyball.kubernetes.api.ConfigMap;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.KubernetesApi;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Contents as config maps in the namespace of the leases, one each. A version is the object's {@code resourceVersion},
 * so that the server itself refuses whoever saw an older one.
 */
final class KubernetesArchive implements Archive {

    /** A config map whose entry has another name is somebody else's, and is not touched. */
    static final String KEY = "flyball-state.json.gz";

    private static final int LARGEST = (1 << 20) - (1 << 12);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final Map<String, String> LABELS = Map.of("app.kubernetes.io/managed-by", "flyball");

    private final KubernetesApi api;
    private final Calls calls;
    private final Uni<String> namespace;
    private final String where;
    private final String prefix;

    /**
     * Makes the archive of one name.
     *
     * @param where {@code NAMESPACE/NAME}, or {@code NAME} in the namespace of the client configuration
     */
    KubernetesArchive(KubernetesApi api, Calls calls, String where) {
        int slash = where.indexOf('/');
        this.api = api;
        this.calls = calls;
        this.namespace = slash < 0 ? api.namespace() : Uni.createFrom().item(where.substring(0, slash));
        this.where = where;
        this.prefix = where.substring(slash + 1) + "-";
    }

    @Override
    public String named(String name) {
        return "ConfigMap " + where + "-" + name;
    }

    @Override
    public int largest() {
        return LARGEST;
    }

    @Override
    public Result<Optional<Entry>> read(String name) {
        return within("get", space -> api.configMap(space, prefix + name)
                .map(map -> Optional.of(entry(name, map)))
                .onFailure(failure -> is(failure, NOT_FOUND))
                .recoverWithItem(Optional.empty()));
    }

    private Entry entry(String name, ConfigMap map) {
        byte[] bytes = map.binaryData() == null ? null : map.binaryData().get(KEY);
        if (bytes == null) {
            throw new FaultException(
                    Fault.Kind.INVALID,
                    named(name) + " has no " + KEY + ", so it is not one of these agents: delete or rename it, or give"
                            + " the agents another name by FLYBALL_LEASES");
        }
        return new Entry(bytes, String.valueOf(map.metadata().resourceVersion()));
    }

    @Override
    public Result<Optional<String>> write(String name, byte[] bytes, Optional<String> seen) {
        ConfigMap next = ConfigMap.of(new ConfigMap.Metadata(prefix + name, seen.orElse(null), LABELS), KEY, bytes);
        return seen.isEmpty()
                ? within("create", space -> written(api.createConfigMap(space, next)))
                : within("update", space -> written(api.replaceConfigMap(space, prefix + name, next)));
    }

    /** Somebody was quicker: it has another version, is there already, or is gone. */
    private static Uni<Optional<String>> written(Uni<ConfigMap> request) {
        return request.map(map -> Optional.of(String.valueOf(map.metadata().resourceVersion())))
                .onFailure(failure -> is(failure, CONFLICT))
                .recoverWithItem(Optional.empty());
    }

    private <T> Result<T> within(String verb, Function<String, Uni<T>> request) {
        return calls.await(namespace
                .chain(space -> calls.within(
                        Asked.configMap(verb, space), calls.ask(Asked.configMap(verb, space), request.apply(space))))
                .onFailure()
                .recoverWithItem(failure -> Result.failed(calls.faultOf(failure, Asked.configuration()))));
    }

    private static boolean is(Throwable failure, int status) {
        return Causes.find(failure, ApiException.class)
                .filter(answer -> answer.status() == status)
                .isPresent();
    }
}
