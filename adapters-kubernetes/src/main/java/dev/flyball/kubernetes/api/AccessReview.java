package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** A {@code SelfSubjectAccessReview}: asks whether the caller may do something, without doing it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccessReview(String apiVersion, String kind, Spec spec, Status status) {

    /** The question. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(Attributes resourceAttributes) {}

    /** What the caller wants to do; the empty group is the core group, an empty subresource none. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Attributes(
            String namespace, String verb, String group, String resource, String subresource, String name) {}

    /** The answer; {@code reason} is often {@code null}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(boolean allowed, String reason) {}

    /** Returns the review that asks for this right. */
    public static AccessReview of(Attributes attributes) {
        return new AccessReview("authorization.k8s.io/v1", "SelfSubjectAccessReview", new Spec(attributes), null);
    }
}
