package dev.flyball.kubernetes;

import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import dev.flyball.kubernetes.api.ApiException;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.Scale;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sees the replicas of workloads, and changes them through their scale subresource. All targets are asked at once. */
final class KubernetesTargets implements Targets {

    private static final int CONFLICT = 409;

    private final KubernetesApi api;
    private final Calls calls;
    private final Fleets fleets;
    private final Mirrors mirrors;
    private final Rivals rivals;
    private final Obstacles obstacles;
    private final Resizes resizes;
    private final OwnWrites writes = new OwnWrites();
    private final InstantSource clock;

    KubernetesTargets(KubernetesApi api, Duration limit, InstantSource clock) {
        this(api, limit, clock, Patience.of(limit));
    }

    KubernetesTargets(KubernetesApi api, Duration limit, InstantSource clock, Patience patience) {
        this.api = api;
        this.calls = new Calls(api, limit);
        Scales scales = new Scales(api, calls);
        this.mirrors = new Mirrors(api, calls, patience);
        this.fleets = new Fleets(api, calls, scales, mirrors, writes);
        this.rivals = new Rivals(api, calls, new Served(api, calls, clock));
        this.obstacles = new Obstacles(api, calls, scales, rivals);
        this.resizes = new Resizes(api, scales::of, clock);
        this.clock = clock;
    }

    @Override
    public Map<TargetId, Result<Fleet>> observe(Collection<TargetId> targets, Instant at) {
        Map<TargetId, Workload> workloads = new HashMap<>();
        targets.forEach(target -> Workload.of(target).ifPresent(workload -> workloads.put(target, workload)));
        Rivals.Look others = rivals.look();
        Fleets.Look seen = fleets.look(workloads.values());
        return calls.awaitEach(Set.copyOf(targets), target -> Optional.ofNullable(workloads.get(target))
                .map(workload -> held(seen.of(workload), workload, others))
                .orElseGet(() -> Uni.createFrom().item(Result.failed(unknown(target)))));
    }

    /** Does the same for one workload, of which no more is asked than what belongs to it. */
    Result<Fleet> observe(Workload workload) {
        return calls.await(held(fleets.ask(workload), workload, rivals.look()));
    }

    /** A fleet that cannot be seen is not written either, and whoever scales it too is not waited for. */
    private static Uni<Result<Fleet>> held(Uni<Result<Fleet>> fleet, Workload workload, Rivals.Look others) {
        return fleet.chain(seen -> seen instanceof Result.Ok<Fleet> size
                ? others.holdOn(workload)
                        .map(hold -> Result.ok(hold.map(size.value()::heldBy).orElse(size.value())))
                : Uni.createFrom().item(seen));
    }

    @Override
    public Result<Set<TargetId>> matching(TargetId selection) {
        return Selection.of(selection).map(this::matching).orElseGet(() -> Result.failed(unknown(selection)));
    }

    private Result<Set<TargetId>> matching(Selection selection) {
        Optional<LabelSelector> labels = LabelSelector.parse(selection.labels());
        if (selection.kind().builtIn().isPresent() && labels.isPresent()) {
            Result<Shelf<SeenWorkload>> workloads =
                    calls.await(mirrors.workloads(selection.kind(), selection.namespace()));
            if (!mirrors.mustAsk(workloads)) {
                return workloads.then(shelf -> Result.ok(shelf.selected(labels.get()).stream()
                        .map(workload -> selection.workload(workload.name()).id())
                        .collect(Collectors.toUnmodifiableSet())));
            }
        }
        return calls.await(calls.askOnce(Asked.selected(selection), api.objects(selection.path(), selection.labels())))
                .then(objects -> Result.ok(objects.stream()
                        .flatMap(object -> Optional.ofNullable(object.metadata()).stream())
                        .flatMap(metadata -> Optional.ofNullable(metadata.name()).stream())
                        .map(name -> selection.workload(name).id())
                        .collect(Collectors.toUnmodifiableSet())));
    }

    @Override
    public Outcome apply(TargetId target, Change change, Version seen) {
        return Workload.of(target)
                .map(workload -> calls.await(changed(workload, change, seen, calls)))
                .orElseGet(() -> new Outcome.Refused(unknown(target)));
    }

    /** Does the same with a time limit that is no longer than {@code most}. */
    Outcome apply(Workload workload, Change change, Version seen, Duration most) {
        return calls.await(changed(workload, change, seen, calls.within(most)));
    }

    /** Sizes follow in the rounds after the number has changed, since new pods must run first. */
    private Uni<Outcome> changed(Workload workload, Change change, Version seen, Calls limited) {
        return change.serverSize()
                .filter(size -> change.from() == change.to())
                .map(size -> resizes.apply(workload, change.to(), size, seen, limited))
                .orElseGet(() -> resize(workload, change, seen, limited));
    }

    private Uni<Outcome> resize(Workload workload, Change change, Version seen, Calls limited) {
        Asked asked = Asked.resize(workload);
        Uni<Outcome> patched = api.patchScale(workload.path(), Scale.patch(seen.value(), change.to()))
                .map(scale -> applied(scale, workload));
        Uni<Outcome> answer = patched.onFailure(KubernetesTargets::isConflict)
                .recoverWithItem(conflict -> new Outcome.Deferred(workload + " changed since it was seen at version "
                        + seen.value() + "; the next round decides anew"));
        return limited.askOnce(asked, answer)
                .map(result -> result instanceof Result.Failed<Outcome> failed
                        ? new Outcome.Refused(failed.fault())
                        : ((Result.Ok<Outcome>) result).value());
    }

    private Outcome applied(Scale scale, Workload workload) {
        if (scale.spec() == null) {
            throw new FaultException(
                    Fault.Kind.INVALID,
                    workload + " was changed, but the answer does not say to how many replicas: " + scale);
        }
        Optional.ofNullable(scale.metadata()).ifPresent(answer -> writes.wrote(workload, answer.resourceVersion()));
        return new Outcome.Applied(clock.instant(), scale.spec().replicas());
    }

    private static boolean isConflict(Throwable failure) {
        return ApiException.is(failure, CONFLICT);
    }

    @Override
    public List<Fault> obstacles(TargetId target) {
        return Workload.of(target)
                .map(workload -> obstacles(workload, List.of()))
                .orElseGet(() -> List.of(unknown(target)));
    }

    /** Finds obstacles, with these rights needed besides. */
    List<Fault> obstacles(Workload workload, List<Right> more) {
        return obstacles.of(workload, more);
    }

    @Override
    public List<Fault> obstaclesToSizes(TargetId target) {
        return calls.await(resizes.obstacle(calls)).stream().toList();
    }

    private static Fault unknown(TargetId target) {
        return new Fault(
                Fault.Kind.NOT_FOUND,
                target + " is not a resource of Kubernetes: must read one of "
                        + Workload.forms().stream().map(form -> form.example()).toList());
    }
}
