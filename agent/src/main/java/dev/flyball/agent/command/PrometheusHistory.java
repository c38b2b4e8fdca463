package dev.flyball.agent.command;

import dev.flyball.core.port.Signals;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Query.Expression;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import dev.flyball.prometheus.PrometheusAdapter;
import dev.flyball.prometheus.promql.PrometheusServer;
import dev.flyball.prometheus.promql.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Asks the Prometheus server that the environment names for the past.
 *
 * @param spec whose wrong usage it is if the environment names none
 * @param environment the variables
 */
record PrometheusHistory(CommandSpec spec, Map<String, String> environment) {

    static final String URL = "FLYBALL_PROMETHEUS_URL";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Returns what a query for requests a second had as its answers. */
    Result<History> perSecond(String text, Interval interval) {
        Query query = new Query(
                new TargetId("backtest", "load"),
                PrometheusAdapter.PROMQL,
                Optional.of(new Expression(text, Reads.TOTAL)));
        return signals().history(query, interval);
    }

    private Signals signals() {
        String address = Optional.ofNullable(environment.get(URL))
                .orElseThrow(() -> wrong(spec, URL + " is not set: must be an address, such as http://localhost:9090"));
        URI url;
        try {
            url = URI.create(address);
        } catch (IllegalArgumentException malformed) {
            throw wrong(spec, URL + ": must be an address, such as http://localhost:9090");
        }
        if (url.getHost() == null
                || url.getUserInfo() != null
                || !String.valueOf(url.getScheme()).matches("https?")) {
            throw wrong(spec, URL + ": must be an address without user, such as http://localhost:9090");
        }
        Optional<Secret> credentials = Optional.ofNullable(environment.get("FLYBALL_PROMETHEUS_TOKEN"))
                .map(Secret::of)
                .or(() -> Optional.ofNullable(environment.get("FLYBALL_PROMETHEUS_TOKEN_FILE"))
                        .map(path -> Secret.in(Path.of(path))));
        Optional<Path> authorities = Optional.ofNullable(environment.get("FLYBALL_PROMETHEUS_CA_FILE"))
                .map(Path::of);
        return new PrometheusAdapter(LIMIT, Optional.of(new PrometheusServer(url, credentials, authorities)))
                .signals()
                .orElseThrow();
    }

    private static ParameterException wrong(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
