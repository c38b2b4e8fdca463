package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** One page of pods. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PodList(Metadata metadata, List<Pod> items) implements Page<Pod> {

    public PodList {
        items = items == null ? List.of() : List.copyOf(items);
    }

    /** Where the next page begins; {@code null} or empty on the last one. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metadata(@JsonProperty("continue") String next) {}
}
