package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Outcome;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.model.CreateEndpointConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.EndpointStatus;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemaker.model.Tag;

/**
 * Puts a variant on another instance type: a copy of the endpoint's configuration that differs in that alone, and an
 * update of the endpoint to it that keeps the number of instances and the weights.
 *
 * <p>The configuration from before is kept, so that the endpoint can be put back by hand. Safe for use by several
 * threads.
 */
final class Resizes {

    private final AwsClients clients;
    private final InstantSource clock;
    private final EndpointConfigs configs;
    private final Watch<DescribeEndpointResponse> endpoints;
    private final OwnConfigs own;

    Resizes(
            AwsClients clients,
            InstantSource clock,
            EndpointConfigs configs,
            Watch<DescribeEndpointResponse> endpoints,
            OwnConfigs own) {
        this.clients = clients;
        this.clock = clock;
        this.configs = configs;
        this.endpoints = endpoints;
        this.own = own;
    }

    /** Asks for instances of type {@code type}, as many as there are. */
    Outcome resize(Variant variant, Change change, String type) {
        Result<DescribeEndpointResponse> seen = endpoints.fresh(variant.endpoint());
        if (seen instanceof Result.Failed<DescribeEndpointResponse> failed) {
            return new Outcome.Refused(failed.fault());
        }
        DescribeEndpointResponse endpoint = ((Result.Ok<DescribeEndpointResponse>) seen).value();
        if (endpoint.endpointStatus() != EndpointStatus.IN_SERVICE) {
            return busy(variant);
        }
        Result<DescribeEndpointConfigResponse> read = configs.describe(endpoint.endpointConfigName());
        if (read instanceof Result.Failed<DescribeEndpointConfigResponse> failed) {
            return new Outcome.Refused(failed.fault());
        }
        DescribeEndpointConfigResponse config = ((Result.Ok<DescribeEndpointConfigResponse>) read).value();
        String name = OwnConfigs.name(variant.endpoint(), clock.instant());
        return create(copy(config, variant, type, name))
                .<Outcome>map(Outcome.Refused::new)
                .orElseGet(() -> update(variant, change, config.endpointConfigName(), name));
    }

    private Optional<Fault> create(CreateEndpointConfigRequest copy) {
        try {
            clients.sageMaker().createEndpointConfig(copy);
            return Optional.empty();
        } catch (RuntimeException exception) {
            return Optional.of(AwsFaults.of(Action.createConfig(copy.endpointConfigName()), exception));
        }
    }

    private Outcome update(Variant variant, Change change, String before, String config) {
        try {
            clients.sageMaker().updateEndpoint(request -> request.endpointName(variant.endpoint())
                    .endpointConfigName(config)
                    .retainAllVariantProperties(true));
        } catch (RuntimeException exception) {
            own.delete(config);
            return AwsFaults.busy(exception)
                    ? busy(variant)
                    : new Outcome.Refused(AwsFaults.of(Action.update(variant), exception));
        }
        own.cleanUp(variant.endpoint(), List.of(before, config));
        return new Outcome.Applied(clock.instant(), change.from());
    }

    private static Outcome busy(Variant variant) {
        return new Outcome.Deferred(
                "endpoint " + variant.endpoint() + " is being updated; SageMaker takes one change at a time");
    }

    private static CreateEndpointConfigRequest copy(
            DescribeEndpointConfigResponse config, Variant variant, String type, String name) {
        List<ProductionVariant> variants = config.productionVariants().stream()
                .map(one -> variant.name().equals(one.variantName())
                        ? one.toBuilder().instanceType(type).build()
                        : one)
                .toList();
        CreateEndpointConfigRequest.Builder copy = CreateEndpointConfigRequest.builder()
                .endpointConfigName(name)
                .productionVariants(variants)
                .tags(Tag.builder()
                        .key(OwnConfigs.TAG)
                        .value(variant.endpoint())
                        .build())
                .dataCaptureConfig(config.dataCaptureConfig())
                .kmsKeyId(config.kmsKeyId())
                .asyncInferenceConfig(config.asyncInferenceConfig())
                .explainerConfig(config.explainerConfig())
                .executionRoleArn(config.executionRoleArn())
                .vpcConfig(config.vpcConfig())
                .metricsConfig(config.metricsConfig())
                .enableNetworkIsolation(config.enableNetworkIsolation());
        if (config.hasShadowProductionVariants()) {
            copy.shadowProductionVariants(config.shadowProductionVariants());
        }
        return copy.build();
    }
}
