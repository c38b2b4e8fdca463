package dev.flyball.agent.protocol;

import dev.flyball.core.simulation.Controller;
import dev.flyball.core.simulation.Deployment;
import dev.flyball.core.simulation.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Decides for a simulator in this process exactly as {@link Conversation} does for one outside. Not safe for use by
 * several threads.
 */
public final class Player implements Controller {

    private final Session session;

    /**
     * Makes a player of one deployment.
     *
     * @param rule what to decide by
     * @param deployment what is simulated
     * @param concurrency requests in flight in a full server, above 0
     * @param interval seconds between decisions
     * @param delay the age in seconds of what is seen
     */
    public Player(Rule rule, Deployment deployment, double concurrency, int interval, int delay) {
        this.session = new Session(
                rule,
                new Init(
                        deployment.capacity(),
                        concurrency,
                        Duration.ofSeconds(deployment.coldStart()),
                        Duration.ofSeconds(deployment.sloWait()),
                        Duration.ofSeconds(interval),
                        Duration.ofSeconds(delay),
                        deployment.bounds()));
    }

    @Override
    public int decide(Look look) {
        List<Tick.Batch> starting = look.starting().stream()
                .map(batch -> new Tick.Batch(Instant.ofEpochSecond(batch.askedAt()), batch.servers()))
                .toList();
        return session.decide(new Tick(
                        Instant.ofEpochSecond(look.at()),
                        Instant.ofEpochSecond(look.observedAt()),
                        Duration.ofSeconds(look.window()),
                        look.arrivalRate(),
                        look.servedRate(),
                        look.arrivals(),
                        look.backlog(),
                        look.utilization(),
                        look.ready(),
                        starting))
                .size();
    }
}
