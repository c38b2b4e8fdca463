package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the pods of a namespace used when they were last measured. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PodMetricsList(List<PodMetrics> items) {

    public PodMetricsList {
        items = items == null ? List.of() : List.copyOf(items);
    }

    /** One pod's use, when it was measured, and over how long, such as {@code 1m30s}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record PodMetrics(Metadata metadata, Instant timestamp, String window, List<Container> containers) {
        public PodMetrics {
            containers = containers == null ? List.of() : List.copyOf(containers);
        }
    }

    /** The pod's name. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metadata(String name) {}

    /** One container's use: quantities by resource name. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Container(String name, Map<String, String> usage) {
        public Container {
            usage = usage == null ? Map.of() : Map.copyOf(usage);
        }
    }
}
