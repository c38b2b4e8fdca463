package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tells how each signal of each kind of target is read. */
final class Recipes {

    private static final String SAGEMAKER = "AWS/SageMaker";
    private static final String ENDPOINTS = "/aws/sagemaker/Endpoints";
    private static final String COMPONENTS = "/aws/sagemaker/InferenceComponents";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HIGH_RESOLUTION = Duration.ofSeconds(10);
    private static final double PERCENT = 0.01;
    private static final double MICROSECONDS = 1e-6;

    private Recipes() {}

    /**
     * Returns how a query is read.
     *
     * @param fleet the servers of its target, if they are known
     */
    static Result<Recipe> of(Query query, Optional<Fleet> fleet) {
        if (query.signal().equals(Presets.CLOUDWATCH)) {
            return MetricText.parse(query);
        }
        return Resource.of(query.target()).then(resource -> recipe(query, resource, fleet));
    }

    private static Result<Recipe> recipe(Query query, Resource resource, Optional<Fleet> fleet) {
        if (resource instanceof Component component) {
            return component(query, component, fleet);
        }
        return resource instanceof ServerlessVariant serverless
                ? serverless(query, serverless)
                : variant(query, (Variant) resource, fleet);
    }

    private static Result<Recipe> variant(Query query, Variant variant, Optional<Fleet> fleet) {
        Map<String, String> dimensions = dimensions(variant);
        Metric cpu = new Metric(ENDPOINTS, "CPUUtilization", dimensions, "Average", MINUTE);
        Optional<Recipe.Pulse> beat = Optional.of(new Recipe.Pulse.Beat(cpu));
        Making made = new Making(variant);
        return switch (query.signal()) {
            case Presets.INVOCATIONS_PER_INSTANCE ->
                made.mean(1, beat, new Metric(SAGEMAKER, "InvocationsPerInstance", dimensions, "Sum", MINUTE));
            case Presets.REQUESTS -> made.total(beat, new Metric(SAGEMAKER, "Invocations", dimensions, "Sum", MINUTE));
            case Presets.CONCURRENT_REQUESTS ->
                made.mean(
                        1,
                        beat,
                        new Metric(SAGEMAKER, "ConcurrentRequestsPerModel", dimensions, "Maximum", HIGH_RESOLUTION));
            case Presets.MODEL_LATENCY ->
                made.mean(MICROSECONDS, beat, new Metric(SAGEMAKER, "ModelLatency", dimensions, "Average", MINUTE));
            case Presets.MEMORY ->
                made.mean(
                        PERCENT,
                        Optional.empty(),
                        new Metric(ENDPOINTS, "MemoryUtilization", dimensions, "Average", MINUTE));
            case Presets.CPU ->
                divisor(variant, fleet, "cores", InstanceTypes::cores)
                        .then(cores -> made.mean(PERCENT / cores, Optional.empty(), cpu));
            case Presets.GPU ->
                divisor(variant, fleet, "GPUs", InstanceTypes::gpus)
                        .then(gpus -> made.mean(
                                PERCENT / gpus,
                                Optional.empty(),
                                new Metric(ENDPOINTS, "GPUUtilization", dimensions, "Average", MINUTE)));
            case Presets.BACKLOG ->
                made.total(
                        Optional.empty(),
                        new Metric(
                                SAGEMAKER,
                                "ApproximateBacklogSize",
                                Map.of("EndpointName", variant.endpoint()),
                                "Average",
                                MINUTE));
            default -> unknown(query);
        };
    }

    private static Result<Recipe> component(Query query, Component component, Optional<Fleet> fleet) {
        Map<String, String> dimensions = Map.of("InferenceComponentName", component.name());
        Metric cpu = new Metric(COMPONENTS, "CPUUtilizationNormalized", dimensions, "Average", MINUTE);
        boolean none =
                fleet.filter(seen -> seen.wanted() == 0 && seen.size() == 0).isPresent();
        Optional<Recipe.Pulse> beat = Optional.of(none ? new Recipe.Pulse.NoCopies() : new Recipe.Pulse.Beat(cpu));
        Making made = new Making(component);
        return switch (query.signal()) {
            case Presets.INVOCATIONS_PER_COPY ->
                made.mean(1, beat, new Metric(SAGEMAKER, "InvocationsPerCopy", dimensions, "Sum", MINUTE));
            case Presets.REQUESTS ->
                made.total(
                        beat,
                        new Metric(SAGEMAKER, "Invocations", dimensions, "Sum", MINUTE),
                        new Metric(SAGEMAKER, "NoCapacityInvocationFailures", dimensions, "Sum", MINUTE));
            case Presets.CONCURRENT_REQUESTS ->
                made.mean(
                        1,
                        beat,
                        new Metric(SAGEMAKER, "ConcurrentRequestsPerCopy", dimensions, "Maximum", HIGH_RESOLUTION));
            case Presets.MODEL_LATENCY ->
                made.mean(MICROSECONDS, beat, new Metric(SAGEMAKER, "ModelLatency", dimensions, "Average", MINUTE));
            case Presets.CPU -> made.mean(PERCENT, Optional.empty(), cpu);
            case Presets.GPU ->
                made.mean(
                        PERCENT,
                        Optional.empty(),
                        new Metric(COMPONENTS, "GPUUtilizationNormalized", dimensions, "Average", MINUTE));
            case Presets.MEMORY ->
                made.mean(
                        PERCENT,
                        Optional.empty(),
                        new Metric(COMPONENTS, "MemoryUtilizationNormalized", dimensions, "Average", MINUTE));
            default -> unknown(query);
        };
    }

    private static Result<Recipe> serverless(Query query, ServerlessVariant serverless) {
        Map<String, String> dimensions = dimensions(serverless.variant());
        Making made = new Making(serverless);
        return switch (query.signal()) {
            case Presets.PROVISIONED_CONCURRENCY ->
                made.mean(
                        1,
                        Optional.empty(),
                        new Metric(
                                SAGEMAKER,
                                "ServerlessProvisionedConcurrencyUtilization",
                                dimensions,
                                "Maximum",
                                MINUTE));
            case Presets.REQUESTS ->
                made.total(Optional.empty(), new Metric(SAGEMAKER, "Invocations", dimensions, "Sum", MINUTE));
            case Presets.MODEL_LATENCY ->
                made.mean(
                        MICROSECONDS,
                        Optional.empty(),
                        new Metric(SAGEMAKER, "ModelLatency", dimensions, "Average", MINUTE));
            default -> unknown(query);
        };
    }

    private static Map<String, String> dimensions(Variant variant) {
        return Map.of("EndpointName", variant.endpoint(), "VariantName", variant.name());
    }

    private static Result<Recipe> unknown(Query query) {
        return Result.failed(
                Fault.Kind.UNSUPPORTED,
                query.target() + " has no signal " + query.signal() + "; it has "
                        + String.join(
                                ", ",
                                new TreeSet<>(Presets.platforms().stream()
                                        .filter(platform -> platform.knows(query.target()))
                                        .flatMap(platform -> platform.signals().keySet().stream())
                                        .toList())));
    }

    /** CloudWatch adds up the load of cores and GPUs, so that only their number makes it a fraction. */
    private static Result<Double> divisor(
            Variant variant, Optional<Fleet> fleet, String what, Function<String, OptionalInt> count) {
        Optional<String> type = fleet.stream()
                .flatMap(seen -> seen.servers().stream())
                .map(Server::serverSize)
                .flatMap(Optional::stream)
                .findFirst();
        if (type.isEmpty()) {
            return Result.failed(
                    Fault.Kind.MISSING,
                    variant + ": its instance type is not known, and so not how many " + what
                            + " CloudWatch's sum is over; sagemaker:DescribeEndpointConfig tells it");
        }
        OptionalInt known = count.apply(type.get());
        return known.isPresent()
                ? Result.ok((double) known.getAsInt())
                : Result.failed(
                        Fault.Kind.UNSUPPORTED,
                        variant + " runs on " + type.get() + ", of which it is not known how many " + what
                                + " it has; use signal cloudwatch with a set point that fits");
    }

    /** Makes recipes of one resource. */
    private record Making(Resource resource) {

        Result<Recipe> mean(double factor, Optional<Recipe.Pulse> pulse, Metric metric) {
            return Result.ok(new Recipe(
                    resource.toString(), List.of(metric), Reads.AVERAGE, factor, OptionalDouble.empty(), pulse));
        }

        Result<Recipe> total(Optional<Recipe.Pulse> pulse, Metric... parts) {
            return Result.ok(new Recipe(
                    resource.toString(), Stream.of(parts).toList(), Reads.TOTAL, 1, OptionalDouble.empty(), pulse));
        }
    }
}
