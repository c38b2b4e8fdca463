package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** An object that tells somebody to scale a workload: a HorizontalPodAutoscaler or a ScaledObject. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScalingRule(Metadata metadata, Spec spec) {

    /** What the object is called. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metadata(String name) {}

    /** The part that both have in common. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(TargetRef scaleTargetRef) {}

    /** The workload, in the same namespace; a ScaledObject may leave out all but the name. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record TargetRef(String apiVersion, String kind, String name) {}
}
