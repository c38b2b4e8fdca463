package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.Server.State;
import dev.flyball.kubernetes.api.FaultException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Joins what was measured with a fleet's servers. */
final class PodSamples {

    private PodSamples() {}

    /** Returns the servers that can have a load: neither going nor gone. */
    static List<Server> counted(Fleet fleet) {
        return fleet.servers().stream()
                .filter(server -> server.state() != State.TERMINATING && server.state() != State.FAILED)
                .toList();
    }

    /**
     * Makes one sample for each server that counts and was measured; one that was not is absent, whatever the reason: a
     * pod may come, go, or be younger than its first sample.
     *
     * @param measured a server's sample, with its time; may throw {@link FaultException}
     * @param absent what it means that there is none at all
     */
    static Result<Reading> join(Fleet fleet, Function<Server, Optional<Sample>> measured, String absent) {
        Map<String, Sample> samples = new HashMap<>();
        try {
            counted(fleet)
                    .forEach(server -> measured.apply(server).ifPresent(sample -> samples.put(server.id(), sample)));
        } catch (FaultException malformed) {
            return new Result.Failed<>(malformed.fault());
        }
        return samples.values().stream()
                .flatMap(sample -> sample.time().stream())
                .max(Instant::compareTo)
                .<Result<Reading>>map(newest -> Result.ok(new Reading.PerServer(samples, newest)))
                .orElseGet(() -> Result.failed(Fault.Kind.MISSING, absent));
    }
}
