package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Optional;

/** Which resources a version of an API group has; subresources are listed as {@code deployments/scale}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ResourceList(List<Resource> resources) {

    public ResourceList {
        resources = resources == null ? List.of() : List.copyOf(resources);
    }

    /** One resource, and what an object of it is called in manifests. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Resource(String name, String kind) {}

    /** Returns the resource whose objects are called so in manifests. */
    public Optional<Resource> ofKind(String kind) {
        return resources.stream()
                .filter(resource ->
                        kind.equals(resource.kind()) && !resource.name().contains("/"))
                .findFirst();
    }

    /** Returns the resource of this plural name. */
    public Optional<Resource> named(String name) {
        return resources.stream()
                .filter(resource -> name.equals(resource.name()))
                .findFirst();
    }
}
