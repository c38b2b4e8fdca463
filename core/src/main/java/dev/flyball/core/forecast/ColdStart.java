package dev.flyball.core.forecast;

import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How long a server takes from being asked for to taking requests. */
public final class ColdStart {

    /** Assumed as long as no server has told. */
    public static final Duration ASSUMED = Duration.ofSeconds(60);

    private ColdStart() {}

    /**
     * Returns the time that is set, else what all but a tenth of the ready servers took, as far as the platform tells.
     */
    public static Duration of(RiskSizing sizing, Fleet fleet) {
        return sizing.coldStart().orElseGet(() -> seen(fleet).orElse(ASSUMED));
    }

    private static Optional<Duration> seen(Fleet fleet) {
        List<Duration> times = fleet.servers().stream()
                .filter(server -> server.state() == Server.State.READY)
                .flatMap(server -> server.started().stream()
                        .flatMap(from -> server.readinessChanged().stream().map(to -> Duration.between(from, to))))
                .filter(time -> !time.isNegative() && time.compareTo(RiskSizing.LONGEST) <= 0)
                .sorted()
                .toList();
        return times.isEmpty() ? Optional.empty() : Optional.of(times.get((times.size() - 1) * 9 / 10));
    }

    /** Returns how many of the servers take requests at {@code at}, those that start in time counted. */
    static int readyAt(Fleet fleet, Instant at, Instant now, Duration coldStart) {
        int listed = 0;
        int ready = 0;
        for (Server server : fleet.servers()) {
            if (server.state() == Server.State.READY) {
                ready++;
                listed++;
            } else if (server.state() == Server.State.PENDING || server.state() == Server.State.RUNNING) {
                listed++;
                ready += server.started().orElse(now).plus(coldStart).isAfter(at) ? 0 : 1;
            }
        }
        boolean unlistedAreReady = !now.plus(coldStart).isAfter(at);
        return ready + (unlistedAreReady ? Math.max(0, fleet.wanted() - listed) : 0);
    }
}
