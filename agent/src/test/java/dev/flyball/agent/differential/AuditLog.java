package dev.flyball.agent.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.agent.differential.Sync.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The API server's audit log: every change of a pod, and every request of the autoscaler's controller. The controller
 * has one worker, so a sync is what it asks from one reading of a scale to the next.
 *
 * @param pods by series
 * @param syncs in order, of all series
 */
record AuditLog(Map<String, PodTimeline> pods, List<Sync> syncs) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANNOTATIONS = "autoscaling.alpha.kubernetes.io/";

    static AuditLog read(Path file, String namespace) throws IOException {
        List<JsonNode> events;
        try (Stream<String> lines = Files.lines(file)) {
            events = lines.filter(line -> line.contains("\"namespace\":\"" + namespace + "\""))
                    .map(AuditLog::parse)
                    .filter(event -> event.path("stage").asText().equals("ResponseComplete"))
                    .sorted(Comparator.comparing(AuditLog::end))
                    .toList();
        }
        Map<String, PodTimeline> pods = new HashMap<>();
        List<List<JsonNode>> syncs = new ArrayList<>();
        for (JsonNode event : events) {
            if (event.path("user").path("username").asText().endsWith(":horizontal-pod-autoscaler")) {
                if (isScale(event) && event.path("verb").asText().equals("get")) {
                    syncs.add(new ArrayList<>());
                }
                if (!syncs.isEmpty()) {
                    syncs.get(syncs.size() - 1).add(event);
                }
            } else if (event.at("/objectRef/resource").asText().equals("pods") && ok(event)) {
                podChange(pods, event);
            }
        }
        return new AuditLog(
                pods, syncs.stream().flatMap(sync -> sync(sync).stream()).toList());
    }

    private static void podChange(Map<String, PodTimeline> pods, JsonNode event) {
        JsonNode pod = event.path("responseObject");
        String name = event.at("/objectRef/name").asText();
        boolean isPod = pod.path("kind").asText().equals("Pod");
        String series = (isPod ? pod.at("/metadata/name").asText() : name).split("-")[0];
        PodTimeline timeline = pods.computeIfAbsent(series, id -> new PodTimeline());
        if (event.path("verb").asText().equals("delete")) {
            timeline.remove(end(event), name);
        } else if (isPod) {
            timeline.add(end(event), pod);
        }
    }

    private static Optional<Sync> sync(List<JsonNode> events) {
        JsonNode scale = events.get(0);
        if (!ok(scale)) {
            return Optional.empty();
        }
        Map<String, Asked> asked = new HashMap<>();
        OptionalInt written = OptionalInt.empty();
        Instant end = end(scale);
        JsonNode annotations = JSON.createObjectNode();
        JsonNode status = JSON.createObjectNode();
        for (JsonNode event : events.subList(1, events.size())) {
            String uri = event.path("requestURI").asText();
            if (isScale(event) && ok(event)) {
                written =
                        OptionalInt.of(event.at("/responseObject/spec/replicas").asInt());
                end = end(event);
            } else if (uri.contains(".metrics.k8s.io/") || uri.contains("/metrics.k8s.io/")) {
                String path = uri.split("[?]")[0];
                asked.put(path.substring(path.lastIndexOf('/') + 1), new Asked(begin(event), end(event), ok(event)));
            } else if (event.at("/objectRef/subresource").asText().equals("status")) {
                annotations = event.at("/requestObject/metadata/annotations");
                status = event.at("/requestObject/status");
            }
        }
        return Optional.of(new Sync(
                scale.at("/objectRef/name").asText(),
                begin(scale),
                scale.at("/responseObject/spec/replicas").asInt(),
                scale.at("/responseObject/status/replicas").asInt(),
                asked,
                written,
                end,
                valid(annotations),
                reported(annotations, status)));
    }

    private static Optional<Boolean> valid(JsonNode annotations) {
        for (JsonNode condition :
                parse(annotations.path(ANNOTATIONS + "conditions").asText())) {
            if (condition.path("type").asText().equals("ScalingActive")) {
                return Optional.of(condition.path("status").asText().equals("True"));
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> reported(JsonNode annotations, JsonNode status) {
        Map<String, String> reported = new HashMap<>();
        if (status.has("currentCPUUtilizationPercentage")) {
            reported.put("cpu", status.path("currentCPUUtilizationPercentage").asText());
        }
        for (JsonNode metric :
                parse(annotations.path(ANNOTATIONS + "current-metrics").asText())) {
            JsonNode resource = metric.path("resource");
            JsonNode external = metric.path("external");
            if (!external.isMissingNode()) {
                reported.put(
                        external.path("metricName").asText(),
                        external.path("currentAverageValue").asText());
            } else if (resource.has("currentAverageUtilization")) {
                reported.put(
                        resource.path("name").asText(),
                        resource.path("currentAverageUtilization").asText());
            } else if (!resource.isMissingNode()) {
                reported.put(
                        resource.path("name").asText(),
                        resource.path("currentAverageValue").asText());
            }
        }
        return reported;
    }

    private static boolean isScale(JsonNode event) {
        return event.at("/objectRef/subresource").asText().equals("scale");
    }

    private static boolean ok(JsonNode event) {
        return event.at("/responseStatus/code").asInt() < 300;
    }

    private static Instant begin(JsonNode event) {
        return Instant.parse(event.path("requestReceivedTimestamp").asText());
    }

    private static Instant end(JsonNode event) {
        return Instant.parse(event.path("stageTimestamp").asText());
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text.isEmpty() ? "[]" : text);
        } catch (IOException e) {
            throw new UncheckedIOException("the audit log: " + text.substring(0, Math.min(80, text.length())), e);
        }
    }
}
