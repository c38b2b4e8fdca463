package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.TargetId;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.ObjectPath;
import dev.flyball.kubernetes.api.OwnedObject;
import dev.flyball.kubernetes.api.OwnedObject.Owner;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Finds the workload that the agent's own pod belongs to: the topmost of its owners that can be scaled. */
final class OwnWorkload {

    /** The target that stands for it in settings. */
    static final TargetId SELF = new TargetId(Workload.SCHEME, "self");

    private static final int HIGHEST = 10;

    private final KubernetesApi api;
    private final Calls calls;
    private final Served served;
    private final Optional<String> podName;
    private final AtomicReference<Optional<Workload>> found = new AtomicReference<>(Optional.empty());

    OwnWorkload(KubernetesApi api, Calls calls, Served served, Optional<String> podName) {
        this.api = api;
        this.calls = calls;
        this.served = served;
        this.podName = podName;
    }

    /** Returns the workload if it has been found; a pod keeps its owners. */
    Optional<Workload> known() {
        return found.get();
    }

    /** Yields the workload, or why it is not known; never fails. */
    Uni<Result<Workload>> find() {
        if (known().isPresent()) {
            return Uni.createFrom().item(Result.ok(known().get()));
        }
        if (podName.isEmpty()) {
            return Uni.createFrom()
                    .item(Result.failed(
                            Fault.Kind.NOT_FOUND,
                            SELF + ": the name of this pod is not known: set FLYBALL_POD_NAME by the pod's field"
                                    + " metadata.name"));
        }
        String pod = podName.get();
        Uni<Workload> search = calls.ask(Asked.configuration(), api.namespace()).chain(namespace -> {
            ObjectPath path = new ObjectPath("", "v1", "pods", namespace, pod);
            return object(path)
                    .chain(object -> above(object, namespace, Optional.empty(), 0))
                    .map(best -> best.orElseThrow(() -> new FaultException(
                            Fault.Kind.UNSUPPORTED,
                            SELF + ": pod " + pod + " in namespace " + namespace
                                    + " has no owner that can be scaled, such as a Deployment")));
        });
        return calls.within(Asked.owners(pod), search.invoke(workload -> found.set(Optional.of(workload))));
    }

    private Uni<OwnedObject> object(ObjectPath path) {
        return calls.ask(Asked.object(path), api.object(path));
    }

    /** Yields the best owner above {@code object}, or {@code best} if there is none. */
    private Uni<Optional<Workload>> above(OwnedObject object, String namespace, Optional<Workload> best, int height) {
        Optional<Owner> owner = object.controller().filter(known -> height < HIGHEST);
        if (owner.isEmpty()) {
            return Uni.createFrom().item(best);
        }
        return kind(owner.get())
                .map(kind -> new Workload(kind, namespace, owner.get().name()))
                .chain(workload -> served.scales(workload.kind())
                        .map(scales -> scales && isTarget(workload) ? Optional.of(workload) : best)
                        .chain(better ->
                                object(workload.path()).chain(next -> above(next, namespace, better, height + 1))));
    }

    private static boolean isTarget(Workload workload) {
        return Workload.of(workload.id()).isPresent();
    }

    private Uni<Kind> kind(Owner owner) {
        return served.kindOf(String.valueOf(owner.apiVersion()), String.valueOf(owner.kind()))
                .map(OwnWorkload::orThrow);
    }

    private static <T> T orThrow(Result<T> result) {
        if (result instanceof Result.Ok<T> ok) {
            return ok.value();
        }
        Fault fault = ((Result.Failed<T>) result).fault();
        throw new FaultException(fault.kind(), fault.message());
    }
}
