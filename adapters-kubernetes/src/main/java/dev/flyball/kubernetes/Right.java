package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.kubernetes.api.AccessReview;
import dev.flyball.kubernetes.api.ObjectPath;
import java.util.List;

/**
 * One thing the agent must be allowed to do, and the RBAC rule that allows it.
 *
 * @param group the API group; empty for the core group
 * @param subresource empty for none
 * @param name the object's name; empty for all in the namespace
 */
record Right(String verb, String group, String resource, String subresource, String namespace, String name) {

    private static final String METRICS_GROUP = "metrics.k8s.io";

    static Right getScale(Workload workload) {
        return scale("get", workload);
    }

    static Right patchScale(Workload workload) {
        return scale("patch", workload);
    }

    private static Right scale(String verb, Workload workload) {
        Kind kind = workload.kind();
        return new Right(verb, kind.group(), kind.resource(), "scale", workload.namespace(), workload.name());
    }

    static Right listPods(String namespace) {
        return new Right("list", "", "pods", "", namespace, "");
    }

    /** The right to watch, which is of no use without that to list. */
    static Right watch(ObjectPath within) {
        return new Right("watch", within.group(), within.resource(), "", within.namespace(), "");
    }

    static Right listPodMetrics(String namespace) {
        return new Right("list", METRICS_GROUP, "pods", "", namespace, "");
    }

    static Right list(Selection selection) {
        return new Right("list", selection.kind().group(), selection.kind().resource(), "", selection.namespace(), "");
    }

    static Right get(ObjectPath path) {
        return new Right("get", path.group(), path.resource(), "", path.namespace(), path.name());
    }

    static Right lease(String verb, String namespace) {
        return new Right(verb, "coordination.k8s.io", "leases", "", namespace, "");
    }

    /** Returns the rights needed to divide targets among agents. */
    static List<Right> ofShards(String namespace) {
        return List.of(
                lease("list", namespace),
                lease("create", namespace),
                lease("update", namespace),
                lease("delete", namespace));
    }

    /** Returns the rights needed to hold a lease. */
    static List<Right> ofLease(String namespace) {
        return List.of(lease("get", namespace), lease("create", namespace), lease("update", namespace));
    }

    static Right configMap(String verb, String namespace) {
        return new Right(verb, "", "configmaps", "", namespace, "");
    }

    static Right event(String verb, String namespace) {
        return new Right(verb, "", "events", "", namespace, "");
    }

    static Right patchPodResize(String namespace) {
        return new Right("patch", "", "pods", "resize", namespace, "");
    }

    static Right getCustomMetric(CustomMetric metric) {
        return new Right("get", MetricGroup.CUSTOM, metric.resource(), metric.metric(), metric.namespace(), "");
    }

    static Right listExternalMetric(ExternalMetric metric) {
        return new Right("list", MetricGroup.EXTERNAL, metric.metric(), "", metric.namespace(), "");
    }

    /** Returns all rights needed to scale this workload. Reading a signal tells by itself which right it lacks. */
    static List<Right> neededFor(Workload workload) {
        return List.of(getScale(workload), patchScale(workload), listPods(workload.namespace()));
    }

    /** Tells whether this right is for an API that is not the server's own, but that of an adapter behind it. */
    boolean isForMetrics() {
        return group.endsWith(METRICS_GROUP);
    }

    /** Returns the fault that this right is missing, with what the server said about it. */
    Fault missing(String said) {
        return new Fault(
                Fault.Kind.FORBIDDEN,
                "may not " + this + ": " + said + "; the RBAC rule " + rule() + " in a "
                        + (namespace.isEmpty() ? "ClusterRole" : "Role of namespace " + namespace) + " grants it");
    }

    /** Returns the rule that grants this right and those that it is of no use without. */
    String rule() {
        String verbs = "\"" + verb + "\"";
        if (subresource.equals("scale")) {
            verbs = "\"get\", \"patch\"";
        } else if (resource.equals("events")) {
            verbs = "\"create\", \"get\", \"patch\"";
        } else if (resource.equals("configmaps")) {
            verbs = "\"get\", \"create\", \"update\"";
        } else if (verb.equals("watch")) {
            verbs = "\"list\", \"watch\"";
        }
        return "{apiGroups: [\"" + group + "\"], resources: [\"" + path() + "\"], verbs: [" + verbs + "]}";
    }

    AccessReview question() {
        return AccessReview.of(new AccessReview.Attributes(namespace, verb, group, resource, subresource, name));
    }

    private String path() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    /** Returns it as a phrase: {@code get deployments/scale in API group "apps" in namespace shop}. */
    @Override
    public String toString() {
        return verb + " " + path() + " in API group \"" + group + "\" in "
                + (namespace.isEmpty() ? "all namespaces" : "namespace " + namespace);
    }
}
