package dev.flyball.kubernetes.api;

import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The requests as HTTP. Public because the client is generated from it; use {@link KubernetesApi}. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public interface KubernetesRest {

    /** {@code get /version}. */
    @GET
    @Path("version")
    Uni<ServerVersion> version();

    /** {@code get} of the versions of an API group. */
    @GET
    @Path("apis/{group}")
    Uni<ApiGroup> group(@PathParam("group") String group);

    /** {@code get} of what an API has; {@code api} is such as {@code apis/apps/v1}, here and below. */
    @GET
    @Path("{api}")
    Uni<ResourceList> resources(@Encoded @PathParam("api") String api);

    /** {@code get} of a scale subresource. */
    @GET
    @Path("{api}/namespaces/{namespace}/{resource}/{name}/scale")
    Uni<Scale> scale(
            @Encoded @PathParam("api") String api,
            @PathParam("namespace") String namespace,
            @PathParam("resource") String resource,
            @PathParam("name") String name);

    /** {@code patch} of a scale subresource. */
    @PATCH
    @Path("{api}/namespaces/{namespace}/{resource}/{name}/scale")
    @Consumes("application/merge-patch+json")
    Uni<Scale> patchScale(
            @Encoded @PathParam("api") String api,
            @PathParam("namespace") String namespace,
            @PathParam("resource") String resource,
            @PathParam("name") String name,
            Scale patch);

    /** {@code list} of pods, one page. */
    @GET
    @Path("api/v1/namespaces/{namespace}/pods")
    Uni<PodList> pods(
            @PathParam("namespace") String namespace,
            @QueryParam("labelSelector") String labelSelector,
            @QueryParam("limit") int limit,
            @QueryParam("continue") String next);

    /** {@code list} of scaling rules, one page. */
    @GET
    @Path("{api}/namespaces/{namespace}/{resource}")
    Uni<ScalingRuleList> scalingRules(
            @Encoded @PathParam("api") String api,
            @PathParam("namespace") String namespace,
            @PathParam("resource") String resource,
            @QueryParam("limit") int limit,
            @QueryParam("continue") String next);

    /** {@code list} of HorizontalPodAutoscalers, one page; {@code within} is empty or {@code namespaces/NAME/}. */
    @GET
    @Path("apis/autoscaling/{version}/{within}horizontalpodautoscalers")
    Uni<HpaList> autoscalers(
            @PathParam("version") String version,
            @Encoded @PathParam("within") String within,
            @QueryParam("limit") int limit,
            @QueryParam("continue") String next);

    /** {@code get} of any object. */
    @GET
    @Path("{api}/namespaces/{namespace}/{resource}/{name}")
    Uni<OwnedObject> object(
            @Encoded @PathParam("api") String api,
            @PathParam("namespace") String namespace,
            @PathParam("resource") String resource,
            @PathParam("name") String name);

    /** {@code list} of any objects, one page. */
    @GET
    @Path("{api}/namespaces/{namespace}/{resource}")
    Uni<ObjectList> objects(
            @Encoded @PathParam("api") String api,
            @PathParam("namespace") String namespace,
            @PathParam("resource") String resource,
            @QueryParam("labelSelector") String labelSelector,
            @QueryParam("limit") int limit,
            @QueryParam("continue") String next);

    /** {@code get} of a lease. */
    @GET
    @Path("apis/coordination.k8s.io/v1/namespaces/{namespace}/leases/{name}")
    Uni<Lease> lease(@PathParam("namespace") String namespace, @PathParam("name") String name);

    /** {@code list} of leases. */
    @GET
    @Path("apis/coordination.k8s.io/v1/namespaces/{namespace}/leases")
    Uni<LeaseList> leases(
            @PathParam("namespace") String namespace,
            @QueryParam("limit") int limit,
            @QueryParam("continue") String next);

    /** {@code delete} of a lease. */
    @DELETE
    @Path("apis/coordination.k8s.io/v1/namespaces/{namespace}/leases/{name}")
    Uni<Deleted> deleteLease(@PathParam("namespace") String namespace, @PathParam("name") String name);

    /** {@code create} of a lease. */
    @POST
    @Path("apis/coordination.k8s.io/v1/namespaces/{namespace}/leases")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<Lease> createLease(@PathParam("namespace") String namespace, Lease lease);

    /** {@code update} of a lease. */
    @PUT
    @Path("apis/coordination.k8s.io/v1/namespaces/{namespace}/leases/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<Lease> replaceLease(@PathParam("namespace") String namespace, @PathParam("name") String name, Lease lease);

    /** {@code get} of a config map. */
    @GET
    @Path("api/v1/namespaces/{namespace}/configmaps/{name}")
    Uni<ConfigMap> configMap(@PathParam("namespace") String namespace, @PathParam("name") String name);

    /** {@code create} of a config map. */
    @POST
    @Path("api/v1/namespaces/{namespace}/configmaps")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<ConfigMap> createConfigMap(@PathParam("namespace") String namespace, ConfigMap map);

    /** {@code update} of a config map. */
    @PUT
    @Path("api/v1/namespaces/{namespace}/configmaps/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<ConfigMap> replaceConfigMap(
            @PathParam("namespace") String namespace, @PathParam("name") String name, ConfigMap map);

    /** {@code create} of an event. */
    @POST
    @Path("api/v1/namespaces/{namespace}/events")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<Event> createEvent(@PathParam("namespace") String namespace, Event event);

    /** {@code get} of an event. */
    @GET
    @Path("api/v1/namespaces/{namespace}/events/{name}")
    Uni<Event> event(@PathParam("namespace") String namespace, @PathParam("name") String name);

    /** {@code patch} of an event. */
    @PATCH
    @Path("api/v1/namespaces/{namespace}/events/{name}")
    @Consumes("application/merge-patch+json")
    Uni<Event> patchEvent(@PathParam("namespace") String namespace, @PathParam("name") String name, Event patch);

    /** {@code list} of pod metrics. */
    @GET
    @Path("apis/metrics.k8s.io/v1beta1/namespaces/{namespace}/pods")
    Uni<PodMetricsList> podMetrics(@PathParam("namespace") String namespace);

    /** {@code get} of a custom metric of one object, or of all if its name is {@code *}. */
    @GET
    @Path("apis/custom.metrics.k8s.io/{version}/namespaces/{namespace}/{resource}/{name}/{metric}")
    Uni<MetricValues> customMetric(
            @PathParam("version") String version,
            @PathParam("namespace") String namespace,
            @PathParam("resource") String resource,
            @PathParam("name") String name,
            @PathParam("metric") String metric,
            @QueryParam("metricLabelSelector") String selector);

    /** {@code list} of the values of an external metric. */
    @GET
    @Path("apis/external.metrics.k8s.io/v1beta1/namespaces/{namespace}/{metric}")
    Uni<MetricValues> externalMetric(
            @PathParam("namespace") String namespace,
            @PathParam("metric") String metric,
            @QueryParam("labelSelector") String selector);

    /** {@code get} of what the core API has. */
    @GET
    @Path("api/v1")
    Uni<ResourceList> coreResources();

    /** {@code patch} of the resize subresource of a pod. */
    @PATCH
    @Path("api/v1/namespaces/{namespace}/pods/{name}/resize")
    @Consumes("application/strategic-merge-patch+json")
    Uni<Pod> resizePod(@PathParam("namespace") String namespace, @PathParam("name") String name, PodPatch patch);

    /** {@code create} of an access review. */
    @POST
    @Path("apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<AccessReview> review(AccessReview question);

    /** Keeps the server's own words. They are already read, so this does not block. */
    @ClientExceptionMapper
    static RuntimeException refusal(Response response) {
        if (response.getStatus() < 400) {
            return null;
        }
        return new ApiException(response.getStatus(), Refusal.words(response.readEntity(String.class)));
    }
}
