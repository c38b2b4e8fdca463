package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.Server.State;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.Pod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Sees pods as servers. */
final class Pods {

    private Pods() {}

    /** Returns the key of {@link Server#requests()} under which the request of one container of a pod stands. */
    static String requestOf(String container, String resource) {
        return container + "/" + resource;
    }

    /** Returns the names of the containers that request this resource. */
    static List<String> containersRequesting(String resource, Server server) {
        return server.requests().keySet().stream()
                .filter(key -> key.endsWith("/" + resource))
                .map(key -> key.substring(0, key.indexOf('/')))
                .toList();
    }

    static Server server(Pod pod) {
        if (pod.metadata() == null || pod.metadata().name() == null || pod.spec() == null || pod.status() == null) {
            throw new FaultException(
                    Fault.Kind.INVALID, "the server listed a pod without name, spec or status: " + pod);
        }
        Optional<Pod.Condition> ready = pod.status().conditions().stream()
                .filter(condition -> "Ready".equals(condition.type()))
                .findFirst();
        Server server = new Server(
                pod.metadata().name(),
                Optional.ofNullable(pod.status().podIP()).filter(ip -> !ip.isEmpty()),
                state(pod, ready),
                Optional.ofNullable(pod.status().startTime()),
                ready.map(Pod.Condition::lastTransitionTime),
                requests(pod));
        return PodSize.real(pod).map(size -> server.sized(size.toString())).orElse(server);
    }

    private static State state(Pod pod, Optional<Pod.Condition> ready) {
        if (pod.metadata().deletionTimestamp() != null) {
            return State.TERMINATING;
        }
        String phase = String.valueOf(pod.status().phase());
        if (phase.equals("Failed") || phase.equals("Succeeded")) {
            return State.FAILED;
        }
        if (ready.filter(condition -> "True".equals(condition.status())).isPresent()) {
            return State.READY;
        }
        return phase.equals("Running") ? State.RUNNING : State.PENDING;
    }

    private static Map<String, Double> requests(Pod pod) {
        List<Pod.Container> running = running(pod.spec()).toList();
        List<Map<String, String>> containers = running.stream()
                .map(container -> requests(container.resources()))
                .toList();
        String where = "the requests of pod " + pod.metadata().name();
        Map<String, String> wholePod = requests(pod.spec().resources());
        Map<String, Double> requests = new HashMap<>();
        for (String resource : KubernetesSignals.RESOURCES) {
            Optional.ofNullable(wholePod.get(resource))
                    .map(quantity -> Quantities.parse(quantity, resource + " of " + where))
                    .or(() -> Quantities.sum(containers, resource, where))
                    .ifPresent(amount -> requests.put(resource, amount));
            for (Pod.Container container : running) {
                Optional.ofNullable(requests(container.resources()).get(resource))
                        .map(quantity -> Quantities.parse(quantity, resource + " of " + where))
                        .ifPresent(amount -> requests.put(requestOf(container.name(), resource), amount));
            }
        }
        return requests;
    }

    /** Returns the containers that run as long as the pod does. */
    private static Stream<Pod.Container> running(Pod.Spec spec) {
        return Stream.concat(
                spec.containers().stream(),
                spec.initContainers().stream().filter(container -> "Always".equals(container.restartPolicy())));
    }

    private static Map<String, String> requests(Pod.Resources resources) {
        return resources == null ? Map.of() : resources.requests();
    }
}
