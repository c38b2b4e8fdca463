package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.PodMetricsList;
import dev.flyball.kubernetes.api.PodMetricsList.Container;
import dev.flyball.kubernetes.api.PodMetricsList.PodMetrics;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Joins what pods use with what a fleet's servers have requested.
 *
 * @param resource {@code cpu} or {@code memory}
 * @param container the container that is looked at; empty for the whole pod
 */
record Usage(String resource, Optional<String> container, Workload workload, Fleet fleet) {

    /**
     * Makes one sample for each server that was measured. Servers that are going or gone do not count; a server that
     * was not measured is absent.
     */
    Result<Reading> read(PodMetricsList metrics) {
        Optional<Server> unlimited = PodSamples.counted(fleet).stream()
                .filter(server -> !server.requests().containsKey(requested()))
                .findFirst();
        if (unlimited.isPresent()) {
            return Result.failed(Fault.Kind.INVALID, noRequest(unlimited.get()));
        }
        Map<String, PodMetrics> measured = byName(metrics);
        return PodSamples.join(
                fleet,
                server -> Optional.ofNullable(measured.get(server.id())).flatMap(pod -> sample(pod, server)),
                "the metrics API has no " + resource + " sample for "
                        + container
                                .map(name -> "container " + name + " of any pod")
                                .orElse("any pod")
                        + " of " + workload + "; new pods have one after about a minute");
    }

    private Optional<Sample> sample(PodMetrics pod, Server server) {
        return Quantities.sum(
                        pod.containers().stream()
                                .filter(measured -> container
                                        .map(name -> name.equals(measured.name()))
                                        .orElse(true))
                                .map(Container::usage)
                                .toList(),
                        resource,
                        "the use of pod " + server.id())
                .map(used -> new Sample(
                        used, server.requests().get(requested()), Optional.of(pod.timestamp()), window(pod)));
    }

    private static Duration window(PodMetrics pod) {
        try {
            return pod.window() == null ? Duration.ZERO : Duration.parse("PT" + pod.window());
        } catch (DateTimeParseException malformed) {
            throw new FaultException(
                    Fault.Kind.INVALID,
                    "the window of the use of pod " + pod.metadata().name() + " is " + pod.window()
                            + ": must be a duration such as 30s");
        }
    }

    private static Map<String, PodMetrics> byName(PodMetricsList metrics) {
        return metrics.items().stream()
                .filter(pod -> pod.metadata() != null && pod.metadata().name() != null && pod.timestamp() != null)
                .collect(Collectors.toMap(pod -> pod.metadata().name(), pod -> pod, (first, second) -> first));
    }

    private String requested() {
        return container.map(name -> Pods.requestOf(name, resource)).orElse(resource);
    }

    private String noRequest(Server server) {
        String pod = "pod " + server.id() + " of " + workload;
        return container
                .map(name -> "container " + name + " of " + pod + " requests no " + resource
                        + ", or there is none of that name, so that its utilization is unknown: set"
                        + " resources.requests." + resource + " on it, or FLYBALL_QUERY to one that has it, which are "
                        + new TreeSet<>(Pods.containersRequesting(resource, server)))
                .orElseGet(() -> pod + " requests no " + resource + ", so that its utilization is unknown: set"
                        + " resources.requests." + resource + " on each of its containers");
    }
}
