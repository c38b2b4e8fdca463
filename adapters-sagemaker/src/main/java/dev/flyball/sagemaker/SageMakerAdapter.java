package dev.flyball.sagemaker;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.port.Adapter;
import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Signals;
import dev.flyball.core.port.Targets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Scales the production variants of SageMaker real-time endpoints by their requests per minute of one instance, which
 * CloudWatch tells.
 *
 * <p>Region, credentials and endpoint address come from the default chains of the AWS SDK ({@code AWS_REGION},
 * {@code AWS_ACCESS_KEY_ID}, profiles, container and instance roles, {@code AWS_ENDPOINT_URL}). They are looked for at
 * the first call, and again at each call until they are found; what is missing is a fault of each target, never an
 * exception.
 *
 * <p>Safe for use by several threads.
 */
public final class SageMakerAdapter implements Adapter {

    static final String SCHEME = "sagemaker";
    static final String INVOCATIONS_PER_INSTANCE = "invocations-per-instance";

    private static final Platform PLATFORM = new Platform(
            SCHEME,
            List.of(new Platform.Form(Variant.EXAMPLE, Variant.PATH)),
            Duration.ofSeconds(60),
            INVOCATIONS_PER_INSTANCE,
            Map.of(
                    INVOCATIONS_PER_INSTANCE,
                    new Platform.SignalKind(SetPoint.Unit.PER_SERVER, Optional.empty(), Duration.ofMinutes(5))),
            Optional.empty());

    private final EndpointTargets targets;
    private final InvocationSignals signals;

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
        this.signals = new InvocationSignals(clients, sideBySide);
        this.targets = new EndpointTargets(clients, sideBySide, clock, signals);
    }

    @Override
    public List<Platform> platforms() {
        return List.of(PLATFORM);
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
