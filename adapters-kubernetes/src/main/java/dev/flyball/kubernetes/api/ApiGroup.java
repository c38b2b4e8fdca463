package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** The versions in which the server offers an API group. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApiGroup(List<Version> versions) {

    public ApiGroup {
        versions = versions == null ? List.of() : List.copyOf(versions);
    }

    /** One of them, such as {@code v1beta2}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Version(String version) {}

    /** Tells whether this version is offered. */
    public boolean offers(String version) {
        return versions.stream().anyMatch(offered -> version.equals(offered.version()));
    }
}
