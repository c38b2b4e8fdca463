package dev.flyball.kubernetes;

import dev.flyball.core.port.Archive;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.kubernetes.api.ApiException;
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
    private final SharedName shared;
    private final String where;

    /**
     * Makes the archive of one name.
     *
     * @param where {@code NAMESPACE/NAME}, or {@code NAME} in the namespace of the client configuration
     */
    KubernetesArchive(KubernetesApi api, Calls calls, String where) {
        this.api = api;
        this.shared = SharedName.of(api, calls, where);
        this.where = where;
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
        return within("get", space -> api.configMap(space, shared.prefix() + name)
                .map(map -> Optional.of(entry(name, map)))
                .onFailure(failure -> ApiException.is(failure, NOT_FOUND))
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
        ConfigMap next =
                ConfigMap.of(new ConfigMap.Metadata(shared.prefix() + name, seen.orElse(null), LABELS), KEY, bytes);
        return seen.isEmpty()
                ? within("create", space -> written(api.createConfigMap(space, next)))
                : within("update", space -> written(api.replaceConfigMap(space, shared.prefix() + name, next)));
    }

    /** Somebody was quicker: it has another version, is there already, or is gone. */
    private static Uni<Optional<String>> written(Uni<ConfigMap> request) {
        return request.map(map -> Optional.of(String.valueOf(map.metadata().resourceVersion())))
                .onFailure(failure -> ApiException.is(failure, CONFLICT))
                .recoverWithItem(Optional.empty());
    }

    private <T> Result<T> within(String verb, Function<String, Uni<T>> request) {
        return shared.within(space -> Asked.configMap(verb, space), request);
    }
}
