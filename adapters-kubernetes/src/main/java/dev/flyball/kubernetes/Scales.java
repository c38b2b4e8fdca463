package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.kubernetes.api.ApiException;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.ResourceList;
import dev.flyball.kubernetes.api.Scale;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Reads scale subresources, and finds out why one is not there. */
final class Scales {

    private static final int NOT_FOUND = 404;

    private final KubernetesApi api;
    private final Calls calls;

    Scales(KubernetesApi api, Calls calls) {
        this.api = api;
        this.calls = calls;
    }

    /** Yields the scale, complete, or fails with the fault in words. */
    Uni<Scale> of(Workload workload) {
        return raw(workload).map(scale -> complete(scale, workload));
    }

    /** Yields the scale as the server tells it, or fails with the fault in words. */
    Uni<Scale> raw(Workload workload) {
        Uni<Scale> scale = api.scale(workload.path());
        boolean custom = workload.kind().builtIn().isEmpty();
        return calls.ask(
                Asked.scale(workload),
                custom
                        ? scale.onFailure(Scales::isNotFound).recoverWithUni(absent -> explained(workload, absent))
                        : scale);
    }

    private static boolean isNotFound(Throwable failure) {
        return ApiException.is(failure, NOT_FOUND);
    }

    /** The server says "not found" whether it lacks the object, the resource, or only its scale. */
    private Uni<Scale> explained(Workload workload, Throwable absent) {
        return api.resources(workload.kind().group(), workload.kind().version())
                .onFailure(Scales::isNotFound)
                .recoverWithItem(new ResourceList(List.of()))
                .onFailure()
                .transform(unknown -> absent)
                .onItem()
                .transformToUni(known ->
                        Uni.createFrom().failure(missing(workload, known).orElse(absent)));
    }

    private Optional<Throwable> missing(Workload workload, ResourceList known) {
        Kind kind = workload.kind();
        if (known.named(kind.resource()).isEmpty()) {
            return Optional.of(new FaultException(
                    Fault.Kind.NOT_FOUND,
                    api.server() + " has no resource " + kind.resource() + " in API group " + kind.group()
                            + ", version " + kind.version() + "; kubectl api-resources lists what it has"));
        }
        return known.named(kind.resource() + "/scale").isPresent()
                ? Optional.empty()
                : Optional.of(new FaultException(
                        Fault.Kind.UNSUPPORTED,
                        workload + " cannot be scaled: its CustomResourceDefinition " + kind.word()
                                + " declares no scale subresource (subresources.scale) in version " + kind.version()));
    }

    private static Scale complete(Scale scale, Workload workload) {
        if (!isComplete(scale)) {
            throw new FaultException(Fault.Kind.INVALID, incomplete(scale, workload));
        }
        return scale;
    }

    /** Tells whether a scale says all that it must. */
    static boolean isComplete(Scale scale) {
        return scale.metadata() != null
                && scale.metadata().resourceVersion() != null
                && scale.spec() != null
                && scale.spec().replicas() >= 0
                && scale.status() != null
                && scale.status().replicas() >= 0
                && scale.status().selector() != null
                && !scale.status().selector().isBlank();
    }

    /** Says what is wrong with a scale that does not. */
    static String incomplete(Scale scale, Workload workload) {
        return "the scale of " + workload + " is " + scale
                + ": must have a resourceVersion, replicas of 0 or more, and a selector, which a"
                + " CustomResourceDefinition names by labelSelectorPath";
    }
}
