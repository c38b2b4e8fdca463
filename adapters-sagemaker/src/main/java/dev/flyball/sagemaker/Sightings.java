package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Fleet;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeInferenceComponentResponse;

/** Sees resources as fleets, each endpoint asked once for all of its variants. Safe for use by several threads. */
final class Sightings {

    private final Watch<DescribeEndpointResponse> endpoints;
    private final Watch<DescribeInferenceComponentResponse> components;
    private final EndpointConfigs configs;
    private final Map<String, Set<Resource>> byEndpoint = new ConcurrentHashMap<>();

    Sightings(
            Watch<DescribeEndpointResponse> endpoints,
            Watch<DescribeInferenceComponentResponse> components,
            EndpointConfigs configs) {
        this.endpoints = endpoints;
        this.components = components;
        this.configs = configs;
    }

    /**
     * One resource as it is.
     *
     * @param fleet its servers
     * @param failureReason why its last update failed, if SageMaker says so
     * @param modified when it was last changed, by the clock of AWS
     * @param asked how many servers were asked for, if SageMaker says so
     */
    record Seen(Fleet fleet, Optional<String> failureReason, Optional<Instant> modified, OptionalInt asked) {}

    /** Returns each of these resources as it is, or why that is not known. */
    Map<Resource, Result<Seen>> look(Collection<Resource> resources, Instant at) {
        Set<String> endpointNames = new LinkedHashSet<>();
        Set<String> componentNames = new LinkedHashSet<>();
        for (Resource resource : resources) {
            endpoint(resource).ifPresent(name -> {
                endpointNames.add(name);
                byEndpoint
                        .computeIfAbsent(name, one -> ConcurrentHashMap.newKeySet())
                        .add(resource);
            });
            if (resource instanceof Component component) {
                componentNames.add(component.name());
            }
        }
        Map<String, Result<DescribeEndpointResponse>> seenEndpoints = endpoints.look(endpointNames, at);
        Map<String, Result<DescribeInferenceComponentResponse>> seenComponents = components.look(componentNames, at);
        Map<String, Result<Map<String, String>>> types = configs.types(configs(resources, seenEndpoints), at);

        Map<Resource, Result<Seen>> seen = new LinkedHashMap<>();
        for (Resource resource : resources) {
            if (resource instanceof Component component) {
                seen.put(resource, seenComponents.get(component.name()).then(described -> ComponentFleets.of(
                                component, described)
                        .then(fleet -> Result.ok(new Seen(
                                fleet,
                                said(described.failureReason()),
                                Optional.ofNullable(described.lastModifiedTime()),
                                ComponentFleets.asked(described))))));
            } else {
                seen.put(
                        resource,
                        seenEndpoints.get(endpoint(resource).orElseThrow()).then(described -> fleet(
                                        resource, described, types)
                                .then(fleet -> Result.ok(new Seen(
                                        fleet,
                                        said(described.failureReason()),
                                        Optional.ofNullable(described.lastModifiedTime()),
                                        EndpointFleets.asked(resource, described))))));
            }
        }
        return seen;
    }

    /** Returns why the instance type of a variant cannot be known, if its endpoint can. */
    Optional<Fault> typeObstacle(Variant variant, Instant at) {
        Result<Map<String, String>> types = endpoints
                .look(Set.of(variant.endpoint()), at)
                .get(variant.endpoint())
                .then(endpoint -> Optional.ofNullable(endpoint.endpointConfigName())
                        .map(config -> configs.types(List.of(config), at).get(config))
                        .orElseGet(() ->
                                Result.failed(Fault.Kind.MISSING, variant + ": its endpoint names no configuration")));
        return types instanceof Result.Failed<Map<String, String>> failed
                ? Optional.of(failed.fault())
                : Optional.empty();
    }

    /** Tells whether more than one variant of this endpoint is scaled. */
    boolean isShared(String endpoint) {
        return byEndpoint.getOrDefault(endpoint, Set.of()).size() > 1;
    }

    /** Makes the next look ask about this resource anew. */
    void forget(Resource resource) {
        endpoint(resource).ifPresent(endpoints::forget);
        if (resource instanceof Component component) {
            components.forget(component.name());
        }
    }

    private static Result<Fleet> fleet(
            Resource resource, DescribeEndpointResponse described, Map<String, Result<Map<String, String>>> types) {
        if (resource instanceof ServerlessVariant serverless) {
            return EndpointFleets.of(serverless, described);
        }
        Variant variant = (Variant) resource;
        Optional<String> type = Optional.ofNullable(described.endpointConfigName())
                .map(types::get)
                .flatMap(known -> known instanceof Result.Ok<Map<String, String>> ok
                        ? Optional.ofNullable(ok.value().get(variant.name()))
                        : Optional.empty());
        return EndpointFleets.of(variant, described, type);
    }

    /** Only what runs on instances has a type of them. */
    private static List<String> configs(
            Collection<Resource> resources, Map<String, Result<DescribeEndpointResponse>> endpoints) {
        return resources.stream()
                .filter(Variant.class::isInstance)
                .map(resource -> endpoints.get(endpoint(resource).orElseThrow()))
                .map(described -> described instanceof Result.Ok<DescribeEndpointResponse> ok
                        ? ok.value().endpointConfigName()
                        : null)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static Optional<String> endpoint(Resource resource) {
        if (resource instanceof Variant variant) {
            return Optional.of(variant.endpoint());
        }
        return resource instanceof ServerlessVariant serverless
                ? Optional.of(serverless.variant().endpoint())
                : Optional.empty();
    }

    private static Optional<String> said(String failureReason) {
        return Optional.ofNullable(failureReason).map(AwsFaults::oneLine).filter(reason -> !reason.isEmpty());
    }
}
