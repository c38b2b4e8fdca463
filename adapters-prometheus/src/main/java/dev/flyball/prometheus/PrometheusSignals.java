package dev.flyball.prometheus;

import dev.flyball.core.port.Signals;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import dev.flyball.prometheus.http.Clients;
import dev.flyball.prometheus.promql.PrometheusServer;
import dev.flyball.prometheus.promql.PromqlSignals;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Gives each query to who can answer it. */
final class PrometheusSignals implements Signals {

    private final Optional<Signals> promql;

    PrometheusSignals(Clients clients, Duration limit, Optional<PrometheusServer> server) {
        this.promql = server.map(known -> new PromqlSignals(known, clients, limit));
    }

    @Override
    public Map<Query, Result<Reading>> read(Collection<Query> queries, Map<TargetId, Fleet> fleets, Instant at) {
        Map<Query, Result<Reading>> readings = new HashMap<>();
        queries.forEach(query -> readings.put(query, Result.failed(noServer(query))));
        promql.ifPresent(signals -> readings.putAll(signals.read(queries, fleets, at)));
        return readings;
    }

    @Override
    public Result<History> history(Query query, Interval interval) {
        return promql.map(signals -> signals.history(query, interval)).orElseGet(() -> Result.failed(noServer(query)));
    }

    private static Fault noServer(Query query) {
        return new Fault(
                Fault.Kind.UNSUPPORTED,
                query.signal() + " of " + query.target() + " needs a Prometheus server: set FLYBALL_PROMETHEUS_URL");
    }
}
