package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.kubernetes.api.ApiGroup;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.KubernetesApi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Knows in which version the cluster offers a metrics API; asks when it does not know. Safe for several threads. */
final class MetricGroup {

    static final String CUSTOM = "custom.metrics.k8s.io";
    static final String EXTERNAL = "external.metrics.k8s.io";

    private final KubernetesApi api;
    private final Calls calls;
    private final String name;
    private final List<String> usable;
    private final AtomicReference<Optional<Uni<String>>> known = new AtomicReference<>(Optional.empty());

    /**
     * Makes a group of which nothing is known yet.
     *
     * @param usable the versions that can be read, the best one first
     */
    MetricGroup(KubernetesApi api, Calls calls, String name, List<String> usable) {
        this.api = api;
        this.calls = calls;
        this.name = name;
        this.usable = List.copyOf(usable);
    }

    /** Yields the best version that the cluster offers, or fails with the fault in words. */
    Uni<String> version() {
        return known.updateAndGet(answer -> answer.or(() -> Optional.of(ask()))).orElseThrow();
    }

    private Uni<String> ask() {
        return calls.ask(Asked.group(name), api.group(name))
                .map(this::best)
                .onFailure()
                .invoke(this::forget)
                .memoize()
                .indefinitely();
    }

    /** Asks anew the next time, since what offered this API may have been replaced. */
    void forget() {
        known.set(Optional.empty());
    }

    private String best(ApiGroup offered) {
        return usable.stream()
                .filter(offered::offers)
                .findFirst()
                .orElseThrow(() -> new FaultException(
                        Fault.Kind.UNSUPPORTED,
                        api.server() + " offers " + name + " as " + offered.versions() + ": must be one of " + usable));
    }
}
