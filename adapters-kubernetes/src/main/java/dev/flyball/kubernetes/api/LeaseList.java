package dev.flyball.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** One page of leases. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LeaseList(PodList.Metadata metadata, List<Lease> items) implements Page<Lease> {

    public LeaseList {
        items = items == null ? List.of() : List.copyOf(items);
    }
}
