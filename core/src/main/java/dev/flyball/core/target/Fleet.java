package dev.flyball.core.target;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A target's servers at one moment.
 *
 * @param wanted how many servers the platform has been asked for
 * @param size how many servers the platform counts now, ready or not
 * @param version what a change must name to be based on this state
 * @param transition present while the platform refuses changes
 * @param hold present while this agent must not write, although the platform would let it
 * @param servers each server that the platform reports; a server that is wanted but not created yet is not listed
 */
public record Fleet(
        int wanted,
        int size,
        Version version,
        Optional<Transition> transition,
        Optional<WriteHold> hold,
        List<Server> servers) {

    private static final Map<Server.State, Server> ANY = Arrays.stream(Server.State.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), state -> Server.of("", state)));

    public Fleet {
        if (wanted < 0 || size < 0) {
            throw new IllegalArgumentException("wanted=" + wanted + ", size=" + size + ": must not be negative");
        }
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(transition, "transition");
        Objects.requireNonNull(hold, "hold");
        servers = List.copyOf(servers);
    }

    /** Makes a fleet that may be written. */
    public Fleet(int wanted, int size, Version version, Optional<Transition> transition, List<Server> servers) {
        this(wanted, size, version, transition, Optional.empty(), servers);
    }

    /**
     * Makes a fleet for a platform that tells counts but not single servers: {@code ready} servers take requests, the
     * rest of the wanted ones are pending.
     */
    public static Fleet ofCounts(int wanted, int ready, Version version, Optional<Transition> transition) {
        List<Server> servers = new ArrayList<>();
        for (int i = 1; i <= Math.max(wanted, ready); i++) {
            servers.add(Server.of("server-" + i, i <= ready ? Server.State.READY : Server.State.PENDING));
        }
        return new Fleet(wanted, ready, version, transition, servers);
    }

    /** Returns this fleet while this agent must not write for this reason. */
    public Fleet heldBy(WriteHold reason) {
        return new Fleet(wanted, size, version, transition, Optional.of(reason), servers);
    }

    /** Returns this fleet without what tells its servers apart: a few bytes for each, to be kept for long. */
    public Fleet counted() {
        return new Fleet(
                wanted,
                size,
                version,
                transition,
                hold,
                servers.stream().map(server -> ANY.get(server.state())).toList());
    }

    /** Returns how many servers take requests now. */
    public int ready() {
        int ready = 0;
        for (Server server : servers) {
            ready += server.state() == Server.State.READY ? 1 : 0;
        }
        return ready;
    }

    /** Returns how many wanted servers do not take requests yet: capacity on its way. */
    public int starting() {
        return Math.max(0, wanted - ready());
    }
}
