package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Setting.Scope.AGENT;
import static dev.flyball.agent.settings.Setting.Scope.TARGET;
import static dev.flyball.agent.settings.Setting.Scope.TARGET_ALONE;
import static dev.flyball.agent.settings.Setting.withDefault;
import static dev.flyball.agent.settings.Setting.withoutDefault;

import dev.flyball.core.policy.Presets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every setting that there is, by subject in {@link SizeSettings}, {@link SignalSettings}, {@link StrategySettings},
 * {@link RiskSettings}, {@link PriceSettings}, {@link BehaviorSettings}, {@link PrometheusSettings},
 * {@link ApiSettings} and here: parsing, hints, {@code flyball config} and the reference all come from this table.
 */
public final class SettingsTable {

    public static final Setting<String> RESOURCE = withoutDefault(
            "RESOURCE",
            TARGET_ALONE,
            ValueTypes.text("a resource of a known platform, SCHEME:PATH"),
            "must be set; simulated:endpoint if no variable is",
            "What is scaled.",
            "kubernetes:deployment/shop/chat");

    public static final Setting<Duration> INTERVAL = withoutDefault(
            "INTERVAL",
            TARGET,
            ValueTypes.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "by platform",
            "The time between two rounds.",
            "15s");

    public static final Setting<String> POLICY = withDefault(
            "POLICY",
            TARGET,
            ValueTypes.oneOf(Presets.names(), String::toString),
            "flyball",
            "The rules to decide by: Flyball's own, or those of another autoscaler, see presets.md. What is set beside it"
                    + " takes the place of that part.",
            "hpa");

    public static final Setting<Boolean> DRY_RUN = withDefault(
            "DRY_RUN", TARGET, ValueTypes.yesOrNo(), false, "Decide and explain, but change nothing.", "true");

    public static final Setting<LogDecisions> LOG_DECISIONS = withDefault(
            "LOG_DECISIONS",
            AGENT,
            ValueTypes.oneOf(
                    List.of(LogDecisions.values()), value -> value.name().toLowerCase(Locale.ROOT)),
            LogDecisions.ALL,
            "Which decisions are logged: each one, or those that change something or have a new reason.",
            "changes");

    public static final Setting<Integer> SIMULATION_SPEED = withDefault(
            "SIMULATION_SPEED",
            AGENT,
            ValueTypes.wholeNumber(1, 3600, "a whole number, 1 to 3600"),
            60,
            "How many times faster than life simulated endpoints run.",
            "1");

    public static final Setting<String> POD_NAME = withoutDefault(
            "POD_NAME",
            AGENT,
            ValueTypes.text("the name of a pod"),
            "the variable HOSTNAME",
            "With kubernetes:self: the name of the pod that this agent runs in, from the pod's field metadata.name.",
            "chat-7d9c5b6f4-x2x9k");

    public static final Setting<Path> STATE_DIR = withoutDefault(
            "STATE_DIR",
            AGENT,
            ValueTypes.path("a directory, which this agent alone uses"),
            "nothing is kept",
            "Where the agent keeps what it remembers of its targets, to go on after a restart as if there had been none."
                    + " Without effect with FLYBALL_SHARDS. See state.md.",
            "/var/lib/flyball");

    public static final Setting<Integer> SHARDS = withoutDefault(
            "SHARDS",
            AGENT,
            ValueTypes.wholeNumber(1, 256, "a whole number, 1 to 256"),
            "the agent is alone",
            "In how many shards several agents with the same settings divide the targets, by leases of the Kubernetes API:"
                    + " a few for each agent. What is remembered goes on with the agent that takes a shard over. See"
                    + " state.md.",
            "8");

    public static final Setting<String> LEASES = withDefault(
            "LEASES",
            AGENT,
            new ValueType<>(
                    "NAME or NAMESPACE/NAME in lower-case letters, digits and hyphens",
                    text -> Optional.of(text).filter(SettingsTable::isLeaseName),
                    text -> text,
                    text -> List.of(text.toLowerCase(Locale.ROOT))),
            "flyball",
            "With FLYBALL_SHARDS: what the names of the leases begin with, and their namespace; that of the agent's own pod"
                    + " if none is named.",
            "scaling/flyball");

    private static boolean isLeaseName(String text) {
        return text.matches("([a-z0-9]([a-z0-9-]*[a-z0-9])?/)?[a-z0-9]([a-z0-9-]{0,60}[a-z0-9])?");
    }

    private static final List<Setting<?>> ALL = Stream.of(
                    List.of(RESOURCE),
                    SizeSettings.all(),
                    SignalSettings.all(),
                    RiskSettings.ofTarget(),
                    RiskSettings.ofSignal(),
                    StrategySettings.ofSignal(),
                    StrategySettings.ofTarget(),
                    PriceSettings.all(),
                    BehaviorSettings.ofTrack(),
                    BehaviorSettings.ofTarget(),
                    List.of(
                            INTERVAL,
                            POLICY,
                            DRY_RUN,
                            LOG_DECISIONS,
                            SIMULATION_SPEED,
                            POD_NAME,
                            STATE_DIR,
                            SHARDS,
                            LEASES),
                    PrometheusSettings.all(),
                    ApiSettings.all())
            .<Setting<?>>flatMap(List::stream)
            .toList();

    private SettingsTable() {}

    /** Returns every setting, in the order in which they are shown. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /** Returns the setting of this name, without prefix. */
    static Optional<Setting<?>> find(String name) {
        return ALL.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }
}
