package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Outcome;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.DesiredWeightAndCapacity;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantServerlessConfig;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantServerlessUpdateConfig;

/** Sends changes of size, each to the call that SageMaker has for it. Safe for use by several threads. */
final class Writes {

    private final AwsClients clients;
    private final InstantSource clock;
    private final EndpointLock lock;
    private final Resizes resizes;
    private final Watch<DescribeEndpointResponse> endpoints;

    Writes(
            AwsClients clients,
            InstantSource clock,
            EndpointLock lock,
            Resizes resizes,
            Watch<DescribeEndpointResponse> endpoints) {
        this.clients = clients;
        this.clock = clock;
        this.lock = lock;
        this.resizes = resizes;
        this.endpoints = endpoints;
    }

    /** Sends a change; a change of the servers' size goes before one of their number, which is then not made. */
    Outcome write(Resource resource, Change change) {
        if (resource instanceof Component component) {
            return copies(component, change);
        }
        if (resource instanceof ServerlessVariant serverless) {
            return concurrency(serverless, change);
        }
        Variant variant = (Variant) resource;
        if (change.serverSize().isPresent()) {
            return resizes.resize(variant, change, change.serverSize().get());
        }
        return change.to() == 0 ? toZero(variant, change) : instances(variant, change);
    }

    /** Returns what was accepted of a change, of which the servers' size goes first. */
    Change accepted(Change change, Outcome.Applied applied) {
        return change.serverSize().isPresent()
                ? new Change(applied.servers(), applied.servers(), change.serverSize())
                : change;
    }

    private Outcome copies(Component component, Change change) {
        try {
            clients.sageMaker()
                    .updateInferenceComponentRuntimeConfig(request -> request.inferenceComponentName(component.name())
                            .desiredRuntimeConfig(runtime -> runtime.copyCount(change.to())));
            return new Outcome.Applied(clock.instant(), change.to());
        } catch (RuntimeException exception) {
            if (AwsFaults.busy(exception)) {
                return new Outcome.Deferred(component + " is being updated; SageMaker takes one change at a time");
            }
            return new Outcome.Refused(AwsFaults.of(Action.resize(component), exception));
        }
    }

    private Outcome toZero(Variant variant, Change change) {
        Result<DescribeEndpointResponse> endpoint = endpoints.fresh(variant.endpoint());
        if (endpoint instanceof Result.Failed<DescribeEndpointResponse> failed) {
            return new Outcome.Refused(failed.fault());
        }
        boolean asynchronous =
                ((Result.Ok<DescribeEndpointResponse>) endpoint).value().asyncInferenceConfig() != null;
        return asynchronous
                ? instances(variant, change)
                : new Outcome.Refused(new Fault(
                        Fault.Kind.UNSUPPORTED,
                        variant + " cannot have 0 instances: a real-time variant keeps at least 1, only those of"
                                + " asynchronous endpoints and inference components go to 0; set FLYBALL_MIN_SERVERS"
                                + " to 1 or more"));
    }

    private Outcome instances(Variant variant, Change change) {
        return lock.send(
                variant.endpoint(),
                new EndpointLock.Wish(
                        variant,
                        change,
                        DesiredWeightAndCapacity.builder()
                                .variantName(variant.name())
                                .desiredInstanceCount(change.to())
                                .build()));
    }

    private Outcome concurrency(ServerlessVariant serverless, Change change) {
        Variant variant = serverless.variant();
        if (change.to() == 0 || change.serverSize().isPresent()) {
            return new Outcome.Refused(new Fault(
                    Fault.Kind.UNSUPPORTED,
                    serverless + " cannot have a provisioned concurrency of 0, nor servers of another size; set"
                            + " FLYBALL_MIN_SERVERS to 1 or more"));
        }
        Optional<Integer> most = mostAtOnce(variant);
        if (most.filter(limit -> change.to() > limit).isPresent()) {
            return new Outcome.Refused(new Fault(
                    Fault.Kind.REFUSED,
                    serverless + " cannot be provisioned for " + change.to() + " requests at once: its MaxConcurrency"
                            + " is " + most.get() + "; raise that, or lower FLYBALL_MAX_SERVERS"));
        }
        return lock.send(
                variant.endpoint(),
                new EndpointLock.Wish(
                        serverless,
                        change,
                        DesiredWeightAndCapacity.builder()
                                .variantName(variant.name())
                                .serverlessUpdateConfig(ProductionVariantServerlessUpdateConfig.builder()
                                        .provisionedConcurrency(change.to())
                                        .build())
                                .build()));
    }

    private Optional<Integer> mostAtOnce(Variant variant) {
        Result<Integer> most = endpoints
                .fresh(variant.endpoint())
                .then(endpoint -> EndpointFleets.summary(variant, endpoint))
                .then(summary -> Optional.ofNullable(summary.currentServerlessConfig())
                        .map(ProductionVariantServerlessConfig::maxConcurrency)
                        .map(Result::ok)
                        .orElseGet(() -> Result.failed(Fault.Kind.MISSING, variant + " tells no MaxConcurrency")));
        return most instanceof Result.Ok<Integer> ok ? Optional.of(ok.value()) : Optional.empty();
    }
}
