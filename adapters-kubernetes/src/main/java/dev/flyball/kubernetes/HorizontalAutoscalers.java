package dev.flyball.kubernetes;

import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.guard.RateLimit.Base;
import dev.flyball.core.guard.RateLimit.Rate;
import dev.flyball.core.guard.RateLimit.Select;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.kubernetes.HorizontalAutoscaler.Load;
import dev.flyball.kubernetes.HorizontalAutoscaler.Pace;
import dev.flyball.kubernetes.api.Hpa;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.RestKubernetesApi;
import io.fabric8.kubernetes.client.Config;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the HorizontalPodAutoscalers of a cluster, with the configuration that kubectl uses, and changes nothing.
 * Making it opens nothing; the first request needs a running Quarkus container. Calls block until each request has its
 * answer or its time limit has passed.
 */
public final class HorizontalAutoscalers {

    private final KubernetesApi api;
    private final Calls calls;
    private final Served served;
    private final HpaLoads loads;

    /** Where to look. */
    public sealed interface Where {

        /** In all namespaces. */
        record Everywhere() implements Where {}

        /** In one namespace. */
        record In(String namespace) implements Where {}

        /** In the namespace of the configuration's context, or of the pod it runs in. */
        record Here() implements Where {}
    }

    /**
     * Makes the reader.
     *
     * @param limit how long one request may take
     */
    public HorizontalAutoscalers(Duration limit, InstantSource clock) {
        this(new RestKubernetesApi(() -> Config.autoConfigure(null), limit, clock), limit, clock);
    }

    HorizontalAutoscalers(KubernetesApi api, Duration limit, InstantSource clock) {
        this.api = api;
        this.calls = new Calls(api, limit);
        this.served = new Served(api, calls, clock);
        this.loads = new HpaLoads(api, calls, new Scales(api, calls), served);
    }

    /** Reads them all, in the order of their namespaces and names. */
    public Result<List<HorizontalAutoscaler>> read(Where where) {
        Result<Optional<String>> namespace = calls.await(namespace(where));
        return namespace.then(known -> calls.await(served.version(Rival.Sort.HPA.group(), Rival.Sort.HPA.versions()))
                .then(version -> read(version, known)));
    }

    /** Empty for all. */
    private Uni<Result<Optional<String>>> namespace(Where where) {
        if (where instanceof Where.Here) {
            return calls.askOnce(Asked.configuration(), api.namespace().map(Optional::of));
        }
        return Uni.createFrom()
                .item(Result.ok(where instanceof Where.In in ? Optional.of(in.namespace()) : Optional.empty()));
    }

    private Result<List<HorizontalAutoscaler>> read(Optional<String> version, Optional<String> namespace) {
        if (version.isEmpty()) {
            return Result.failed(
                    Fault.Kind.UNSUPPORTED,
                    api.server() + " has no HorizontalPodAutoscalers in one of the versions "
                            + Rival.Sort.HPA.versions());
        }
        Result<List<Hpa>> listed = calls.await(calls.askOnce(
                Asked.rivals(Rival.Sort.HPA, namespace.orElse("")), api.autoscalers(version.get(), namespace)));
        return listed.then(all -> Result.ok(all.stream()
                .filter(hpa -> hpa.metadata() != null && hpa.spec() != null)
                .map(hpa -> calls.await(read(hpa, version.get())))
                .toList()));
    }

    private Uni<HorizontalAutoscaler> read(Hpa hpa, String version) {
        return target(hpa).chain(target -> {
            Optional<Workload> workload =
                    target instanceof Result.Ok<Workload> ok ? Optional.of(ok.value()) : Optional.empty();
            List<Uni<Result<Load>>> asked = new ArrayList<>();
            hpa.spec().metrics().forEach(metric -> asked.add(loads.of(metric, workload)));
            if (version.equals("v1")) {
                asked.addAll(ofFirstVersion(hpa.spec()));
            }
            Uni<List<Result<Load>>> all = asked.isEmpty()
                    ? Uni.createFrom().item(List.of())
                    : Uni.join().all(asked).andFailFast();
            return all.map(known -> new HorizontalAutoscaler(
                    hpa.metadata().namespace(),
                    hpa.metadata().name(),
                    target.then(found -> Result.ok(found.id())),
                    Optional.ofNullable(hpa.spec().minReplicas()).orElse(1),
                    hpa.spec().maxReplicas(),
                    known,
                    pace(Optional.ofNullable(hpa.spec().behavior()).map(Hpa.Behavior::scaleUp)),
                    pace(Optional.ofNullable(hpa.spec().behavior()).map(Hpa.Behavior::scaleDown))));
        });
    }

    private static List<Uni<Result<Load>>> ofFirstVersion(Hpa.Spec spec) {
        List<Uni<Result<Load>>> asked = new ArrayList<>();
        Optional.ofNullable(spec.targetCPUUtilizationPercentage())
                .ifPresent(percent -> asked.add(Uni.createFrom().item(Result.ok(HpaLoads.cpuUtilization(percent)))));
        asked.add(Uni.createFrom()
                .item(Result.failed(
                        Fault.Kind.UNSUPPORTED,
                        "other metrics and a behavior, if there are any: this server shows them in autoscaling/v2beta1"
                                + " or not at all")));
        return asked;
    }

    private Uni<Result<Workload>> target(Hpa hpa) {
        var ref = hpa.spec().scaleTargetRef();
        if (ref == null || ref.kind() == null || ref.name() == null) {
            return Uni.createFrom().item(Result.failed(Fault.Kind.UNSUPPORTED, "it names no target"));
        }
        return served.kindOf(String.valueOf(ref.apiVersion()), ref.kind())
                .map(kind -> kind.then(
                        known -> scalable(new Workload(known, hpa.metadata().namespace(), ref.name()))));
    }

    private static Result<Workload> scalable(Workload workload) {
        return Workload.of(workload.id())
                .<Result<Workload>>map(Result::ok)
                .orElseGet(() -> Result.failed(
                        Fault.Kind.UNSUPPORTED, "its target is a " + workload + ", which Flyball has no name for"));
    }

    private static Pace pace(Optional<Hpa.Direction> direction) {
        return new Pace(
                direction
                        .flatMap(known -> Optional.ofNullable(known.stabilizationWindowSeconds()))
                        .map(Duration::ofSeconds),
                direction
                        .flatMap(known -> Optional.ofNullable(known.tolerance()))
                        .map(text -> Quantities.parse(text, "the tolerance")),
                direction.flatMap(HorizontalAutoscalers::rate));
    }

    private static Optional<RateLimit> rate(Hpa.Direction direction) {
        if ("Disabled".equals(direction.selectPolicy())) {
            return Optional.of(new RateLimit(List.of(), Select.OFF, Base.WANTED));
        }
        List<Rate> rates = direction.policies().stream()
                .map(policy -> new Rate(
                        policy.value(),
                        "Percent".equals(policy.type()) ? Rate.Unit.PERCENT : Rate.Unit.SERVERS,
                        Duration.ofSeconds(policy.periodSeconds())))
                .toList();
        Select select = "Min".equals(direction.selectPolicy()) ? Select.LEAST : Select.MOST;
        return rates.isEmpty() ? Optional.empty() : Optional.of(new RateLimit(rates, select, Base.WANTED));
    }
}
