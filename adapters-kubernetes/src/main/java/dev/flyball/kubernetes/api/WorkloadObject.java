package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * The few fields of a built-in workload that say how large it is. Parts that the server leaves out are {@code null};
 * numbers of the status are then 0, as the API means it.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WorkloadObject(Metadata metadata, Spec spec, Status status) {

    /** The workload's name and labels, and which state of it this is. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metadata(String name, String resourceVersion, Map<String, String> labels) {
        public Metadata {
            labels = labels == null ? Map.of() : Map.copyOf(labels);
        }
    }

    /** What was asked for, and which pods are its own: labels, or requirements on labels. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(Integer replicas, JsonNode selector) {}

    /** What is there. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(int replicas) {}
}
