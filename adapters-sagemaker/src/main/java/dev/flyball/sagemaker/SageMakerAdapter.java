package dev.flyball.sagemaker;

import dev.flyball.core.port.Adapter;
import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Platform.SignalKind;
import dev.flyball.core.port.Signals;
import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;

/**
 * Scales what SageMaker serves models on: variants of real-time and asynchronous endpoints, inference components, and
 * serverless variants, by metrics that CloudWatch tells; and lets targets of any platform be scaled by such metrics.
 *
 * <p>Region, credentials and endpoint address come from the default chains of the AWS SDK ({@code AWS_REGION},
 * {@code AWS_ACCESS_KEY_ID}, profiles, web identity tokens, container and instance roles, {@code AWS_ENDPOINT_URL}).
 * They are looked for at the first call, and again at each call until they are found; what is missing is a fault of
 * each target, never an exception.
 *
 * <p>Safe for use by several threads.
 */
public final class SageMakerAdapter implements Adapter {

    static final String SCHEME = "sagemaker";

    /** Writes of one round begin at once, so that this is long enough for them to meet. */
    private static final Duration GATHERING = Duration.ofMillis(200);

    private final EndpointTargets targets;
    private final CloudWatchSignals signals;

    /**
     * Makes an adapter that has opened nothing yet.
     *
     * @param timeLimit how long one call to AWS may take, its retries included, and how long observing or reading may
     *     take in all; above 0
     * @param clock tells when a change was accepted
     * @param calls runs the calls of one round side by side; its number of threads is how many calls are on their way
     *     at once. It must not be the pool whose threads call this adapter: they wait for it.
     * @throws IllegalArgumentException if the time limit is not above 0
     */
    public SageMakerAdapter(Duration timeLimit, InstantSource clock, Executor calls) {
        this(timeLimit, clock, calls, new DefaultChainClients(timeLimit));
    }

    SageMakerAdapter(Duration timeLimit, InstantSource clock, Executor calls, AwsClients clients) {
        if (timeLimit.isNegative() || timeLimit.isZero()) {
            throw new IllegalArgumentException("time limit " + timeLimit + " of a call to AWS: must be above 0");
        }
        SideBySide sideBySide = new SideBySide(calls, timeLimit);
        EndpointConfigs configs = new EndpointConfigs(clients, sideBySide);
        Watch<DescribeEndpointResponse> endpoints = new Watch<>(new EndpointSource(clients), sideBySide);
        Sightings sightings = new Sightings(endpoints, new Watch<>(new ComponentSource(clients), sideBySide), configs);
        EndpointLock lock = new EndpointLock(clients, clock, GATHERING, sightings::isShared);
        Resizes resizes = new Resizes(clients, clock, configs, endpoints, new OwnConfigs(clients));
        this.signals = new CloudWatchSignals(
                new MetricReader(clients, sideBySide), target -> fleet(sightings, target, clock), clock);
        this.targets = new EndpointTargets(
                sightings,
                new Conflicts(new Registrations(clients)),
                new Attempts(),
                new Writes(clients, clock, lock, resizes, endpoints),
                signals,
                clock);
    }

    private static Optional<Fleet> fleet(Sightings sightings, TargetId target, InstantSource clock) {
        Result<Fleet> fleet = Resource.of(target)
                .then(resource ->
                        sightings.look(List.of(resource), clock.instant()).get(resource))
                .then(seen -> Result.ok(seen.fleet()));
        return fleet instanceof Result.Ok<Fleet> ok ? Optional.of(ok.value()) : Optional.empty();
    }

    @Override
    public List<Platform> platforms() {
        return Presets.platforms();
    }

    @Override
    public Map<String, SignalKind> signalsOfAnyTarget() {
        return Presets.ofAnyTarget();
    }

    @Override
    public Optional<Targets> targets() {
        return Optional.of(targets);
    }

    @Override
    public Optional<Signals> signals() {
        return Optional.of(signals);
    }
}
