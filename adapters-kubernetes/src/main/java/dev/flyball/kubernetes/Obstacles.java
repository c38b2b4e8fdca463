package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.ServerVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what would keep a workload from being scaled: the connection, the workload itself, each right. */
final class Obstacles {

    private final KubernetesApi api;
    private final Calls calls;
    private final Scales scales;
    private final Rivals rivals;

    Obstacles(KubernetesApi api, Calls calls, Scales scales, Rivals rivals) {
        this.api = api;
        this.calls = calls;
        this.scales = scales;
        this.rivals = rivals;
    }

    /** Asks the server, changing nothing; one fault for each obstacle. */
    List<Fault> of(Workload workload, List<Right> more) {
        Result<ServerVersion> connection = calls.await(calls.askOnce(Asked.version(), api.version()));
        if (connection instanceof Result.Failed<ServerVersion> failed) {
            return List.of(failed.fault());
        }
        List<Fault> faults = new ArrayList<>();
        absence(workload).ifPresent(faults::add);
        List<Right> rights = new ArrayList<>(Right.neededFor(workload));
        rights.addAll(more);
        rights.addAll(calls.await(rivals.rights(workload.namespace())));
        Map<Right, Optional<Fault>> answers = calls.awaitEach(rights, new Lacks(api, calls)::of);
        rights.stream().map(answers::get).flatMap(Optional::stream).forEach(faults::add);
        return faults.stream().distinct().toList();
    }

    /** A forbidden look at the workload is left to the question about that right. */
    private Optional<Fault> absence(Workload workload) {
        return fault(calls.await(calls.within(Asked.scale(workload), scales.raw(workload))))
                .filter(fault -> fault.kind() != Fault.Kind.FORBIDDEN);
    }

    private static Optional<Fault> fault(Result<?> result) {
        return result instanceof Result.Failed<?> failed ? Optional.of(failed.fault()) : Optional.empty();
    }
}
