package dev.flyball.kubernetes;

import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Lets the target {@code kubernetes:self} stand for the workload of the agent's own pod. Since each of its pods has an
 * agent, only the one that holds the workload's lease may write, and only while the lease lasts.
 */
final class SelfTargets implements Targets {

    /** A write ends before the lease does, so that the next holder never meets it. */
    private static final double PART_OF_LEASE = 0.8;

    private final KubernetesTargets workloads;
    private final OwnWorkload own;
    private final Tenancy tenancy;
    private final Calls calls;

    SelfTargets(KubernetesTargets workloads, OwnWorkload own, Tenancy tenancy, Calls calls) {
        this.workloads = workloads;
        this.own = own;
        this.tenancy = tenancy;
        this.calls = calls;
    }

    @Override
    public Map<TargetId, Result<Fleet>> observe(Collection<TargetId> targets, Instant at) {
        if (!targets.contains(OwnWorkload.SELF)) {
            return workloads.observe(targets, at);
        }
        Set<TargetId> asked = new LinkedHashSet<>(targets);
        asked.remove(OwnWorkload.SELF);
        Result<Workload> self = calls.await(own.find());
        if (self instanceof Result.Failed<Workload> failed) {
            Map<TargetId, Result<Fleet>> others = new HashMap<>(workloads.observe(asked, at));
            others.put(OwnWorkload.SELF, Result.failed(failed.fault()));
            return others;
        }
        Workload workload = ((Result.Ok<Workload>) self).value();
        CompletableFuture<Optional<WriteHold>> hold = tenancy.renew(workload).subscribeAsCompletionStage();
        Map<TargetId, Result<Fleet>> fleets = new HashMap<>(workloads.observe(asked, at));
        // Each pod has an agent: were each to watch all pods of the namespace, their work would grow with the square.
        Result<Fleet> fleet = workloads.observe(workload);
        fleets.put(OwnWorkload.SELF, fleet.then(seen -> Result.ok(held(seen, hold.join()))));
        return fleets;
    }

    /** What another autoscaler does is the more important to know. */
    private static Fleet held(Fleet fleet, Optional<WriteHold> hold) {
        return fleet.hold().isPresent() ? fleet : hold.map(fleet::heldBy).orElse(fleet);
    }

    @Override
    public Result<Set<TargetId>> matching(TargetId selection) {
        return workloads.matching(selection);
    }

    @Override
    public Outcome apply(TargetId target, Change change, Version seen) {
        if (!target.equals(OwnWorkload.SELF)) {
            return workloads.apply(target, change, seen);
        }
        Optional<Workload> workload = own.known();
        Optional<Duration> remaining = tenancy.remaining();
        if (workload.isEmpty() || remaining.isEmpty()) {
            return new Outcome.Withheld(new WriteHold(
                    WriteMode.NO_LEASE,
                    "the lease ended before the change could be written; the next round tries anew"));
        }
        Duration limit = Duration.ofNanos((long) (remaining.get().toNanos() * PART_OF_LEASE));
        return workloads.apply(workload.get(), change, seen, limit);
    }

    @Override
    public List<Fault> end() {
        Optional<Result<Boolean>> given = own.known().map(workload -> calls.await(tenancy.giveBack(workload)));
        return given.orElse(Result.ok(false)) instanceof Result.Failed<Boolean> failed
                ? List.of(failed.fault())
                : List.of();
    }

    @Override
    public List<Fault> obstaclesToSizes(TargetId target) {
        return workloads.obstaclesToSizes(target);
    }

    @Override
    public List<Fault> obstacles(TargetId target) {
        if (!target.equals(OwnWorkload.SELF)) {
            return workloads.obstacles(target);
        }
        Result<Workload> self = calls.await(own.find());
        if (self instanceof Result.Failed<Workload> failed) {
            return List.of(failed.fault());
        }
        Workload workload = ((Result.Ok<Workload>) self).value();
        return workloads.obstacles(workload, Right.ofLease(workload.namespace()));
    }
}
