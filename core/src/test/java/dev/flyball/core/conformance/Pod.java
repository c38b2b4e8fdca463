package dev.flyball.core.conformance;

import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import dev.flyball.core.testing.Given;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pod as the API server and the metrics API show it; times in seconds, amounts in thousandths.
 *
 * @param usage negative if there is no sample
 */
record Pod(
        String name,
        Phase phase,
        boolean deleted,
        boolean ready,
        long started,
        long transition,
        long usage,
        long request,
        long sampledAt,
        long window) {

    enum Phase {
        PENDING,
        RUNNING,
        FAILED
    }

    /** A pod that has been ready for long, with a fresh sample. */
    static Pod ready(String name, long usage) {
        return new Pod(name, Phase.RUNNING, false, true, -10_000, -9_990, usage, 1000, -10, 15);
    }

    /** A pod that is not ready yet, although it has a sample. */
    static Pod unready(String name, long usage) {
        return new Pod(name, Phase.RUNNING, false, false, -20, -20, usage, 1000, -10, 15);
    }

    /** A ready pod without a sample. */
    static Pod missing(String name) {
        return ready(name, -1);
    }

    private Server server() {
        return new Server(
                name,
                Optional.empty(),
                state(),
                Optional.of(Given.second(started)),
                Optional.of(Given.second(transition)),
                Map.of("cpu", request / 1000.0, "memory", request / 1000.0));
    }

    private Server.State state() {
        if (deleted) {
            return Server.State.TERMINATING;
        }
        return switch (phase) {
            case PENDING -> Server.State.PENDING;
            case FAILED -> Server.State.FAILED;
            case RUNNING -> ready ? Server.State.READY : Server.State.RUNNING;
        };
    }

    static Fleet fleet(List<Pod> pods, int wanted) {
        int size = (int) pods.stream()
                .filter(pod -> !pod.deleted() && pod.phase() != Phase.FAILED)
                .count();
        return new Fleet(
                wanted,
                size,
                Given.VERSION,
                Optional.empty(),
                pods.stream().map(Pod::server).toList());
    }

    static Reading reading(List<Pod> pods, long now, boolean ofRequest) {
        Map<String, Sample> samples = new HashMap<>();
        for (Pod pod : pods) {
            if (pod.usage() >= 0) {
                double capacity = ofRequest ? pod.request() / 1000.0 : 1;
                samples.put(
                        pod.name(),
                        new Sample(
                                pod.usage() / 1000.0,
                                capacity,
                                Optional.of(Given.second(pod.sampledAt())),
                                Duration.ofSeconds(pod.window())));
            }
        }
        return new Reading.PerServer(samples, Given.second(now));
    }
}
