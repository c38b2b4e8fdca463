package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.Version;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.ObjectPath;
import dev.flyball.kubernetes.api.Scale;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts fleets together from workloads and pods. Where all of a namespace may be watched, no target costs a request; the
 * others are asked for one by one, as are custom resources, whose size only their scale subresource tells.
 */
final class Fleets {

    private final KubernetesApi api;
    private final Calls calls;
    private final Scales scales;
    private final Mirrors mirrors;
    private final OwnWrites writes;

    Fleets(KubernetesApi api, Calls calls, Scales scales, Mirrors mirrors, OwnWrites writes) {
        this.api = api;
        this.calls = calls;
        this.scales = scales;
        this.mirrors = mirrors;
        this.writes = writes;
    }

    /** Yields the fleet by requests for it alone, within the time limit; never fails. */
    Uni<Result<Fleet>> ask(Workload workload) {
        return calls.within(Asked.fleet(workload), scales.of(workload).chain(scale -> askPods(workload, scale)
                .map(servers -> fleet(scale, servers))));
    }

    private Uni<List<Server>> askPods(Workload workload, Scale scale) {
        return calls.ask(
                Asked.pods(workload),
                api.pods(workload.namespace(), scale.status().selector())
                        .map(pods -> pods.stream().map(Pods::server).toList()));
    }

    /** Looks at what these workloads have in common, and waits until that is known. */
    Look look(Collection<Workload> workloads) {
        Map<ObjectPath, Workload> kinds = workloads.stream()
                .filter(workload -> workload.kind().builtIn().isPresent())
                .collect(Collectors.toMap(
                        workload -> workload.kind().in(workload.namespace()),
                        workload -> workload,
                        (first, second) -> first));
        Map<ObjectPath, Result<Shelf<SeenWorkload>>> sizes = calls.awaitEach(
                kinds.keySet(),
                path -> mirrors.workloads(
                        kinds.get(path).kind(), kinds.get(path).namespace()));
        List<String> namespaces = workloads.stream()
                .filter(workload -> isListed(workload, sizes))
                .map(Workload::namespace)
                .distinct()
                .toList();
        return new Look(sizes, calls.awaitEach(namespaces, mirrors::pods));
    }

    private boolean mustAsk(Workload workload, Map<ObjectPath, Result<Shelf<SeenWorkload>>> sizes) {
        return Optional.ofNullable(sizes.get(workload.kind().in(workload.namespace())))
                .filter(mirrors::mustAsk)
                .isPresent();
    }

    /** Where the workloads are not known, their pods are not waited for. */
    private static boolean isListed(Workload workload, Map<ObjectPath, Result<Shelf<SeenWorkload>>> sizes) {
        return !(sizes.get(workload.kind().in(workload.namespace())) instanceof Result.Failed);
    }

    /** What is known at one moment. */
    final class Look {

        private final Map<ObjectPath, Result<Shelf<SeenWorkload>>> workloads;
        private final Map<String, Result<Shelf<SeenPod>>> pods;

        private Look(Map<ObjectPath, Result<Shelf<SeenWorkload>>> workloads, Map<String, Result<Shelf<SeenPod>>> pods) {
            this.workloads = workloads;
            this.pods = pods;
        }

        /** Yields the fleet, within the time limit; never fails. */
        Uni<Result<Fleet>> of(Workload workload) {
            if (mustAsk(workload, workloads)) {
                return ask(workload);
            }
            Optional<Result<Scale>> known = Optional.ofNullable(
                            workloads.get(workload.kind().in(workload.namespace())))
                    .map(answer -> answer.then(shelf -> size(shelf, workload)));
            if (known.isPresent() && known.get() instanceof Result.Failed<Scale> failed) {
                return Uni.createFrom().item(Result.failed(failed.fault()));
            }
            if (known.filter(seen -> isBeforeOwnWrite(seen, workload)).isPresent()) {
                return ask(workload);
            }
            Result<Shelf<SeenPod>> around = pods.get(workload.namespace());
            if (known.isPresent() && !mirrors.mustAsk(around)) {
                return Uni.createFrom()
                        .item(known.get().then(scale -> around.then(all -> fleet(workload, scale, all))));
            }
            Uni<Scale> scale = known.map(answer -> Uni.createFrom().item(() -> orThrow(answer)))
                    .orElseGet(() -> scales.of(workload));
            return calls.within(
                    Asked.fleet(workload),
                    scale.chain(size -> mirrors.mustAsk(around)
                            ? askPods(workload, size).map(servers -> Fleets.fleet(size, servers))
                            : Uni.createFrom().item(() -> orThrow(around.then(all -> fleet(workload, size, all))))));
        }

        private boolean isBeforeOwnWrite(Result<Scale> seen, Workload workload) {
            return seen instanceof Result.Ok<Scale> size
                    && writes.areAfter(size.value().metadata().resourceVersion(), workload);
        }

        private Result<Scale> size(Shelf<SeenWorkload> shelf, Workload workload) {
            Optional<SeenWorkload> seen = shelf.named(workload.name());
            if (seen.isEmpty()) {
                return Result.failed(
                        Fault.Kind.NOT_FOUND,
                        workload + " does not exist on " + api.server() + ": it is not among the "
                                + workload.kind().resource() + " there");
            }
            Scale scale = seen.get().scale();
            return Scales.isComplete(scale)
                    ? Result.ok(scale)
                    : Result.failed(Fault.Kind.INVALID, Scales.incomplete(scale, workload));
        }

        private Result<Fleet> fleet(Workload workload, Scale scale, Shelf<SeenPod> all) {
            String selector = scale.status().selector();
            Optional<LabelSelector> labels = LabelSelector.parse(selector);
            if (labels.isEmpty()) {
                return Result.failed(
                        Fault.Kind.INVALID,
                        "the selector of " + workload + " is " + selector
                                + ": must be requirements on labels such as app=chat,tier in (a,b)");
            }
            List<Result<Server>> servers =
                    all.selected(labels.get()).stream().map(SeenPod::server).toList();
            return servers.stream()
                    .flatMap(server -> server instanceof Result.Failed<Server> failed
                            ? Optional.of(failed.fault()).stream()
                            : Optional.<Fault>empty().stream())
                    .findFirst()
                    .<Result<Fleet>>map(Result::failed)
                    .orElseGet(() -> Result.ok(Fleets.fleet(
                            scale, servers.stream().map(Fleets::orThrow).toList())));
        }
    }

    private static <T> T orThrow(Result<T> result) {
        if (result instanceof Result.Ok<T> ok) {
            return ok.value();
        }
        Fault fault = ((Result.Failed<T>) result).fault();
        throw new FaultException(fault.kind(), fault.message());
    }

    private static Fleet fleet(Scale scale, List<Server> servers) {
        return new Fleet(
                scale.spec().replicas(),
                scale.status().replicas(),
                new Version(scale.metadata().resourceVersion()),
                Optional.empty(),
                servers);
    }
}
