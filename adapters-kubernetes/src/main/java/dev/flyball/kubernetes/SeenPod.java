package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Server;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.Pod;
import java.util.Map;

/** What is kept of a pod; a server, or why it cannot be seen as one. */
record SeenPod(String name, Map<String, String> labels, Result<Server> server) implements Shelf.Labelled {

    static SeenPod of(Pod pod) {
        if (pod.metadata() == null || pod.metadata().name() == null) {
            throw new FaultException(Fault.Kind.INVALID, "the server listed a pod without name: " + pod);
        }
        return new SeenPod(pod.metadata().name(), pod.metadata().labels(), server(pod));
    }

    private static Result<Server> server(Pod pod) {
        try {
            return Result.ok(Pods.server(pod));
        } catch (FaultException malformed) {
            return Result.failed(malformed.fault());
        }
    }
}
