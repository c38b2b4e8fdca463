package dev.flyball.prometheus;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.port.Adapter;
import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Platform.ExpressionUse;
import dev.flyball.core.port.Platform.SignalKind;
import dev.flyball.core.port.Signals;
import dev.flyball.core.port.Targets;
import dev.flyball.core.signal.Reads;
import dev.flyball.prometheus.http.Clients;
import dev.flyball.prometheus.promql.PrometheusServer;
import dev.flyball.prometheus.promql.PromqlSignals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads signals for targets of any platform as a Prometheus server works them out. Making it opens nothing; the server
 * is connected to, and files with credentials are read, with the first query. Safe for use by several threads.
 */
public final class PrometheusAdapter implements Adapter {

    /** The one signal, whose query is PromQL. */
    public static final String PROMQL = "prometheus";

    private static final Duration MAX_AGE = Duration.ofMinutes(2);

    private final Optional<Signals> signals;

    /**
     * Makes the adapter.
     *
     * @param limit how long all signals of a round together may take
     * @param server where PromQL is understood; empty if no signal is read
     */
    public PrometheusAdapter(Duration limit, Optional<PrometheusServer> server) {
        this.signals = server.map(known -> new PromqlSignals(known, new Clients(limit), limit));
    }

    @Override
    public List<Platform> platforms() {
        return List.of();
    }

    @Override
    public Map<String, SignalKind> signalsOfAnyTarget() {
        return Map.of(
                PROMQL,
                new SignalKind(
                        SetPoint.Unit.PER_SERVER,
                        Optional.empty(),
                        MAX_AGE,
                        Reads.TOTAL,
                        false,
                        ExpressionUse.REQUIRED));
    }

    @Override
    public Optional<Targets> targets() {
        return Optional.empty();
    }

    @Override
    public Optional<Signals> signals() {
        return signals;
    }
}
