package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** One page of objects of any kind. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ObjectList(PodList.Metadata metadata, List<OwnedObject> items) implements Page<OwnedObject> {

    public ObjectList {
        items = items == null ? List.of() : List.copyOf(items);
    }
}
