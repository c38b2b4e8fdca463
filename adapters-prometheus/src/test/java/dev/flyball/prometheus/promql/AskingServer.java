package dev.flyball.prometheus.promql;

import dev.flyball.core.port.Signals;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.prometheus.PrometheusAdapter;
import dev.flyball.prometheus.Web;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A stub of a Prometheus server, and the way to it. */
abstract class AskingServer {

    static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");

    @TempDir
    Path folder;

    Web web;

    @BeforeEach
    void open() throws IOException {
        web = Web.open();
    }

    @AfterEach
    void close() {
        web.close();
    }

    Result<Reading> read(Query query) {
        return read(signals(server(web.uri(), Optional.empty())), query);
    }

    static Result<Reading> read(Signals signals, Query query) {
        return signals.read(List.of(query), Map.of(), AT).get(query);
    }

    static PrometheusServer server(URI url, Optional<Secret> credentials) {
        return new PrometheusServer(url, credentials, Optional.empty());
    }

    static Signals signals(PrometheusServer server) {
        return signals(server, Duration.ofSeconds(10));
    }

    static Signals signals(PrometheusServer server, Duration limit) {
        return new PrometheusAdapter(limit, Optional.of(server)).signals().orElseThrow();
    }

    static String vector(String series) {
        return data("vector", "[" + series + "]");
    }

    static String data(String type, String result) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"" + type + "\",\"result\":" + result + "}}";
    }
}
