package dev.flyball.kubernetes;

import dev.flyball.kubernetes.api.ObjectPath;
import java.util.Optional;

/**
 * What was asked of the server, to tell what a refusal means.
 *
 * @param what the request in words
 * @param right the right it needs; empty if every user has it
 * @param absent what it means that the server does not know the thing
 */
record Asked(String what, Optional<Right> right, String absent) {

    static Asked scale(Workload workload) {
        return of(Right.getScale(workload), workload + " does not exist");
    }

    static Asked resize(Workload workload) {
        return of(Right.patchScale(workload), workload + " does not exist");
    }

    static Asked pods(Workload workload) {
        return of(Right.listPods(workload.namespace()), "namespace " + workload.namespace() + " does not exist");
    }

    static Asked watch(ObjectPath within) {
        return of(Right.watch(within), within.resource() + " are not known to the server");
    }

    static Asked podMetrics(String namespace) {
        return of(
                Right.listPodMetrics(namespace),
                "the cluster has no metrics API (metrics.k8s.io): install metrics-server, or use another signal");
    }

    static Asked rivals(Rival.Sort sort, String namespace) {
        return of(sort.right(namespace), "the server has no " + sort.resource());
    }

    static Asked object(ObjectPath path) {
        return of(
                Right.get(path),
                path.resource() + " " + path.name() + " in namespace " + path.namespace() + " does not exist");
    }

    static Asked selected(Selection selection) {
        return of(Right.list(selection), selection.kind().resource() + " are not known to the server");
    }

    static Asked lease(String namespace) {
        return of(Right.lease("get", namespace), "namespace " + namespace + " does not exist");
    }

    static Asked leaseWrite(String verb, String namespace) {
        return of(Right.lease(verb, namespace), "namespace " + namespace + " does not exist");
    }

    static Asked configMap(String verb, String namespace) {
        return of(Right.configMap(verb, namespace), "namespace " + namespace + " does not exist");
    }

    /** The requests that show what a pod belongs to, taken together. */
    static Asked owners(String pod) {
        return new Asked("find the workload of pod " + pod, Optional.empty(), "pod " + pod + " does not exist");
    }

    static Asked event(String verb, Workload workload) {
        return of(
                Right.event(verb, workload.namespace()),
                "namespace " + workload.namespace() + " or the event does not exist");
    }

    /** The client configuration, which is no request. */
    static Asked configuration() {
        return new Asked("read the client configuration", Optional.empty(), "there is no client configuration");
    }

    /** A look at what the server offers, which every user may have. */
    static Asked api(String path) {
        return new Asked("get /" + path, Optional.empty(), "the server has no /" + path);
    }

    static Asked coreResources() {
        return new Asked("get /api/v1", Optional.empty(), "the server is no Kubernetes API server");
    }

    static Asked resizePod(Workload workload, String pod) {
        return of(Right.patchPodResize(workload.namespace()), "pod " + pod + " of " + workload + " is gone");
    }

    static Asked group(String group) {
        return new Asked(
                "get /apis/" + group,
                Optional.empty(),
                "the cluster has no API " + group + ": install an adapter that offers it, such as prometheus-adapter or"
                        + " KEDA, or use another signal");
    }

    static Asked custom(CustomMetric metric) {
        return of(Right.getCustomMetric(metric), metric + " has no value");
    }

    static Asked external(ExternalMetric metric) {
        return of(Right.listExternalMetric(metric), metric + " has no value");
    }

    /** The requests that show a fleet, taken together. */
    static Asked fleet(Workload workload) {
        return new Asked("observe " + workload, Optional.empty(), workload + " does not exist");
    }

    static Asked version() {
        return new Asked("get /version", Optional.empty(), "the server is no Kubernetes API server");
    }

    static Asked review() {
        return new Asked(
                "create selfsubjectaccessreviews",
                Optional.empty(),
                "the server does not answer questions about rights (authorization.k8s.io/v1)");
    }

    private static Asked of(Right right, String absent) {
        return new Asked(right.toString(), Optional.of(right), absent);
    }
}
