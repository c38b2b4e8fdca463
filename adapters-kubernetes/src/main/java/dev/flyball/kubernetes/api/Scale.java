package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The scale subresource ({@code autoscaling/v1}) of a workload. Parts that the server leaves out are {@code null};
 * numbers are then 0, as the API means it.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scale(Metadata metadata, Spec spec, Status status) {

    /** Which state of which workload this is. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Metadata(String resourceVersion, String uid) {

        /** Makes the metadata of any workload at this version. */
        public Metadata(String resourceVersion) {
            this(resourceVersion, null);
        }
    }

    /** What was asked for. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(int replicas) {}

    /** What is there, and the label selector of its pods. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(int replicas, String selector) {}

    /**
     * Returns the patch that asks for {@code replicas}, refused by the server if the workload is at another version.
     */
    public static Scale patch(String resourceVersion, int replicas) {
        return new Scale(new Metadata(resourceVersion), new Spec(replicas), null);
    }
}
