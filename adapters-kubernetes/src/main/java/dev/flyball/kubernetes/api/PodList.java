package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** One page of pods. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PodList(Metadata metadata, List<Pod> items) {

    public PodList {
        items = items == null ? List.of() : List.copyOf(items);
    }

    /** Where the next page begins; {@code null} or empty on the last one. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metadata(@JsonProperty("continue") String next) {}

    /** Tells whether this is not the last page. */
    boolean hasNext() {
        return metadata != null && metadata.next() != null && !metadata.next().isEmpty();
    }
}
