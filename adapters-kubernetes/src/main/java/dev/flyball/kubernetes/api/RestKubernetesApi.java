package dev.flyball.kubernetes.api;

import dev.flyball.core.result.Fault;
import dev.flyball.kubernetes.api.Sessions.Session;
import io.fabric8.kubernetes.client.Config;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * The API over HTTP. Needs a running Quarkus container with the first request; making it opens nothing. A pod's token
 * is read again every minute, and everything after the server refused the credentials or its certificate is not
 * trusted.
 */
public final class RestKubernetesApi implements KubernetesApi {

    private static final int UNAUTHORIZED = 401;
    private static final int PAGE = 500;

    private final Sessions sessions;
    private final Lists lists;

    /**
     * Makes the API.
     *
     * @param config reads the client configuration; called again when credentials have changed; may block
     * @param limit how long a request may wait to connect, and for bytes of an answer
     * @param clock tells when a token is old
     */
    public RestKubernetesApi(Supplier<Config> config, Duration limit, InstantSource clock) {
        this.sessions = new Sessions(config, limit, clock);
        this.lists = new Lists(sessions, limit, PAGE);
    }

    @Override
    public String server() {
        return sessions.last()
                .map(session -> session.access().endpoint().server().toString())
                .orElse("the Kubernetes API server");
    }

    @Override
    public String user() {
        return sessions.last().map(session -> session.access().user()).orElse("the agent");
    }

    @Override
    public Uni<String> namespace() {
        return sessions.current().map(session -> session.access().namespace());
    }

    @Override
    public Uni<ServerVersion> version() {
        return send(KubernetesRest::version);
    }

    @Override
    public Uni<ApiGroup> group(String name) {
        return send(rest -> rest.group(name));
    }

    @Override
    public Uni<ResourceList> resources(String group, String version) {
        return send(rest -> rest.resources(ObjectPath.api(group, version)));
    }

    @Override
    public Uni<Scale> scale(ObjectPath of) {
        return send(rest -> rest.scale(of.api(), of.namespace(), of.resource(), of.name()));
    }

    @Override
    public Uni<Scale> patchScale(ObjectPath of, Scale patch) {
        return send(rest -> rest.patchScale(of.api(), of.namespace(), of.resource(), of.name(), patch));
    }

    @Override
    public <T> Uni<String> list(ObjectPath within, Class<T> type, Consumer<T> each) {
        return lists.list(within, type, each);
    }

    @Override
    public <T> Multi<WatchEvent<T>> watch(
            ObjectPath within, Class<T> type, String version, Duration length, Duration silence) {
        return lists.watch(within, type, version, length, silence);
    }

    @Override
    public Uni<List<Pod>> pods(String namespace, String labelSelector) {
        return pages((rest, next) -> rest.pods(namespace, labelSelector, PAGE, next));
    }

    @Override
    public Uni<List<ScalingRule>> scalingRules(String group, String version, String resource, String namespace) {
        String api = ObjectPath.api(group, version);
        return pages((rest, next) -> rest.scalingRules(api, namespace, resource, PAGE, next));
    }

    @Override
    public Uni<List<Hpa>> autoscalers(String version, Optional<String> namespace) {
        String within = namespace.map(name -> "namespaces/" + name + "/").orElse("");
        return pages((rest, next) -> rest.autoscalers(version, within, PAGE, next));
    }

    @Override
    public Uni<OwnedObject> object(ObjectPath path) {
        return send(rest -> rest.object(path.api(), path.namespace(), path.resource(), path.name()));
    }

    @Override
    public Uni<List<OwnedObject>> objects(ObjectPath within, String labelSelector) {
        return pages((rest, next) ->
                rest.objects(within.api(), within.namespace(), within.resource(), labelSelector, PAGE, next));
    }

    @Override
    public Uni<Lease> lease(String namespace, String name) {
        return send(rest -> rest.lease(namespace, name));
    }

    @Override
    public Uni<List<Lease>> leases(String namespace) {
        return pages((rest, next) -> rest.leases(namespace, PAGE, next));
    }

    @Override
    public Uni<Void> deleteLease(String namespace, String name) {
        return send(rest -> rest.deleteLease(namespace, name)).replaceWithVoid();
    }

    @Override
    public Uni<Lease> createLease(String namespace, Lease lease) {
        return send(rest -> rest.createLease(namespace, lease));
    }

    @Override
    public Uni<Lease> replaceLease(String namespace, String name, Lease lease) {
        return send(rest -> rest.replaceLease(namespace, name, lease));
    }

    @Override
    public Uni<ConfigMap> configMap(String namespace, String name) {
        return send(rest -> rest.configMap(namespace, name));
    }

    @Override
    public Uni<ConfigMap> createConfigMap(String namespace, ConfigMap map) {
        return send(rest -> rest.createConfigMap(namespace, map));
    }

    @Override
    public Uni<ConfigMap> replaceConfigMap(String namespace, String name, ConfigMap map) {
        return send(rest -> rest.replaceConfigMap(namespace, name, map));
    }

    @Override
    public Uni<Event> createEvent(String namespace, Event event) {
        return send(rest -> rest.createEvent(namespace, event));
    }

    @Override
    public Uni<Event> event(String namespace, String name) {
        return send(rest -> rest.event(namespace, name));
    }

    @Override
    public Uni<Event> patchEvent(String namespace, String name, Event patch) {
        return send(rest -> rest.patchEvent(namespace, name, patch));
    }

    private <T> Uni<List<T>> pages(BiFunction<KubernetesRest, String, Uni<? extends Page<T>>> list) {
        return pages(list, List.of(), null);
    }

    private <T> Uni<List<T>> pages(
            BiFunction<KubernetesRest, String, Uni<? extends Page<T>>> list, List<T> before, String next) {
        return send(rest -> list.apply(rest, next).<Page<T>>map(page -> page)).chain(page -> {
            List<T> all = new ArrayList<>(before);
            all.addAll(page.items());
            return page.hasNext()
                    ? pages(list, all, page.metadata().next())
                    : Uni.createFrom().item(List.copyOf(all));
        });
    }

    @Override
    public Uni<PodMetricsList> podMetrics(String namespace) {
        return send(rest -> rest.podMetrics(namespace));
    }

    @Override
    public Uni<MetricValues> customMetric(
            String version, String namespace, String resource, String name, String metric, Optional<String> selector) {
        return send(rest -> rest.customMetric(version, namespace, resource, name, metric, selector.orElse(null)));
    }

    @Override
    public Uni<MetricValues> externalMetric(String namespace, String metric, Optional<String> selector) {
        return send(rest -> rest.externalMetric(namespace, metric, selector.orElse(null)));
    }

    @Override
    public Uni<ResourceList> coreResources() {
        return send(KubernetesRest::coreResources);
    }

    @Override
    public Uni<Pod> resizePod(String namespace, String name, PodPatch patch) {
        return send(rest -> rest.resizePod(namespace, name, patch));
    }

    @Override
    public Uni<AccessReview> review(AccessReview question) {
        return send(rest -> rest.review(question));
    }

    private <T> Uni<T> send(Function<KubernetesRest, Uni<T>> request) {
        return sessions.current()
                .chain(session -> request.apply(session.client().rest())
                        .onFailure(RestKubernetesApi::isUnauthorized)
                        .recoverWithUni(() -> sendAgain(request, session))
                        .onFailure(RestKubernetesApi::isUntrusted)
                        .invoke(() -> sessions.doubt(session)))
                .onItem()
                .ifNull()
                .failWith(() -> new FaultException(Fault.Kind.INVALID, server() + " sent an empty answer"));
    }

    private <T> Uni<T> sendAgain(Function<KubernetesRest, Uni<T>> request, Session refused) {
        return sessions.after(refused)
                .chain(session -> request.apply(session.client().rest()));
    }

    /** The server or its authority may have a new certificate, and the configuration may know it already. */
    static boolean isUntrusted(Throwable failure) {
        return Causes.find(failure, SSLException.class).isPresent();
    }

    static boolean isUnauthorized(Throwable failure) {
        return Causes.find(failure, ApiException.class)
                .filter(answer -> answer.status() == UNAUTHORIZED)
                .isPresent();
    }
}
