package dev.flyball.kubernetes;

import dev.flyball.core.port.Leases;
import dev.flyball.core.result.Result;
import dev.flyball.kubernetes.api.ApiException;
import dev.flyball.kubernetes.api.KubernetesApi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Leases of {@code coordination.k8s.io} in one namespace, those whose names begin alike. A version is the object's
 * {@code resourceVersion}, so that the server itself refuses whoever saw an older one.
 */
final class KubernetesLeases implements Leases {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final KubernetesApi api;
    private final SharedName shared;
    private final InstantSource clock;

    /**
     * Makes the leases of one name.
     *
     * @param where {@code NAMESPACE/NAME}, or {@code NAME} in the namespace of the client configuration
     */
    KubernetesLeases(KubernetesApi api, Calls calls, String where, InstantSource clock) {
        this.api = api;
        this.shared = SharedName.of(api, calls, where);
        this.clock = clock;
    }

    @Override
    public Result<List<Lease>> list() {
        return within("list", space -> api.leases(space).map(leases -> leases.stream()
                .filter(lease -> lease.metadata().name().startsWith(shared.prefix()))
                .map(this::seen)
                .toList()));
    }

    @Override
    public Result<Optional<Lease>> write(String name, Optional<String> holder, Duration time, Optional<Lease> seen) {
        return seen.isEmpty()
                ? within("create", space -> written(api.createLease(space, next(name, holder, time, seen))))
                : within(
                        "update",
                        space -> written(
                                api.replaceLease(space, shared.prefix() + name, next(name, holder, time, seen))));
    }

    private dev.flyball.kubernetes.api.Lease next(
            String name, Optional<String> holder, Duration time, Optional<Lease> seen) {
        return dev.flyball.kubernetes.api.Lease.next(
                shared.prefix() + name,
                seen.map(Lease::version),
                holder.orElse(""),
                (int) time.toSeconds(),
                clock.instant());
    }

    /** Somebody was quicker: it has another version, or is there already. */
    private Uni<Optional<Lease>> written(Uni<dev.flyball.kubernetes.api.Lease> request) {
        return request.map(lease -> Optional.of(seen(lease)))
                .onFailure(failure -> ApiException.is(failure, CONFLICT))
                .recoverWithItem(Optional.empty());
    }

    @Override
    public Result<Boolean> remove(String name) {
        return within("delete", space -> api.deleteLease(space, shared.prefix() + name)
                .replaceWith(true)
                .onFailure(failure -> ApiException.is(failure, NOT_FOUND))
                .recoverWithItem(false));
    }

    private Lease seen(dev.flyball.kubernetes.api.Lease lease) {
        return new Lease(
                lease.metadata().name().substring(shared.prefix().length()),
                lease.holder(),
                Duration.ofSeconds(lease.seconds().orElse(0)),
                String.valueOf(lease.metadata().resourceVersion()));
    }

    private <T> Result<T> within(String verb, Function<String, Uni<T>> request) {
        return shared.within(space -> Asked.leaseWrite(verb, space), request);
    }
}
