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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.DesiredWeightAndCapacity;

/**
 * Observes and resizes variants. All variants of an endpoint are described by one call, and share one lock: while one
 * is changed, SageMaker refuses changes to the others.
 */
final class EndpointTargets implements Targets {

    private final AwsClients clients;
    private final SideBySide sideBySide;
    private final InstantSource clock;
    private final InvocationSignals signals;

    EndpointTargets(AwsClients clients, SideBySide sideBySide, InstantSource clock, InvocationSignals signals) {
        this.clients = clients;
        this.sideBySide = sideBySide;
        this.clock = clock;
        this.signals = signals;
    }

    @Override
    public Map<TargetId, Result<Fleet>> observe(Collection<TargetId> targets, Instant at) {
        Set<String> endpoints = new LinkedHashSet<>();
        for (TargetId target : targets) {
            if (Variant.of(target) instanceof Result.Ok<Variant> ok) {
                endpoints.add(ok.value().endpoint());
            }
        }
        Map<String, Result<DescribeEndpointResponse>> described =
                sideBySide.run(endpoints, this::describe, name -> "endpoint " + name);

        Map<TargetId, Result<Fleet>> fleets = new LinkedHashMap<>();
        for (TargetId target : targets) {
            fleets.put(target, Variant.of(target).then(variant -> described
                    .get(variant.endpoint())
                    .then(endpoint -> EndpointFleets.of(variant, endpoint))));
        }
        return fleets;
    }

    private Result<DescribeEndpointResponse> describe(String endpoint) {
        try {
            return Result.ok(clients.sageMaker().describeEndpoint(request -> request.endpointName(endpoint)));
        } catch (RuntimeException exception) {
            return Result.failed(AwsFaults.of(Action.describe(endpoint), exception));
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>SageMaker has no conditional writes, so {@code seen} is not used: its lock on the endpoint defers a change
     * that comes while another one is on its way, and the next round sees what was really set.
     */
    @Override
    public Outcome apply(TargetId target, Change change, Version seen) {
        Result<Variant> parsed = Variant.of(target);
        if (parsed instanceof Result.Ok<Variant> ok) {
            return resize(ok.value(), change);
        }
        return new Outcome.Refused(((Result.Failed<Variant>) parsed).fault());
    }

    private Outcome resize(Variant variant, Change change) {
        if (change.to() == 0) {
            return new Outcome.Refused(new Fault(
                    Fault.Kind.UNSUPPORTED,
                    variant + " cannot have 0 instances: a real-time variant keeps at least 1; set"
                            + " FLYBALL_MIN_SERVERS to 1 or more"));
        }
        try {
            DesiredWeightAndCapacity capacity = DesiredWeightAndCapacity.builder()
                    .variantName(variant.name())
                    .desiredInstanceCount(change.to())
                    .build();
            clients.sageMaker().updateEndpointWeightsAndCapacities(request -> request.endpointName(variant.endpoint())
                    .desiredWeightsAndCapacities(capacity));
            return new Outcome.Applied(clock.instant(), change.to());
        } catch (RuntimeException exception) {
            if (AwsFaults.busy(exception)) {
                return new Outcome.Deferred(
                        "endpoint " + variant.endpoint() + " is being updated; SageMaker takes one change at a time");
            }
            return new Outcome.Refused(AwsFaults.of(Action.resize(variant), exception));
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Tries what only reads: describing the endpoint and asking for its metrics. The right to resize cannot be asked
     * for without resizing. Metrics without a point are no obstacle.
     */
    @Override
    public List<Fault> obstacles(TargetId target) {
        Instant now = clock.instant();
        List<Fault> faults = new ArrayList<>();
        faults.addAll(faults(observe(List.of(target), now).values()));
        faults.addAll(faults(
                signals.read(List.of(new Query(target, SageMakerAdapter.INVOCATIONS_PER_INSTANCE)), Map.of(), now)
                        .values()));
        return faults.stream()
                .filter(fault -> fault.kind() != Fault.Kind.MISSING)
                .distinct()
                .toList();
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
