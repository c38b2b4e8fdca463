package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The few fields of a pod that matter here. Parts that the server leaves out are {@code null}; lists are then empty.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Pod(Metadata metadata, Spec spec, Status status) {

    /** The pod's name and labels, when it was told to end, and which state of it this is. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metadata(
            String name,
            Instant deletionTimestamp,
            String resourceVersion,
            Annotations annotations,
            Map<String, String> labels) {
        public Metadata {
            labels = labels == null ? Map.of() : Map.copyOf(labels);
        }
    }

    /** The container that tools take if none is named. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Annotations(
            @JsonProperty("kubectl.kubernetes.io/default-container")
            String defaultContainer) {}

    /** What runs in the pod; {@code resources} is for the pod as a whole. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(List<Container> containers, List<Container> initContainers, Resources resources) {
        public Spec {
            containers = containers == null ? List.of() : List.copyOf(containers);
            initContainers = initContainers == null ? List.of() : List.copyOf(initContainers);
        }
    }

    /** One container; {@code restartPolicy} is {@code Always} for an init container that keeps running. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Container(String name, String restartPolicy, Resources resources) {}

    /** Quantities by resource name, in its order. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Resources(Map<String, String> requests, Map<String, String> limits) {
        public Resources {
            limits = limits == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(limits));
            requests = requests == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(requests));
        }
    }

    /** How the pod is doing. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(
            String phase,
            String podIP,
            Instant startTime,
            List<Condition> conditions,
            List<ContainerStatus> containerStatuses) {
        public Status {
            containerStatuses = containerStatuses == null ? List.of() : List.copyOf(containerStatuses);
            conditions = conditions == null ? List.of() : List.copyOf(conditions);
        }
    }

    /** What one container really has; {@code resources} is {@code null} where the cluster does not resize pods. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ContainerStatus(String name, Resources resources) {}

    /** One statement about the pod, such as {@code Ready}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Condition(String type, String status, Instant lastTransitionTime, String reason, String message) {}
}
