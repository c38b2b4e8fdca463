package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Setting.Scope.AGENT;
import static dev.flyball.agent.settings.Setting.withoutDefault;

import dev.flyball.prometheus.promql.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings of who may steer the agent, and of whom it tells what happens. */
public final class ApiSettings {

    private static final String NONE = "none";

    public static final Setting<Secret> TOKEN = withoutDefault(
            "API_TOKEN",
            AGENT,
            secret("a text of printable ASCII letters, better long and random"),
            "none: steering is off",
            "What operators show as proof that they may pause, resume, hold a size and force a round, see api.md. Without"
                    + " it nobody may.",
            "LONG-RANDOM-TEXT");

    public static final Setting<Path> TOKEN_FILE = withoutDefault(
            "API_TOKEN_FILE",
            AGENT,
            PrometheusSettings.FILE,
            NONE,
            "The file that holds what FLYBALL_API_TOKEN would.",
            "/var/run/secrets/flyball/api-token");

    static final Setting<Secret> WEBHOOK_URL = withoutDefault(
            "WEBHOOK_URL",
            AGENT,
            secret("an address, http://HOST:PORT/PATH or https://HOST/PATH"),
            NONE,
            "Where each change and each new obstacle is sent to as JSON, see api.md. Never shown, since many such"
                    + " addresses are secrets.",
            "https://hooks.example.com/flyball");

    static final Setting<Path> WEBHOOK_URL_FILE = withoutDefault(
            "WEBHOOK_URL_FILE",
            AGENT,
            PrometheusSettings.FILE,
            NONE,
            "The file that holds what FLYBALL_WEBHOOK_URL would.",
            "/var/run/secrets/flyball/webhook-url");

    static final Setting<Path> WEBHOOK_TOKEN_FILE = withoutDefault(
            "WEBHOOK_TOKEN_FILE",
            AGENT,
            PrometheusSettings.FILE,
            NONE,
            "A file with a token, which is sent with each message as the header Authorization: Bearer TOKEN.",
            "/var/run/secrets/flyball/webhook-token");

    private ApiSettings() {}

    private static ValueType<Secret> secret(String allowed) {
        return new ValueType<>(
                allowed, text -> Optional.of(Secret.of(text)), secret -> "(not shown)", text -> List.of());
    }

    static List<Setting<?>> all() {
        return List.of(TOKEN, TOKEN_FILE, WEBHOOK_URL, WEBHOOK_URL_FILE, WEBHOOK_TOKEN_FILE);
    }
}
