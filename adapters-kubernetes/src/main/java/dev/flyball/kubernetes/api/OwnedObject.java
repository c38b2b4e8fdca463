package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Optional;

/** Any object, seen by who made it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OwnedObject(Metadata metadata) {

    /** What the object is called, and its owners. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metadata(String name, List<Owner> ownerReferences) {

        public Metadata {
            ownerReferences = ownerReferences == null ? List.of() : List.copyOf(ownerReferences);
        }
    }

    /** An owner in the same namespace; at most one of them is the controller. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Owner(String apiVersion, String kind, String name, boolean controller) {}

    /** Returns the owner that decides how many such objects there are. */
    public Optional<Owner> controller() {
        return Optional.ofNullable(metadata).flatMap(known -> known.ownerReferences().stream()
                .filter(Owner::controller)
                .findFirst());
    }
}
