package dev.flyball.kubernetes;

import dev.flyball.kubernetes.StubServer.Answer;
import dev.flyball.kubernetes.StubServer.Request;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** A Deployment whose pods can be resized, as the API's documentation says that servers and nodes do it. */
final class StubResize implements AutoCloseable {

    /** What the nodes do with a pod that was asked to have other resources. */
    enum Node {
        AGREES,
        IN_PROGRESS,
        DEFERRED,
        INFEASIBLE
    }

    private static final String PODS = "/api/v1/namespaces/shop/pods";
    private static final String SCALE = "/apis/apps/v1/namespaces/shop/deployments/chat/scale";

    private final InstantSource clock;
    private final StubServer server = new StubServer();
    private final Map<String, JsonObject> pods = new ConcurrentSkipListMap<>();
    private volatile Node node = Node.AGREES;
    private volatile int status = 200;

    StubResize(InstantSource clock) throws IOException {
        this.clock = clock;
        server.on("GET " + SCALE, 200, scale(2))
                .on("PATCH " + SCALE, 200, scale(3))
                .on("GET /api/v1", 200, "{\"resources\": [{\"name\": \"pods\"}, {\"name\": \"pods/resize\"}]}")
                .on(
                        "GET " + PODS,
                        request -> new Answer(
                                200,
                                new JsonObject()
                                        .put("items", new JsonArray(new ArrayList<>(pods.values())))
                                        .encode()));
    }

    private static String scale(int replicas) {
        return "{\"metadata\": {\"resourceVersion\": \"41\"}, \"spec\": {\"replicas\": " + replicas
                + "}, \"status\": {\"replicas\": 2, \"selector\": \"app=chat\"}}";
    }

    StubResize pod(String name, String cpu, String memory, String cpuLimit, String memoryLimit) {
        JsonObject resources = new JsonObject()
                .put("requests", quantities(cpu, memory))
                .put("limits", quantities(cpuLimit, memoryLimit));
        pods.put(
                name,
                new JsonObject()
                        .put("metadata", new JsonObject().put("name", name).put("resourceVersion", "1"))
                        .put("spec", containers("containers", resources))
                        .put(
                                "status",
                                containers("containerStatuses", resources.copy())
                                        .put("phase", "Running")
                                        .put("conditions", new JsonArray())));
        server.on("PATCH " + PODS + "/" + name + "/resize", request -> resize(name, request));
        return this;
    }

    private static JsonObject containers(String key, JsonObject resources) {
        return new JsonObject()
                .put(
                        key,
                        new JsonArray()
                                .add(new JsonObject().put("name", "server").put("resources", resources)));
    }

    private static JsonObject quantities(String cpu, String memory) {
        JsonObject quantities = new JsonObject();
        if (cpu != null) {
            quantities.put("cpu", cpu);
        }
        return memory == null ? quantities : quantities.put("memory", memory);
    }

    private Answer resize(String name, Request request) {
        JsonObject pod = pods.get(name);
        JsonObject patch = new JsonObject(request.body());
        String version = pod.getJsonObject("metadata").getString("resourceVersion");
        if (status != 200) {
            return new Answer(status, "{\"message\": \"its words\"}");
        }
        if (!version.equals(patch.getJsonObject("metadata").getString("resourceVersion"))) {
            return new Answer(409, "{\"message\": \"the object has been modified\"}");
        }
        pod.getJsonObject("metadata").put("resourceVersion", String.valueOf(Integer.parseInt(version) + 1));
        resources(pod.getJsonObject("spec"), "containers")
                .mergeIn(
                        patch.getJsonObject("spec")
                                .getJsonArray("containers")
                                .getJsonObject(0)
                                .getJsonObject("resources"),
                        true);
        JsonArray conditions = new JsonArray();
        switch (node) {
            case AGREES -> finish(name);
            case IN_PROGRESS -> conditions.add(condition("PodResizeInProgress", "", "waiting for the runtime"));
            case DEFERRED ->
                conditions.add(condition("PodResizePending", "Deferred", "Node didn't have enough resource: cpu"));
            case INFEASIBLE ->
                conditions.add(condition("PodResizePending", "Infeasible", "Node didn't have enough capacity: cpu"));
        }
        pod.getJsonObject("status").put("conditions", conditions);
        return new Answer(200, pod.encode());
    }

    private JsonObject condition(String type, String reason, String message) {
        return new JsonObject()
                .put("type", type)
                .put("status", "True")
                .put("reason", reason)
                .put("message", message)
                .put("lastTransitionTime", clock.instant().toString());
    }

    private static JsonObject resources(JsonObject part, String key) {
        return part.getJsonArray(key).getJsonObject(0).getJsonObject("resources");
    }

    /** The node gives the pod what it was asked for. */
    void finish(String name) {
        JsonObject pod = pods.get(name);
        JsonObject wanted = resources(pod.getJsonObject("spec"), "containers").copy();
        pod.getJsonObject("status")
                .put("conditions", new JsonArray())
                .getJsonArray("containerStatuses")
                .getJsonObject(0)
                .put("resources", wanted);
    }

    StubResize clear() {
        pods.clear();
        return this;
    }

    StubResize phase(String name, String phase) {
        pods.get(name).getJsonObject("status").put("phase", phase);
        return this;
    }

    void node(Node does) {
        node = does;
    }

    void answerPatchesWith(int refusal) {
        status = refusal;
    }

    void withoutResize() {
        server.on("GET /api/v1", 200, "{\"resources\": [{\"name\": \"pods\"}]}");
    }

    /** Returns each request for a resize: pod, content type, body. */
    List<String> patches() {
        return server.requests().stream()
                .filter(request -> request.line().endsWith("/resize"))
                .map(request -> "PATCH " + request.line().replaceAll(".*/pods/(.*)/resize", "$1") + " "
                        + request.contentType() + " " + request.body())
                .toList();
    }

    String kubeconfig() {
        return server.kubeconfig("{token: secret}");
    }

    @Override
    public void close() {
        server.close();
    }
}
