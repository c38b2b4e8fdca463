package dev.flyball.agent.report;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.round.RoundListener;
import dev.flyball.agent.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive while rounds end. Whether the outside answers has no part in it: an agent that is blind is alive, and
 * restarting it would help nobody.
 */
@Liveness
@Singleton
public final class RoundsLiveness implements HealthCheck, RoundListener {

    private static final int MISSED_ROUNDS = 5;
    private static final Duration AT_LEAST = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Duration allowed;
    private volatile Instant lastEnd;

    RoundsLiveness(Settings settings, Adapters adapters, InstantSource clock) {
        this.clock = clock;
        this.lastEnd = clock.instant();
        Duration shortest = settings.targets().stream()
                .map(target -> adapters.timeOf(target.resource()).inLife(target.interval()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Duration rounds = shortest.multipliedBy(MISSED_ROUNDS);
        this.allowed = rounds.compareTo(AT_LEAST) > 0 ? rounds : AT_LEAST;
    }

    @Override
    public void decided(Decided event) {
        // Only the end of a round is a sign of life: one that hangs has decided something too.
    }

    @Override
    public void ended(Duration took) {
        lastEnd = clock.instant();
    }

    @Override
    public HealthCheckResponse call() {
        Duration since = Duration.between(lastEnd, clock.instant());
        return HealthCheckResponse.named("rounds")
                .status(since.compareTo(allowed) <= 0)
                .withData("secondsSinceLastRound", since.toSeconds())
                .withData("secondsAllowed", allowed.toSeconds())
                .build();
    }
}
