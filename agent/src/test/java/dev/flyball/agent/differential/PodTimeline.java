package dev.flyball.agent.differential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.Server.State;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The pods of one series at each moment. Pods that are being removed count for nothing and are left out. */
final class PodTimeline {

    /** How much later than the API server's answer an informer may know of a change. */
    private static final Duration LATE = Duration.ofMillis(250);

    private final NavigableMap<Instant, Map<String, Server>> states =
            new TreeMap<>(Map.of(Instant.MIN, Map.<String, Server>of()));

    void add(Instant at, JsonNode pod) {
        Map<String, Server> next = new TreeMap<>(states.floorEntry(at).getValue());
        Server server = server(pod);
        if (pod.at("/metadata/deletionTimestamp").isMissingNode()) {
            next.put(server.id(), server);
        } else {
            next.remove(server.id());
        }
        put(at, next);
    }

    void remove(Instant at, String name) {
        Map<String, Server> next = new TreeMap<>(states.floorEntry(at).getValue());
        next.remove(name);
        put(at, next);
    }

    private void put(Instant at, Map<String, Server> next) {
        states.put(at, Map.copyOf(next));
    }

    List<Server> at(Instant at) {
        return List.copyOf(states.floorEntry(at).getValue().values());
    }

    /** Returns what may have been known between two moments, the state at the end of it first. */
    Set<List<Server>> around(Instant from, Instant to) {
        Set<List<Server>> possible = new LinkedHashSet<>(List.of(at(to)));
        states.subMap(from.minus(LATE), true, to.plus(LATE), true)
                .descendingMap()
                .values()
                .forEach(state -> possible.add(List.copyOf(state.values())));
        possible.add(at(from.minus(LATE)));
        return possible;
    }

    private static Server server(JsonNode pod) {
        JsonNode status = pod.path("status");
        boolean ready = false;
        Optional<Instant> changed = Optional.empty();
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                ready = condition.path("status").asText().equals("True");
                changed = time(condition.path("lastTransitionTime"));
            }
        }
        State state =
                switch (status.path("phase").asText()) {
                    case "Running" -> ready ? State.READY : State.RUNNING;
                    case "Failed" -> State.FAILED;
                    default -> State.PENDING;
                };
        return new Server(
                pod.at("/metadata/name").asText(),
                Optional.empty(),
                state,
                time(status.path("startTime")),
                changed,
                Map.of("cpu", Manifests.CPU, "memory", Manifests.MEMORY));
    }

    private static Optional<Instant> time(JsonNode node) {
        return node.isTextual() ? Optional.of(Instant.parse(node.asText())) : Optional.empty();
    }
}
