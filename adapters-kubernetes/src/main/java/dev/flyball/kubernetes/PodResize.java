package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.Pod;
import dev.flyball.kubernetes.api.PodPatch;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far one pod is on its way to a size.
 *
 * @param said what its node says about it; may be empty
 * @param since when it got to this stage, if the node tells
 */
record PodResize(Pod pod, Stage stage, String said, Optional<Instant> since) {

    /** The stages, by what is to be done about them. */
    enum Stage {
        /** It was not asked to have this size. */
        NOT_ASKED,
        /** The node cannot, ever. */
        INFEASIBLE,
        /** The node cannot now, and tries again by itself. */
        DEFERRED,
        /** The node is at it. */
        UNDER_WAY,
        /** It has this size. */
        DONE
    }

    static PodResize of(Pod pod, PodSize size) {
        Optional<PodSize> wanted = PodSize.wanted(pod);
        if (!wanted.equals(Optional.of(size))) {
            return new PodResize(pod, Stage.NOT_ASKED, "", Optional.empty());
        }
        return condition(pod, "PodResizePending")
                .map(pending ->
                        at(pod, "Infeasible".equals(pending.reason()) ? Stage.INFEASIBLE : Stage.DEFERRED, pending))
                .or(() -> condition(pod, "PodResizeInProgress").map(going -> at(pod, Stage.UNDER_WAY, going)))
                .orElseGet(() -> new PodResize(
                        pod, PodSize.real(pod).equals(wanted) ? Stage.DONE : Stage.UNDER_WAY, "", Optional.empty()));
    }

    private static Optional<Pod.Condition> condition(Pod pod, String type) {
        return pod.status().conditions().stream()
                .filter(condition -> type.equals(condition.type()) && "True".equals(condition.status()))
                .findFirst();
    }

    private static PodResize at(Pod pod, Stage stage, Pod.Condition condition) {
        String said = condition.message() == null ? "" : condition.message();
        return new PodResize(pod, stage, said, Optional.ofNullable(condition.lastTransitionTime()));
    }

    String name() {
        return pod.metadata().name();
    }

    /** Returns the node's words as the end of a sentence. */
    String words() {
        return said.isBlank() ? "" : ": " + said;
    }

    /**
     * Returns what to ask the server for. Limits keep their proportion to the requests; a limit that is not set stays
     * so.
     *
     * @throws FaultException {@code REFUSED} if Kubernetes would not allow it
     */
    PodPatch patch(PodSize size) {
        Pod.Container main = PodSize.main(pod).orElseThrow(() -> noRequest("it"));
        PodSize now = PodSize.wanted(pod).orElseThrow(() -> noRequest("container " + main.name()));
        Map<String, String> requests = new HashMap<>(main.resources().requests());
        requests.put("cpu", PodSize.cpu(size.milliCores()));
        requests.put("memory", PodSize.memory(size.bytes()));
        Map<String, String> limits = new HashMap<>(main.resources().limits());
        limits.computeIfPresent(
                "cpu",
                (cpu, limit) -> PodSize.cpu(
                        Math.round(Quantities.parse(limit, cpu) * 1000 * size.milliCores() / now.milliCores())));
        limits.computeIfPresent(
                "memory",
                (memory, limit) ->
                        PodSize.memory(Math.round(Quantities.parse(limit, memory) * size.bytes() / now.bytes())));
        Pod.Resources resources = new Pod.Resources(requests, limits);
        keepsItsClass(main, resources, size);
        return PodPatch.of(pod.metadata().resourceVersion(), main.name(), resources);
    }

    private void keepsItsClass(Pod.Container main, Pod.Resources resources, PodSize size) {
        List<Pod.Container> containers = pod.spec().containers().stream()
                .map(container ->
                        container == main ? new Pod.Container(main.name(), main.restartPolicy(), resources) : container)
                .toList();
        QosClass before = QosClass.of(pod.spec());
        QosClass after = QosClass.of(
                new Pod.Spec(containers, pod.spec().initContainers(), pod.spec().resources()));
        if (before != after) {
            throw new FaultException(
                    Fault.Kind.REFUSED,
                    "size " + size + " would change the QoS class of pod " + name() + " from " + before + " to " + after
                            + ", which Kubernetes does not allow: choose another size, or set requests and limits in"
                            + " the workload's template further apart");
        }
    }

    private FaultException noRequest(String what) {
        return new FaultException(
                Fault.Kind.REFUSED,
                "pod " + name() + " has no size, since " + what + " does not request both cpu and memory: set"
                        + " resources.requests in the workload's template, since a running pod does not gain them");
    }
}
