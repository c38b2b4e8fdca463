package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Transition;
import dev.flyball.core.target.Version;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.EndpointStatus;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantSummary;

/** Reads a variant's fleet out of what SageMaker tells about its endpoint. */
final class EndpointFleets {

    private EndpointFleets() {}

    static Result<Fleet> of(Variant variant, DescribeEndpointResponse endpoint) {
        return transition(variant.endpoint(), endpoint).then(transition -> summary(variant, endpoint)
                .then(summary -> fleet(variant, endpoint, summary, transition)));
    }

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

    private static Result<ProductionVariantSummary> summary(Variant variant, DescribeEndpointResponse endpoint) {
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

    private static Result<Fleet> fleet(
            Variant variant,
            DescribeEndpointResponse endpoint,
            ProductionVariantSummary summary,
            Optional<Transition> transition) {
        if (summary.currentServerlessConfig() != null || summary.desiredServerlessConfig() != null) {
            return Result.failed(
                    Fault.Kind.UNSUPPORTED,
                    variant + " is serverless: it has no instances to scale, SageMaker adds capacity by itself;"
                            + " take it out of the targets");
        }
        Integer wanted = summary.desiredInstanceCount();
        Integer ready = summary.currentInstanceCount();
        if (wanted == null || ready == null) {
            return Result.failed(
                    Fault.Kind.MISSING,
                    variant + " has no instance count while the endpoint is " + endpoint.endpointStatusAsString()
                            + "; the next round asks again");
        }
        if (wanted < 0 || ready < 0) {
            return Result.failed(
                    Fault.Kind.INVALID,
                    variant + ": SageMaker tells " + wanted + " wanted and " + ready
                            + " current instances; must not be negative");
        }
        return Result.ok(
                Fleet.ofCounts(wanted, ready, new Version(String.valueOf(endpoint.lastModifiedTime())), transition));
    }
}
