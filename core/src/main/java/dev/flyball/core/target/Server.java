package dev.flyball.core.target;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One replica, instance or copy of a target, as the platform reports it. Facts only: what they mean for capacity is
 * decided in core.
 *
 * @param id the platform's name for it, unique within the fleet
 * @param address where it can be reached, if the platform tells
 * @param state what it is doing
 * @param started when it began to run, or was asked for where that is nearer to what is known, if the platform tells
 * @param readinessChanged when it last became ready or stopped being ready, if the platform tells
 * @param requests what the platform keeps free for it, by resource: {@code cpu} in cores, {@code memory} in bytes; a
 *     resource that is not guaranteed is absent; {@code PART/cpu} is for a part of it, if the platform knows parts
 * @param serverSize the name of its size as the settings write it, if the platform knows sizes
 */
public record Server(
        String id,
        Optional<String> address,
        State state,
        Optional<Instant> started,
        Optional<Instant> readinessChanged,
        Map<String, Double> requests,
        Optional<String> serverSize) {

    /** What a server is doing. */
    public enum State {
        /** Asked for, not running yet. */
        PENDING,
        /** Runs, but does not take requests (yet, or for now). */
        RUNNING,
        /** Takes requests. */
        READY,
        /** Is being removed; no longer counts. */
        TERMINATING,
        /** Ended and will not come back; no longer counts. */
        FAILED
    }

    public Server {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(readinessChanged, "readinessChanged");
        requests = Map.copyOf(requests);
        Objects.requireNonNull(serverSize, "serverSize");
    }

    /** Makes a server on a platform that knows no sizes. */
    public Server(
            String id,
            Optional<String> address,
            State state,
            Optional<Instant> started,
            Optional<Instant> readinessChanged,
            Map<String, Double> requests) {
        this(id, address, state, started, readinessChanged, requests, Optional.empty());
    }

    /** Returns this server with a size. */
    public Server sized(String name) {
        return new Server(id, address, state, started, readinessChanged, requests, Optional.of(name));
    }

    /** Returns a server of which nothing but its name and state is known. */
    public static Server of(String id, State state) {
        return new Server(id, Optional.empty(), state, Optional.empty(), Optional.empty(), Map.of());
    }
}
