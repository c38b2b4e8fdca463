package dev.flyball.kubernetes.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The requests this adapter sends. Each {@link Uni} sends when it is subscribed to and fails with {@link ApiException}
 * if the server says no, or with the client's own exception if there was no answer. Credentials that the server no
 * longer accepts are read again, once for each request. Callers set the time limit. Safe for use by several threads.
 */
public interface KubernetesApi {

    /** Returns the server's address, for messages. */
    String server();

    /** Returns as whom the server is asked, for messages. */
    String user();

    /** Tells the namespace of the client configuration: that of its context, or of the pod. */
    Uni<String> namespace();

    /** Asks which release the server is. */
    Uni<ServerVersion> version();

    /** Asks in which versions the server has an API group, which must not be the core group. */
    Uni<ApiGroup> group(String name);

    /** Asks which resources a version of an API group has. */
    Uni<ResourceList> resources(String group, String version);

    /** Reads the scale subresource of an object. */
    Uni<Scale> scale(ObjectPath of);

    /** Changes the scale subresource of an object by a JSON merge patch. */
    Uni<Scale> patchScale(ObjectPath of, Scale patch);

    /**
     * Lists all objects of a resource in a namespace page by page; no more than one object is held at a time.
     *
     * @param within where; its name is not looked at
     * @param each is told each object as it arrives, one after another; by an I/O thread, so it must not block
     * @return the version of the list, to watch from
     */
    <T> Uni<String> list(ObjectPath within, Class<T> type, Consumer<T> each);

    /**
     * Tells what changes in a list, until the server or the subscriber ends it. Items come on an I/O thread. Fails with
     * status 410 if the server no longer knows this version, and with {@link java.util.concurrent.TimeoutException} if
     * nothing came for longer than {@code silence}, not even a bookmark.
     *
     * @param within where; its name is not looked at
     * @param version that of the list, or of the last event
     * @param length how long the server is asked to go on
     */
    <T> Multi<WatchEvent<T>> watch(ObjectPath within, Class<T> type, String version, Duration length, Duration silence);

    /** Lists all pods with these labels. */
    Uni<List<Pod>> pods(String namespace, String labelSelector);

    /**
     * Lists all scaling rules of one sort.
     *
     * @param resource its plural name in this API group
     */
    Uni<List<ScalingRule>> scalingRules(String group, String version, String resource, String namespace);

    /**
     * Lists all HorizontalPodAutoscalers.
     *
     * @param version of {@code autoscaling}
     * @param namespace empty for all
     */
    Uni<List<Hpa>> autoscalers(String version, Optional<String> namespace);

    /** Reads who owns an object. */
    Uni<OwnedObject> object(ObjectPath path);

    /**
     * Lists objects with these labels.
     *
     * @param within where; its name is not looked at
     */
    Uni<List<OwnedObject>> objects(ObjectPath within, String labelSelector);

    /** Reads a lease. */
    Uni<Lease> lease(String namespace, String name);

    /** Lists all leases of a namespace. */
    Uni<List<Lease>> leases(String namespace);

    /** Removes a lease. */
    Uni<Void> deleteLease(String namespace, String name);

    /** Makes a lease; refused with 409 if there is one. */
    Uni<Lease> createLease(String namespace, Lease lease);

    /** Replaces a lease; refused with 409 if it is no longer of this lease's version. */
    Uni<Lease> replaceLease(String namespace, String name, Lease lease);

    /** Reads a config map. */
    Uni<ConfigMap> configMap(String namespace, String name);

    /** Makes a config map; refused with 409 if there is one of its name. */
    Uni<ConfigMap> createConfigMap(String namespace, ConfigMap map);

    /** Replaces a config map; refused with 409 if it is no longer of this map's version. */
    Uni<ConfigMap> replaceConfigMap(String namespace, String name, ConfigMap map);

    /** Makes an event; refused with 409 if there is one of its name. */
    Uni<Event> createEvent(String namespace, Event event);

    /** Reads an event. */
    Uni<Event> event(String namespace, String name);

    /** Changes an event by a JSON merge patch. */
    Uni<Event> patchEvent(String namespace, String name, Event patch);

    /** Lists what all pods of a namespace use. */
    Uni<PodMetricsList> podMetrics(String namespace);

    /**
     * Reads a custom metric of objects in a namespace.
     *
     * @param version of {@code custom.metrics.k8s.io}
     * @param resource whose metric it is, such as {@code pods} or {@code deployments.apps}
     * @param name the object's name, or {@code *} for all
     * @param selector the metric's own labels; empty for all
     */
    Uni<MetricValues> customMetric(
            String version, String namespace, String resource, String name, String metric, Optional<String> selector);

    /**
     * Reads a metric of something outside the cluster.
     *
     * @param selector the metric's own labels; empty for all
     */
    Uni<MetricValues> externalMetric(String namespace, String metric, Optional<String> selector);

    /** Lists what the core API has. */
    Uni<ResourceList> coreResources();

    /** Changes the resources of a running pod by a strategic merge patch. */
    Uni<Pod> resizePod(String namespace, String name, PodPatch patch);

    /** Asks whether the caller may do something. */
    Uni<AccessReview> review(AccessReview question);
}
