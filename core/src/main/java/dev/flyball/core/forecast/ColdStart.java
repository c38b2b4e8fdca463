package dev.flyball.core.forecast;

import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import java.time.Duration;
import java.time.Instant;

/** How long a server takes from being asked for to taking requests. */
public final class ColdStart {

    /** Assumed as long as no server has told. */
    public static final Duration ASSUMED = Duration.ofSeconds(60);

    private ColdStart() {}

    /** Returns the time that is set, else the one that was learned. */
    public static Duration of(RiskSizing sizing, ColdStarts learned) {
        return sizing.coldStart().orElseGet(() -> learned.learned().orElse(ASSUMED));
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
