package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** One page of scaling rules. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScalingRuleList(PodList.Metadata metadata, List<ScalingRule> items) implements Page<ScalingRule> {

    public ScalingRuleList {
        items = items == null ? List.of() : List.copyOf(items);
    }
}
