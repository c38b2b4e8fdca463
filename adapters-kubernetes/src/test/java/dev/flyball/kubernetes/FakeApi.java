package dev.flyball.kubernetes;

import dev.flyball.kubernetes.api.AccessReview;
import dev.flyball.kubernetes.api.ApiException;
import dev.flyball.kubernetes.api.ApiGroup;
import dev.flyball.kubernetes.api.ConfigMap;
import dev.flyball.kubernetes.api.Event;
import dev.flyball.kubernetes.api.Hpa;
import dev.flyball.kubernetes.api.KubernetesApi;
import dev.flyball.kubernetes.api.Lease;
import dev.flyball.kubernetes.api.MetricValues;
import dev.flyball.kubernetes.api.ObjectPath;
import dev.flyball.kubernetes.api.OwnedObject;
import dev.flyball.kubernetes.api.Pod;
import dev.flyball.kubernetes.api.PodMetricsList;
import dev.flyball.kubernetes.api.PodPatch;
import dev.flyball.kubernetes.api.ResourceList;
import dev.flyball.kubernetes.api.Scale;
import dev.flyball.kubernetes.api.ScalingRule;
import dev.flyball.kubernetes.api.ServerVersion;
import dev.flyball.kubernetes.api.WatchEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A cluster in memory. What it was not told of does not exist. */
final class FakeApi implements KubernetesApi {

    final Map<String, Uni<ApiGroup>> groups = new HashMap<>();
    final Map<String, Uni<List<ScalingRule>>> rules = new HashMap<>();
    final Map<String, Uni<ResourceList>> resources = new HashMap<>();
    final Map<String, Uni<Scale>> scales = new HashMap<>();
    final Map<String, Uni<List<Pod>>> pods = new HashMap<>();
    final Map<String, Uni<PodMetricsList>> metrics = new HashMap<>();
    final Map<String, Uni<MetricValues>> values = new HashMap<>();
    final Set<String> deniedVerbs = new HashSet<>();
    final Queue<String> requests = new ConcurrentLinkedQueue<>();
    Uni<ServerVersion> version = Uni.createFrom().item(new ServerVersion("v1.33.1"));
    final Map<String, Uni<OwnedObject>> objects = new HashMap<>();
    final Map<String, Uni<List<OwnedObject>>> lists = new HashMap<>();
    final Map<String, Event> events = new HashMap<>();
    Optional<Uni<Event>> eventFault = Optional.empty();
    final Map<String, Lease> leases = new HashMap<>();
    Optional<Uni<Lease>> leaseFault = Optional.empty();
    boolean faultOnWrites;
    Uni<List<Hpa>> autoscalers = Uni.createFrom().item(List.of());
    Uni<Scale> patched = refuse(404, "not found");

    static <T> Uni<T> refuse(int status, String message) {
        return Uni.createFrom().failure(new ApiException(status, message));
    }

    static <T> Uni<T> silence() {
        return Uni.createFrom().nothing();
    }

    FakeApi with(String path, Scale scale, Pod... podsOfIt) {
        scales.put(path, Uni.createFrom().item(scale));
        pods.put(scale.status().selector(), Uni.createFrom().item(List.of(podsOfIt)));
        return this;
    }

    @Override
    public String server() {
        return "https://api.example:6443";
    }

    @Override
    public String user() {
        return "user flyball";
    }

    @Override
    public Uni<ServerVersion> version() {
        return version;
    }

    @Override
    public Uni<ApiGroup> group(String name) {
        return Uni.createFrom().deferred(() -> {
            requests.add("get group " + name);
            return groups.getOrDefault(name, refuse(404, "the server could not find it"));
        });
    }

    @Override
    public Uni<List<ScalingRule>> scalingRules(String group, String version, String resource, String namespace) {
        return Uni.createFrom().deferred(() -> {
            requests.add("list " + resource + " " + version + " " + namespace);
            return rules.getOrDefault(
                    resource + "/" + namespace, Uni.createFrom().item(List.of()));
        });
    }

    @Override
    public Uni<List<Hpa>> autoscalers(String version, Optional<String> namespace) {
        requests.add("list autoscalers " + version + " " + namespace.orElse("everywhere"));
        return autoscalers;
    }

    @Override
    public Uni<OwnedObject> object(ObjectPath path) {
        requests.add("get " + key(path) + " owners");
        return objects.getOrDefault(key(path), refuse(404, path.name() + " not found"));
    }

    @Override
    public Uni<List<OwnedObject>> objects(ObjectPath within, String labelSelector) {
        requests.add("list " + within.resource() + "?" + labelSelector);
        return lists.getOrDefault(
                within.resource() + "?" + labelSelector, Uni.createFrom().item(List.of()));
    }

    @Override
    public Uni<Lease> lease(String namespace, String name) {
        return leaseFault.filter(fault -> !faultOnWrites).orElseGet(() -> Optional.ofNullable(leases.get(name))
                .map(lease -> Uni.createFrom().item(lease))
                .orElseGet(() -> refuse(404, name + " not found")));
    }

    @Override
    public Uni<List<Lease>> leases(String namespace) {
        return Uni.createFrom().item(List.copyOf(leases.values()));
    }

    @Override
    public Uni<Void> deleteLease(String namespace, String name) {
        return leases.remove(name) == null
                ? refuse(404, name + " not found")
                : Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Lease> createLease(String namespace, Lease lease) {
        return leaseFault.orElseGet(
                () -> leases.containsKey(lease.metadata().name()) ? refuse(409, "already exists") : store(lease, 1));
    }

    @Override
    public Uni<Lease> replaceLease(String namespace, String name, Lease lease) {
        String version = leases.get(name).metadata().resourceVersion();
        return leaseFault.orElseGet(() -> version.equals(lease.metadata().resourceVersion())
                ? store(lease, Integer.parseInt(version) + 1)
                : refuse(409, "the object has been modified"));
    }

    private Uni<Lease> store(Lease lease, int version) {
        String name = lease.metadata().name();
        Lease stored = new Lease(
                lease.apiVersion(), lease.kind(), new Lease.Metadata(name, String.valueOf(version)), lease.spec());
        leases.put(name, stored);
        return Uni.createFrom().item(stored);
    }

    @Override
    public Uni<ConfigMap> configMap(String namespace, String name) {
        return refuse(404, name + " not found");
    }

    @Override
    public Uni<ConfigMap> createConfigMap(String namespace, ConfigMap map) {
        return refuse(403, "config maps are not for this test");
    }

    @Override
    public Uni<ConfigMap> replaceConfigMap(String namespace, String name, ConfigMap map) {
        return refuse(404, name + " not found");
    }

    @Override
    public Uni<Event> createEvent(String namespace, Event event) {
        String name = event.metadata().name();
        return eventFault.orElseGet(() ->
                events.putIfAbsent(name, event) == null ? Uni.createFrom().item(event) : refuse(409, "already exists"));
    }

    @Override
    public Uni<Event> event(String namespace, String name) {
        return Uni.createFrom().item(events.get(name));
    }

    @Override
    public Uni<Event> patchEvent(String namespace, String name, Event patch) {
        Event old = events.get(name);
        Event changed = new Event(
                old.apiVersion(),
                old.kind(),
                old.metadata(),
                old.involvedObject(),
                old.type(),
                old.reason(),
                patch.message(),
                patch.count(),
                old.firstTimestamp(),
                patch.lastTimestamp(),
                old.source());
        events.put(name, changed);
        return Uni.createFrom().item(changed);
    }

    @Override
    public Uni<String> namespace() {
        return Uni.createFrom().item("here");
    }

    /** Makes the server have this API group. */
    FakeApi having(String group, String... versions) {
        groups.put(
                group,
                Uni.createFrom()
                        .item(new ApiGroup(Arrays.stream(versions)
                                .map(ApiGroup.Version::new)
                                .toList())));
        return this;
    }

    @Override
    public Uni<ResourceList> resources(String group, String version) {
        requests.add("get resources of " + group + "/" + version);
        return resources.getOrDefault(group + "/" + version, refuse(404, "the server could not find it"));
    }

    @Override
    public Uni<Scale> scale(ObjectPath of) {
        requests.add("get " + key(of));
        return scales.getOrDefault(key(of), refuse(404, of.name() + " not found"));
    }

    @Override
    public Uni<Scale> patchScale(ObjectPath of, Scale patch) {
        requests.add("patch " + key(of) + " " + patch.spec().replicas() + " at "
                + patch.metadata().resourceVersion());
        return patched;
    }

    private static String key(ObjectPath path) {
        return path.resource() + "/" + path.namespace() + "/" + path.name();
    }

    @Override
    public <T> Uni<String> list(ObjectPath within, Class<T> type, Consumer<T> each) {
        requests.add("list all " + within.resource() + " " + within.namespace());
        return refuse(403, "may be asked for one by one only");
    }

    @Override
    public <T> Multi<WatchEvent<T>> watch(
            ObjectPath within, Class<T> type, String version, Duration length, Duration silence) {
        return Multi.createFrom().failure(new ApiException(403, "may be asked for one by one only"));
    }

    @Override
    public Uni<List<Pod>> pods(String namespace, String labelSelector) {
        requests.add("list pods " + namespace + " " + labelSelector);
        return pods.getOrDefault(labelSelector, Uni.createFrom().item(List.of()));
    }

    @Override
    public Uni<PodMetricsList> podMetrics(String namespace) {
        requests.add("list metrics " + namespace);
        return metrics.getOrDefault(namespace, refuse(404, "the server could not find the requested resource"));
    }

    @Override
    public Uni<MetricValues> customMetric(
            String version, String namespace, String resource, String name, String metric, Optional<String> selector) {
        return metric(String.join("/", "custom", version, namespace, resource, name, metric)
                + selector.map(labels -> "?" + labels).orElse(""));
    }

    @Override
    public Uni<MetricValues> externalMetric(String namespace, String metric, Optional<String> selector) {
        return metric(String.join("/", "external", namespace, metric)
                + selector.map(labels -> "?" + labels).orElse(""));
    }

    private Uni<MetricValues> metric(String path) {
        requests.add("get " + path);
        return values.getOrDefault(path, refuse(404, "the server could not find the metric"));
    }

    @Override
    public Uni<ResourceList> coreResources() {
        return Uni.createFrom().item(new ResourceList(List.of()));
    }

    @Override
    public Uni<Pod> resizePod(String namespace, String name, PodPatch patch) {
        return refuse(404, "the server could not find the requested resource");
    }

    @Override
    public Uni<AccessReview> review(AccessReview question) {
        boolean allowed =
                !deniedVerbs.contains(question.spec().resourceAttributes().verb());
        return Uni.createFrom()
                .item(new AccessReview(
                        question.apiVersion(), question.kind(), question.spec(), new AccessReview.Status(allowed, "")));
    }
}
