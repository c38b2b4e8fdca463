package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.kubernetes.api.ApiException;
import dev.flyball.kubernetes.api.Causes;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.MetricValues;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/** Asks for custom and external metrics, in the version that the cluster offers. Safe for several threads. */
final class Metrics {

    private static final int NOT_FOUND = 404;

    private final KubernetesApi api;
    private final Calls calls;
    private final MetricGroup customGroup;
    private final MetricGroup externalGroup;

    Metrics(KubernetesApi api, Calls calls) {
        this.api = api;
        this.calls = calls;
        this.customGroup = new MetricGroup(api, calls, MetricGroup.CUSTOM, List.of("v1beta2", "v1beta1"));
        this.externalGroup = new MetricGroup(api, calls, MetricGroup.EXTERNAL, List.of("v1beta1"));
    }

    Uni<Result<MetricValues>> custom(CustomMetric metric) {
        return ask(
                Asked.custom(metric),
                customGroup,
                version -> api.customMetric(
                        version,
                        metric.namespace(),
                        metric.resource(),
                        metric.name(),
                        metric.metric(),
                        metric.selector()));
    }

    Uni<Result<MetricValues>> external(ExternalMetric metric) {
        return ask(
                Asked.external(metric),
                externalGroup,
                version -> api.externalMetric(metric.namespace(), metric.metric(), metric.selector()));
    }

    private Uni<Result<MetricValues>> ask(Asked asked, MetricGroup group, Function<String, Uni<MetricValues>> request) {
        return calls.within(
                asked,
                group.version()
                        .chain(version -> calls.ask(
                                asked,
                                request.apply(version)
                                        .onFailure(Metrics::isNotFound)
                                        .transform(failure -> missing(failure, asked, group)))));
    }

    private static boolean isNotFound(Throwable failure) {
        return ApiException.is(failure, NOT_FOUND);
    }

    /** An adapter of metrics answers so while it has no value, which need not mean that it never will. */
    private static FaultException missing(Throwable failure, Asked asked, MetricGroup group) {
        group.forget();
        return new FaultException(Fault.Kind.MISSING, asked.absent() + ": " + Causes.describe(failure));
    }
}
