package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Transition;
import dev.flyball.core.target.Version;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.EndpointStatus;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantServerlessConfig;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantSummary;

/** Reads a variant's fleet out of what SageMaker tells about its endpoint. */
final class EndpointFleets {

    private EndpointFleets() {}

    /** Returns the instances of a variant, each of type {@code type} if that is known. */
    static Result<Fleet> of(Variant variant, DescribeEndpointResponse endpoint, Optional<String> type) {
        return transition(variant.endpoint(), endpoint).then(transition -> summary(variant, endpoint)
                .then(summary -> instances(variant, endpoint, summary, transition, type)));
    }

    /** Returns what a serverless variant is provisioned for. */
    static Result<Fleet> of(ServerlessVariant serverless, DescribeEndpointResponse endpoint) {
        Variant variant = serverless.variant();
        return transition(variant.endpoint(), endpoint).then(transition -> summary(variant, endpoint)
                .then(summary -> provisioned(serverless, endpoint, summary, transition)));
    }

    /** Returns why an endpoint is not at rest, or a fault if it cannot be scaled at all. */
    private static Result<Optional<Transition>> transition(String name, DescribeEndpointResponse endpoint) {
        String status = endpoint.endpointStatusAsString();
        String said = "endpoint " + name + " is " + status + reason(endpoint);
        return switch (EndpointStatus.fromValue(String.valueOf(status))) {
            case IN_SERVICE -> Result.ok(Optional.empty());
            case CREATING, UPDATING, SYSTEM_UPDATING, ROLLING_BACK -> Result.ok(Optional.of(new Transition(status)));
            case FAILED ->
                Result.failed(
                        Fault.Kind.REFUSED,
                        said + "; SageMaker lets it only be deleted: delete it and create it again");
            case OUT_OF_SERVICE ->
                Result.failed(
                        Fault.Kind.REFUSED, said + "; update it to an endpoint configuration that works, or delete it");
            case UPDATE_ROLLBACK_FAILED ->
                Result.failed(
                        Fault.Kind.REFUSED,
                        said + "; an update failed and so did the way back: update it to an endpoint configuration that"
                                + " works, or ask AWS Support");
            case DELETING -> Result.failed(Fault.Kind.REFUSED, said + "; take it out of the targets");
            case UNKNOWN_TO_SDK_VERSION ->
                Result.failed(
                        Fault.Kind.INVALID, said + ", a status that this version does not know; nothing is changed");
        };
    }

    private static String reason(DescribeEndpointResponse endpoint) {
        return Optional.ofNullable(endpoint.failureReason())
                .map(reason -> " (" + AwsFaults.oneLine(reason) + ")")
                .orElse("");
    }

    /** Returns what SageMaker tells about this variant of its endpoint. */
    static Result<ProductionVariantSummary> summary(Variant variant, DescribeEndpointResponse endpoint) {
        if (endpoint.productionVariants().isEmpty()) {
            return Result.failed(
                    Fault.Kind.MISSING,
                    "endpoint " + variant.endpoint() + " lists no variants while it is "
                            + endpoint.endpointStatusAsString() + "; the next round asks again");
        }
        return endpoint.productionVariants().stream()
                .filter(summary -> variant.name().equals(summary.variantName()))
                .findFirst()
                .map(Result::ok)
                .orElseGet(() -> Result.failed(
                        Fault.Kind.NOT_FOUND,
                        "endpoint " + variant.endpoint() + " has no variant " + variant.name() + "; it has "
                                + endpoint.productionVariants().stream()
                                        .map(ProductionVariantSummary::variantName)
                                        .collect(Collectors.joining(", "))));
    }

    /** Returns how many instances of a variant were asked for, if SageMaker says so. */
    static OptionalInt asked(Resource resource, DescribeEndpointResponse endpoint) {
        return resource instanceof Variant variant
                        && summary(variant, endpoint) instanceof Result.Ok<ProductionVariantSummary> ok
                        && ok.value().desiredInstanceCount() != null
                ? OptionalInt.of(ok.value().desiredInstanceCount())
                : OptionalInt.empty();
    }

    private static boolean serverless(ProductionVariantSummary summary) {
        return summary.currentServerlessConfig() != null || summary.desiredServerlessConfig() != null;
    }

    private static Result<Fleet> instances(
            Variant variant,
            DescribeEndpointResponse endpoint,
            ProductionVariantSummary summary,
            Optional<Transition> transition,
            Optional<String> type) {
        if (serverless(summary)) {
            return Result.failed(
                    Fault.Kind.UNSUPPORTED,
                    variant + " is serverless: it has no instances to scale; to scale its provisioned concurrency write"
                            + " sagemaker:serverless/" + variant.endpoint() + "/" + variant.name());
        }
        if (type.filter(InstanceTypes::isBurstable).isPresent()) {
            return Result.failed(
                    Fault.Kind.UNSUPPORTED,
                    variant + " runs on " + type.get() + ", a burstable type, which AWS does not let be scaled by load:"
                            + " it is slow once its credits are used up; take another type, such as ml.m5.large");
        }
        return counted(
                        variant,
                        endpoint,
                        summary.desiredInstanceCount(),
                        summary.currentInstanceCount(),
                        "instance count",
                        transition)
                .then(fleet -> Result.ok(type.map(name -> sized(fleet, name)).orElse(fleet)));
    }

    private static Fleet sized(Fleet fleet, String type) {
        return new Fleet(
                fleet.wanted(),
                fleet.size(),
                fleet.version(),
                fleet.transition(),
                fleet.hold(),
                fleet.servers().stream().map(server -> server.sized(type)).toList());
    }

    private static Result<Fleet> provisioned(
            ServerlessVariant variant,
            DescribeEndpointResponse endpoint,
            ProductionVariantSummary summary,
            Optional<Transition> transition) {
        if (!serverless(summary)) {
            return Result.failed(
                    Fault.Kind.UNSUPPORTED,
                    variant.variant() + " is not serverless: write sagemaker:variant/"
                            + variant.variant().endpoint() + "/"
                            + variant.variant().name() + " to scale its instances");
        }
        Optional<Integer> current = concurrency(summary.currentServerlessConfig());
        Optional<Integer> wanted =
                summary.desiredServerlessConfig() == null ? current : concurrency(summary.desiredServerlessConfig());
        if (current.isEmpty() && wanted.isEmpty()) {
            return Result.failed(
                    Fault.Kind.UNSUPPORTED,
                    variant + " has no provisioned concurrency to scale; give its endpoint configuration a"
                            + " ProvisionedConcurrency of 1 or more");
        }
        return counted(
                variant, endpoint, wanted.orElse(null), current.orElse(0), "provisioned concurrency", transition);
    }

    private static Optional<Integer> concurrency(ProductionVariantServerlessConfig config) {
        return Optional.ofNullable(config).map(ProductionVariantServerlessConfig::provisionedConcurrency);
    }

    private static Result<Fleet> counted(
            Resource resource,
            DescribeEndpointResponse endpoint,
            Integer wanted,
            Integer ready,
            String what,
            Optional<Transition> transition) {
        if (wanted == null || ready == null) {
            return Result.failed(
                    Fault.Kind.MISSING,
                    resource + " has no " + what + " while the endpoint is " + endpoint.endpointStatusAsString()
                            + "; the next round asks again");
        }
        return Counts.fleet(
                resource, wanted, ready, new Version(String.valueOf(endpoint.lastModifiedTime())), transition);
    }
}
