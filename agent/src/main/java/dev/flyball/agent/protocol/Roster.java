package dev.flyball.agent.protocol;

import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The servers of a deployment of which only counts are told. The youngest always go first, so that the n-th server is
 * the same one as long as there are n; when it became ready follows from when it was asked for. Not safe for use by
 * several threads.
 */
final class Roster {

    private static final Version VERSION = new Version("");

    private final Duration coldStart;
    private List<Server> servers = List.of();
    private Optional<Instant> lastLook = Optional.empty();

    Roster(Duration coldStart) {
        this.coldStart = coldStart;
    }

    Fleet fleet(Tick tick) {
        List<Server> next = new ArrayList<>();
        for (int i = 0; i < tick.ready(); i++) {
            next.add(ready(i));
        }
        for (Tick.Batch batch : tick.batches()) {
            for (int i = 0; i < batch.servers(); i++) {
                next.add(server(next.size(), Server.State.PENDING, Optional.of(batch.askedAt()), Optional.empty()));
            }
        }
        servers = next;
        lastLook = Optional.of(tick.at());
        return new Fleet(next.size(), next.size(), VERSION, Optional.empty(), next);
    }

    private Server ready(int index) {
        if (index < servers.size() && servers.get(index).state() == Server.State.READY) {
            return servers.get(index);
        }
        // What was never seen starting was asked for in the last look, or has been there from the beginning.
        Optional<Instant> asked = index < servers.size() ? servers.get(index).started() : lastLook;
        return server(index, Server.State.READY, asked, asked.map(at -> at.plus(coldStart)));
    }

    private static Server server(
            int index, Server.State state, Optional<Instant> started, Optional<Instant> readinessChanged) {
        return new Server("server-" + (index + 1), Optional.empty(), state, started, readinessChanged, Map.of());
    }
}
