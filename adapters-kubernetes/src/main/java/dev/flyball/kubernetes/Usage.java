package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.Server.State;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.PodMetricsList;
import dev.flyball.kubernetes.api.PodMetricsList.Container;
import dev.flyball.kubernetes.api.PodMetricsList.PodMetrics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Joins what pods use with what a fleet's servers have requested. */
record Usage(String resource, Workload workload, Fleet fleet) {

    /**
     * Makes one sample for each server that was measured. Servers that are going or gone do not count; a server that
     * was not measured is absent.
     */
    Result<Reading> read(PodMetricsList metrics) {
        List<Server> servers = fleet.servers().stream()
                .filter(server -> server.state() != State.TERMINATING && server.state() != State.FAILED)
                .toList();
        Optional<Server> unlimited = servers.stream()
                .filter(server -> !server.requests().containsKey(resource))
                .findFirst();
        if (unlimited.isPresent()) {
            return Result.failed(Fault.Kind.INVALID, noRequest(unlimited.get()));
        }
        try {
            return join(servers, byName(metrics));
        } catch (FaultException malformed) {
            return new Result.Failed<>(malformed.fault());
        }
    }

    private Result<Reading> join(List<Server> servers, Map<String, PodMetrics> measured) {
        Map<String, Sample> samples = new HashMap<>();
        Map<State, Instant> oldest = new HashMap<>();
        for (Server server : servers) {
            PodMetrics pod = measured.get(server.id());
            Optional<Double> amount = pod == null ? Optional.empty() : amount(pod);
            amount.ifPresent(used -> {
                samples.put(server.id(), new Sample(used, server.requests().get(resource)));
                oldest.merge(server.state(), pod.timestamp(), (a, b) -> a.isBefore(b) ? a : b);
            });
        }
        // Pods that are not ready are measured for a while after they stop; their age says nothing about the others.
        return Optional.ofNullable(oldest.get(State.READY))
                .or(() -> oldest.values().stream().min(Instant::compareTo))
                .<Result<Reading>>map(time -> Result.ok(new Reading.PerServer(samples, time)))
                .orElseGet(() -> Result.failed(
                        Fault.Kind.MISSING,
                        "the metrics API has no " + resource + " sample for any pod of " + workload
                                + "; new pods have one after about a minute"));
    }

    private Optional<Double> amount(PodMetrics pod) {
        return Quantities.sum(
                pod.containers().stream().map(Container::usage).toList(),
                resource,
                "the use of pod " + pod.metadata().name());
    }

    private static Map<String, PodMetrics> byName(PodMetricsList metrics) {
        return metrics.items().stream()
                .filter(pod -> pod.metadata() != null && pod.metadata().name() != null && pod.timestamp() != null)
                .collect(Collectors.toMap(pod -> pod.metadata().name(), pod -> pod, (first, second) -> first));
    }

    private String noRequest(Server server) {
        return "pod " + server.id() + " of " + workload + " requests no " + resource
                + ", so that its utilization is unknown: set resources.requests." + resource
                + " on each of its containers";
    }
}
