package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** Asks for other resources of one container of a pod, refused by the server if the pod is at another version. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PodPatch(Metadata metadata, Spec spec) {

    /** Which state of the pod this is based on. */
    public record Metadata(String resourceVersion) {}

    /** The containers that change. */
    public record Spec(List<Container> containers) {}

    /** One of them, and all that it shall have. */
    public record Container(String name, Pod.Resources resources) {}

    /** Returns the patch that gives these resources to this container. */
    public static PodPatch of(String resourceVersion, String container, Pod.Resources resources) {
        return new PodPatch(new Metadata(resourceVersion), new Spec(List.of(new Container(container, resources))));
    }
}
