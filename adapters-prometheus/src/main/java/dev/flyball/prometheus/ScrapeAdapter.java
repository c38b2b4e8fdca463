package dev.flyball.prometheus;

import dev.flyball.core.port.Adapter;
import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Platform.SignalKind;
import dev.flyball.core.port.Signals;
import dev.flyball.core.port.Targets;
import dev.flyball.prometheus.http.Clients;
import dev.flyball.prometheus.scrape.ScrapedSignals;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads signals from the servers of targets of any platform, in the text format of Prometheus. Making it opens nothing.
 * Safe for use by several threads.
 */
public final class ScrapeAdapter implements Adapter {

    private final Signals signals;

    /**
     * Makes the adapter.
     *
     * @param limit how long all servers of a round together may take
     * @param clock tells when a server answered
     */
    public ScrapeAdapter(Duration limit, InstantSource clock) {
        this.signals = new ScrapedSignals(new Clients(limit.dividedBy(2)), limit, clock);
    }

    @Override
    public List<Platform> platforms() {
        return List.of();
    }

    @Override
    public Map<String, SignalKind> signalsOfAnyTarget() {
        return ScrapedSignals.kinds();
    }

    @Override
    public Optional<Targets> targets() {
        return Optional.empty();
    }

    @Override
    public Optional<Signals> signals() {
        return Optional.of(signals);
    }
}
