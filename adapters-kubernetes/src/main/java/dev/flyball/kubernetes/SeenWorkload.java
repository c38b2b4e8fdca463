package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.Scale;
import dev.flyball.kubernetes.api.WorkloadObject;
import java.util.Map;

/** What is kept of a built-in workload: what its scale subresource would say. */
record SeenWorkload(String name, Map<String, String> labels, Scale scale) implements Shelf.Labelled {

    static SeenWorkload of(WorkloadObject object) {
        if (object.metadata() == null || object.metadata().name() == null) {
            throw new FaultException(Fault.Kind.INVALID, "the server listed a workload without name: " + object);
        }
        WorkloadObject.Spec spec = object.spec();
        // The API server fills in one replica where none are named.
        int wanted = spec == null || spec.replicas() == null ? 1 : spec.replicas();
        String selector = spec == null
                ? ""
                : LabelSelector.of(spec.selector()).map(LabelSelector::toString).orElse("");
        int size = object.status() == null ? 0 : object.status().replicas();
        return new SeenWorkload(
                object.metadata().name(),
                object.metadata().labels(),
                new Scale(
                        new Scale.Metadata(object.metadata().resourceVersion()),
                        new Scale.Spec(wanted),
                        new Scale.Status(size, selector)));
    }
}
