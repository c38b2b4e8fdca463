package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** One page of HorizontalPodAutoscalers. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HpaList(PodList.Metadata metadata, List<Hpa> items) implements Page<Hpa> {

    public HpaList {
        items = items == null ? List.of() : List.copyOf(items);
    }
}
