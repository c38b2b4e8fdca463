package dev.flyball.kubernetes;

import dev.flyball.core.port.Signals;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.PodMetricsList;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what pods use from the metrics API, once for each namespace, all namespaces at the same time. */
final class KubernetesSignals implements Signals {

    /** The signals, which are the names of the resources whose use they are. */
    static final List<String> RESOURCES = List.of("cpu", "memory");

    private final KubernetesApi api;
    private final Calls calls;

    KubernetesSignals(KubernetesApi api, Duration limit) {
        this.api = api;
        this.calls = new Calls(api, limit);
    }

    @Override
    public Map<Query, Result<Reading>> read(Collection<Query> queries, Map<TargetId, Fleet> fleets, Instant at) {
        Set<String> namespaces = new LinkedHashSet<>();
        for (Query query : queries) {
            Workload.of(query.target())
                    .filter(workload -> fleets.containsKey(query.target()) && RESOURCES.contains(query.signal()))
                    .ifPresent(workload -> namespaces.add(workload.namespace()));
        }
        Map<String, Result<PodMetricsList>> metrics = calls.awaitEach(
                namespaces, namespace -> calls.askOnce(Asked.podMetrics(namespace), api.podMetrics(namespace)));
        Map<Query, Result<Reading>> readings = new HashMap<>();
        for (Query query : queries) {
            readings.put(query, reading(query, Optional.ofNullable(fleets.get(query.target())), metrics));
        }
        return readings;
    }

    @Override
    public Result<History> history(Query query, Interval interval) {
        return Result.failed(
                Fault.Kind.MISSING, query.signal() + " of " + query.target() + ": the metrics API keeps no past");
    }

    private static Result<Reading> reading(
            Query query, Optional<Fleet> fleet, Map<String, Result<PodMetricsList>> metrics) {
        Optional<Workload> workload = Workload.of(query.target());
        if (workload.isEmpty() || !RESOURCES.contains(query.signal())) {
            return Result.failed(
                    Fault.Kind.UNSUPPORTED,
                    query.signal() + " of " + query.target() + ": Kubernetes has the signals " + RESOURCES);
        }
        if (fleet.isEmpty()) {
            return Result.failed(Fault.Kind.MISSING, "the pods of " + workload.get() + " are not known");
        }
        return metrics.get(workload.get().namespace())
                .then(list -> new Usage(query.signal(), workload.get(), fleet.get()).read(list));
    }
}
