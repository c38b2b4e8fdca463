package dev.flyball.kubernetes;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reads;
import dev.flyball.kubernetes.HorizontalAutoscaler.Load;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.Hpa;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.Pod;
import dev.flyball.kubernetes.api.ScalingRule.TargetRef;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Says an HPA's metrics as signals with set points. */
final class HpaLoads {

    private static final double PERCENT = 100;

    private final KubernetesApi api;
    private final Calls calls;
    private final Scales scales;
    private final Served served;

    HpaLoads(KubernetesApi api, Calls calls, Scales scales, Served served) {
        this.api = api;
        this.calls = calls;
        this.scales = scales;
        this.served = served;
    }

    /** Yields the signal of one metric, or why there is none; never fails. */
    Uni<Result<Load>> of(Hpa.Metric metric, Optional<Workload> target) {
        String type = String.valueOf(metric.type());
        Hpa.Source source =
                switch (type) {
                    case "Resource" -> metric.resource();
                    case "ContainerResource" -> metric.containerResource();
                    case "Pods" -> metric.pods();
                    case "Object" -> metric.object();
                    case "External" -> metric.external();
                    default -> null;
                };
        if (source == null || source.target() == null) {
            return failed(type + " metric: must be Resource, ContainerResource, Pods, Object or External");
        }
        return type.endsWith("Resource") ? use(source, target) : metric(type, source);
    }

    static Load cpuUtilization(int percent) {
        return new Load("cpu", Optional.empty(), Optional.empty(), new SetPoint(Unit.UTILIZATION, percent / PERCENT));
    }

    private Uni<Result<Load>> use(Hpa.Source source, Optional<Workload> target) {
        String resource = String.valueOf(source.name());
        Optional<String> container = Optional.ofNullable(source.container());
        if (!KubernetesSignals.RESOURCES.contains(resource)) {
            return failed("the use of " + resource + ": must be one of " + KubernetesSignals.RESOURCES);
        }
        if (source.target().averageUtilization() != null) {
            return ok(() -> use(resource, container, source.target().averageUtilization() / PERCENT));
        }
        if (source.target().averageValue() == null || target.isEmpty()) {
            return failed("the use of " + resource + " without utilization or average value");
        }
        String amount = source.target().averageValue();
        Uni<Double> request = request(target.get(), resource, container);
        return calls.within(Asked.fleet(target.get()), request)
                .map(known -> known.then(part -> caught(() -> use(
                        resource, container, Quantities.parse(amount, "the average value of " + resource) / part))));
    }

    private static Load use(String resource, Optional<String> container, double utilization) {
        return new Load(resource, container, Optional.empty(), new SetPoint(Unit.UTILIZATION, utilization));
    }

    /** An amount per pod is a utilization as long as all pods request the same. */
    private Uni<Double> request(Workload workload, String resource, Optional<String> container) {
        String what = resource + container.map(name -> " of container " + name).orElse("");
        return scales.of(workload)
                .chain(scale -> calls.ask(
                        Asked.pods(workload),
                        api.pods(workload.namespace(), scale.status().selector())))
                .map(pods -> {
                    Set<Optional<Double>> requests = pods.stream()
                            .map(pod -> container.isPresent() ? Optional.<Double>empty() : request(pod, resource))
                            .collect(Collectors.toSet());
                    return Optional.of(requests)
                            .filter(all -> all.size() == 1)
                            .flatMap(all -> all.iterator().next())
                            .filter(amount -> amount > 0)
                            .orElseThrow(() -> new FaultException(
                                    Fault.Kind.UNSUPPORTED,
                                    "an average value of " + what
                                            + ": must be relative to the request, but the pods of " + workload
                                            + " do not all request the same"));
                });
    }

    private static Optional<Double> request(Pod pod, String resource) {
        return Optional.ofNullable(Pods.server(pod).requests().get(resource));
    }

    private Uni<Result<Load>> metric(String type, Hpa.Source source) {
        if (source.metric() == null || source.metric().name() == null) {
            return failed(type + " metric without a name");
        }
        String metric = source.metric().name() + selector(source.metric().selector());
        return switch (type) {
            case "Pods" -> ok(() -> load("custom", "pods/" + metric, source.target()));
            case "External" -> ok(() -> load("external", "sum(" + metric + ")", source.target()));
            default ->
                objectPath(source.describedObject())
                        .map(path -> path.then(
                                object -> caught(() -> load("custom", object + "/" + metric, source.target()))));
        };
    }

    /** A plain value is compared as it is, which is what an average is. */
    private static Load load(String signal, String query, Hpa.MetricTarget target) {
        boolean average = target.averageValue() == null;
        String amount = average ? target.value() : target.averageValue();
        if (amount == null) {
            throw new FaultException(Fault.Kind.UNSUPPORTED, query + " without value or average value");
        }
        return new Load(
                signal,
                Optional.of(query),
                average ? Optional.of(Reads.AVERAGE) : Optional.empty(),
                new SetPoint(Unit.PER_SERVER, Quantities.parse(amount, "the target of " + query)));
    }

    private Uni<Result<String>> objectPath(TargetRef object) {
        if (object == null || object.kind() == null || object.name() == null) {
            return Uni.createFrom().item(Result.failed(Fault.Kind.UNSUPPORTED, "an Object metric without an object"));
        }
        String apiVersion = Optional.ofNullable(object.apiVersion()).orElse("v1");
        return served.kindOf(apiVersion, object.kind())
                .map(found -> found.then(kind -> Result.ok(
                        kind.resource() + (kind.group().isEmpty() ? "" : "." + kind.group()) + "/" + object.name())));
    }

    private static String selector(Hpa.Selector selector) {
        if (selector == null) {
            return "";
        }
        List<String> parts = new ArrayList<>(selector.matchLabels().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .sorted()
                .toList());
        selector.matchExpressions().forEach(requirement -> parts.add(text(requirement)));
        return parts.isEmpty() ? "" : "?" + String.join(",", parts);
    }

    private static String text(Hpa.Requirement requirement) {
        String values = " (" + String.join(",", requirement.values()) + ")";
        return switch (String.valueOf(requirement.operator())) {
            case "In" -> requirement.key() + " in" + values;
            case "NotIn" -> requirement.key() + " notin" + values;
            case "DoesNotExist" -> "!" + requirement.key();
            default -> requirement.key();
        };
    }

    private static Uni<Result<Load>> ok(Supplier<Load> load) {
        return Uni.createFrom().item(caught(load));
    }

    private static Result<Load> caught(Supplier<Load> load) {
        try {
            return Result.ok(load.get());
        } catch (FaultException | IllegalArgumentException unsayable) {
            return Result.failed(Fault.Kind.UNSUPPORTED, unsayable.getMessage());
        }
    }

    private static Uni<Result<Load>> failed(String what) {
        return Uni.createFrom().item(Result.failed(Fault.Kind.UNSUPPORTED, what));
    }
}
