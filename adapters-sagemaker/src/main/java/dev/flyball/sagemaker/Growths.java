package dev.flyball.sagemaker;

import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.TargetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Tells of servers that came by a growth when they were asked for and when they were first seen in service, from which
 * the cold start is learned. SageMaker does not tell servers apart: the last ones are taken to be the newest, until
 * fewer are left than the growth led to, of which nobody knows which those are. Safe for use by several threads.
 */
final class Growths {

    private static final int REMEMBERED = 20;

    private final Map<TargetId, List<Growth>> growths = new ConcurrentHashMap<>();

    /**
     * One growth.
     *
     * @param from how many servers there were
     * @param to how many there are since
     * @param asked when SageMaker accepted it
     * @param ready when it was first seen to be done
     */
    record Growth(int from, int to, Instant asked, Instant ready) {

        boolean brought(int server) {
            return server > from && server <= to;
        }
    }

    void add(TargetId target, Growth growth) {
        growths.compute(target, (id, before) -> {
            List<Growth> all = new ArrayList<>(before == null ? List.of() : before);
            all.add(growth);
            return List.copyOf(all.subList(Math.max(0, all.size() - REMEMBERED), all.size()));
        });
    }

    /** Forgets a target whose servers were all replaced. */
    void forget(TargetId target) {
        growths.remove(target);
    }

    /** Returns the fleet with what is known of its ready servers. */
    Fleet told(TargetId target, Fleet seen) {
        growths.computeIfPresent(target, (id, all) -> all.stream()
                .filter(growth -> growth.to() <= seen.size())
                .toList());
        List<Growth> known = growths.getOrDefault(target, List.of());
        return known.isEmpty()
                ? seen
                : each(seen, Server.State.READY, number -> known.stream()
                        .filter(growth -> growth.brought(number))
                        .reduce((earlier, later) -> later)
                        .map(growth -> (UnaryOperator<Server>)
                                server -> timed(server, growth.asked(), Optional.of(growth.ready()))));
    }

    /** Returns the fleet with the time since when those that are on their way are. */
    static Fleet onTheWay(Fleet seen, Instant asked) {
        return each(
                seen, Server.State.PENDING, number -> Optional.of(server -> timed(server, asked, Optional.empty())));
    }

    private interface Telling {
        Optional<UnaryOperator<Server>> of(int number);
    }

    private static Fleet each(Fleet fleet, Server.State state, Telling telling) {
        List<Server> servers = fleet.servers();
        List<Server> told = IntStream.range(0, servers.size())
                .mapToObj(i -> servers.get(i).state() == state
                        ? telling.of(i + 1)
                                .map(change -> change.apply(servers.get(i)))
                                .orElse(servers.get(i))
                        : servers.get(i))
                .toList();
        return new Fleet(fleet.wanted(), fleet.size(), fleet.version(), fleet.transition(), fleet.hold(), told);
    }

    private static Server timed(Server server, Instant started, Optional<Instant> ready) {
        return new Server(
                server.id(),
                server.address(),
                server.state(),
                Optional.of(started),
                ready,
                server.requests(),
                server.serverSize());
    }
}
