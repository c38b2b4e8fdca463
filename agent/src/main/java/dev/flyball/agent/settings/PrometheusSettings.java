package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Setting.Scope.AGENT;
import static dev.flyball.agent.settings.Setting.withoutDefault;

import dev.flyball.prometheus.promql.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings of the server that the signal {@code prometheus} asks. */
final class PrometheusSettings {

    private static final String NONE = "none";

    static final ValueType<Path> FILE = ValueTypes.path("a file, which is read again when it changes");

    static final Setting<String> URL = withoutDefault(
            "PROMETHEUS_URL",
            AGENT,
            ValueTypes.text("an address, http://HOST:PORT or https://HOST, and the path that comes before /api/v1 if"
                    + " there is one"),
            "must be set for signal prometheus",
            "Where Prometheus, or what understands PromQL as it does, is asked.",
            "http://prometheus.monitoring:9090");

    static final Setting<Secret> TOKEN = withoutDefault(
            "PROMETHEUS_TOKEN",
            AGENT,
            new ValueType<>(
                    "a bearer token, or USER:PASSWORD",
                    text -> Optional.of(Secret.of(text)),
                    secret -> "(not shown)",
                    text -> List.of()),
            NONE,
            "What Prometheus is shown as proof of who asks.",
            "USER:PASSWORD");

    static final Setting<Path> TOKEN_FILE = withoutDefault(
            "PROMETHEUS_TOKEN_FILE",
            AGENT,
            FILE,
            NONE,
            "The file that holds what FLYBALL_PROMETHEUS_TOKEN would.",
            "/var/run/secrets/kubernetes.io/serviceaccount/token");

    static final Setting<Path> CA_FILE = withoutDefault(
            "PROMETHEUS_CA_FILE",
            AGENT,
            FILE,
            "what Java trusts",
            "The certificates of the authorities, in PEM, that Prometheus must have its own from.",
            "/etc/flyball/prometheus-ca.pem");

    private PrometheusSettings() {}

    static List<Setting<?>> all() {
        return List.of(URL, TOKEN, TOKEN_FILE, CA_FILE);
    }
}
