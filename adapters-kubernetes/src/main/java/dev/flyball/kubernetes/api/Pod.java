package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The few fields of a pod that matter here. Parts that the server leaves out are {@code null}; lists are then empty.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Pod(Metadata metadata, Spec spec, Status status) {

    /** The pod's name, and when it was told to end. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metadata(String name, Instant deletionTimestamp) {}

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

    /** Quantities by resource name. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Resources(Map<String, String> requests) {
        public Resources {
            requests = requests == null ? Map.of() : Map.copyOf(requests);
        }
    }

    /** How the pod is doing. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(String phase, String podIP, Instant startTime, List<Condition> conditions) {
        public Status {
            conditions = conditions == null ? List.of() : List.copyOf(conditions);
        }
    }

    /** One statement about the pod, such as {@code Ready}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Condition(String type, String status, Instant lastTransitionTime) {}
}
