package dev.flyball.sagemaker;

import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Observes and resizes what SageMaker scales. Everything about an endpoint is asked once for all of its variants. */
final class EndpointTargets implements Targets {

    private final Sightings sightings;
    private final Conflicts conflicts;
    private final Attempts attempts;
    private final Writes writes;
    private final CloudWatchSignals signals;
    private final InstantSource clock;

    EndpointTargets(
            Sightings sightings,
            Conflicts conflicts,
            Attempts attempts,
            Writes writes,
            CloudWatchSignals signals,
            InstantSource clock) {
        this.sightings = sightings;
        this.conflicts = conflicts;
        this.attempts = attempts;
        this.writes = writes;
        this.signals = signals;
        this.clock = clock;
    }

    @Override
    public Map<TargetId, Result<Fleet>> observe(Collection<TargetId> targets, Instant at) {
        Map<TargetId, Result<Fleet>> fleets = new LinkedHashMap<>();
        Map<TargetId, Resource> resources = new LinkedHashMap<>();
        for (TargetId target : targets) {
            Result<Resource> resource = Resource.of(target);
            if (resource instanceof Result.Ok<Resource> ok) {
                resources.put(target, ok.value());
            } else if (resource instanceof Result.Failed<Resource> failed) {
                fleets.put(target, Result.failed(failed.fault()));
            }
        }
        conflicts.look(resources.values(), at);
        Map<Resource, Result<Sightings.Seen>> seen = sightings.look(resources.values(), at);
        resources.forEach((target, resource) ->
                fleets.put(target, seen.get(resource).then(one -> Result.ok(judged(target, resource, one, at)))));
        return fleets;
    }

    /** Who owns the target says more than why the last update failed. */
    private Fleet judged(TargetId target, Resource resource, Sightings.Seen seen, Instant at) {
        return conflicts.held(resource, attempts.judge(target, seen, at));
    }

    /**
     * {@inheritDoc}
     *
     * <p>SageMaker has no conditional writes, so {@code seen} is not used: its lock on the endpoint defers a change
     * that comes while another one is on its way, and the next round sees what was really set.
     */
    @Override
    public Outcome apply(TargetId target, Change change, Version seen) {
        Optional<String> pause = attempts.pause(target, clock.instant());
        if (pause.isPresent()) {
            return new Outcome.Deferred(pause.get());
        }
        Result<Resource> resource = Resource.of(target);
        if (resource instanceof Result.Failed<Resource> failed) {
            return new Outcome.Refused(failed.fault());
        }
        Resource known = ((Result.Ok<Resource>) resource).value();
        Outcome outcome = writes.write(known, change);
        if (outcome instanceof Outcome.Applied applied) {
            attempts.accepted(target, writes.accepted(change, applied), applied.at());
        }
        sightings.forget(known);
        return outcome;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Tries what only reads: describing the target, asking for its metrics, and asking who else scales it. The right
     * to resize cannot be asked for without resizing. Metrics without a point are no obstacle.
     */
    @Override
    public List<Fault> obstacles(TargetId target) {
        Instant now = clock.instant();
        List<Fault> faults = new ArrayList<>();
        faults.addAll(faults(observe(List.of(target), now).values()));
        faults.addAll(faults(signals.read(List.of(new Query(target, Presets.REQUESTS)), Map.of(), now)
                .values()));
        conflicts
                .obstacle()
                .filter(fault -> fault.kind() == Fault.Kind.FORBIDDEN)
                .ifPresent(faults::add);
        return faults.stream()
                .filter(fault -> fault.kind() != Fault.Kind.MISSING)
                .distinct()
                .toList();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Tries what only reads: the endpoint's configuration, which a larger size is a copy of.
     */
    @Override
    public List<Fault> obstaclesToSizes(TargetId target) {
        Result<Resource> resource = Resource.of(target);
        return resource instanceof Result.Ok<Resource> ok && ok.value() instanceof Variant variant
                ? sightings.typeObstacle(variant, clock.instant()).stream().toList()
                : Targets.super.obstaclesToSizes(target);
    }

    private static <T> List<Fault> faults(Collection<Result<T>> results) {
        List<Fault> faults = new ArrayList<>();
        for (Result<T> result : results) {
            if (result instanceof Result.Failed<T> failed) {
                faults.add(failed.fault());
            }
        }
        return faults;
    }
}
