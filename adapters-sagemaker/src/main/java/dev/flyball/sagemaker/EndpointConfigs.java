package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigResponse;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;

/**
 * Knows on what instances variants run, which only an endpoint's configuration tells. A configuration never changes, so
 * each is read once. Safe for use by several threads.
 */
final class EndpointConfigs {

    private static final Duration ASKED_AGAIN_AFTER = Duration.ofMinutes(5);

    private final AwsClients clients;
    private final SideBySide sideBySide;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    EndpointConfigs(AwsClients clients, SideBySide sideBySide) {
        this.clients = clients;
        this.sideBySide = sideBySide;
    }

    private record Known(Result<Map<String, String>> types, Instant at) {}

    /** Returns, for each of these configurations, the instance type of each of its variants, or why that is unknown. */
    Map<String, Result<Map<String, String>>> types(Collection<String> configs, Instant at) {
        List<String> unknown = configs.stream()
                .distinct()
                .filter(config -> stale(known.get(config), at))
                .limit(Watch.DESCRIBED_A_ROUND)
                .toList();
        sideBySide
                .run(unknown, this::read, config -> "endpoint configuration " + config)
                .forEach((config, types) -> known.put(config, new Known(types, at)));
        Map<String, Result<Map<String, String>>> all = new LinkedHashMap<>();
        for (String config : configs) {
            all.put(
                    config,
                    Optional.ofNullable(known.get(config))
                            .map(Known::types)
                            .orElseGet(() -> Result.failed(
                                    Fault.Kind.RATE_LIMITED,
                                    "endpoint configuration " + config + " is not read yet; the next round goes on")));
        }
        return all;
    }

    private static boolean stale(Known known, Instant at) {
        return known == null
                || known.types() instanceof Result.Failed
                        && !at.isBefore(known.at().plus(ASKED_AGAIN_AFTER));
    }

    private Result<Map<String, String>> read(String config) {
        return describe(config).then(described -> {
            Map<String, String> types = new HashMap<>();
            for (ProductionVariant variant : described.productionVariants()) {
                if (variant.instanceTypeAsString() != null) {
                    types.put(variant.variantName(), variant.instanceTypeAsString());
                }
            }
            return Result.ok(types);
        });
    }

    /** Reads a configuration as a whole. */
    Result<DescribeEndpointConfigResponse> describe(String config) {
        return call(Action.describeConfig(config), aws -> aws.sageMaker()
                .describeEndpointConfig(request -> request.endpointConfigName(config)));
    }

    private <T> Result<T> call(Action action, Function<AwsClients, T> call) {
        try {
            return Result.ok(call.apply(clients));
        } catch (RuntimeException exception) {
            return Result.failed(AwsFaults.of(action, exception));
        }
    }
}
