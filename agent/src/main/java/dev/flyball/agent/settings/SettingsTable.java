package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Setting.Scope.AGENT;
import static dev.flyball.agent.settings.Setting.Scope.TARGET;
import static dev.flyball.agent.settings.Setting.Scope.TARGET_ALONE;
import static dev.flyball.agent.settings.Setting.withDefault;
import static dev.flyball.agent.settings.Setting.withoutDefault;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every setting that there is: parsing, hints, {@code flyball config} and the reference all come from here. */
public final class SettingsTable {

    private static final int MOST_SERVERS = 1_000_000;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final String BY_PLATFORM = "by platform";
    private static final String BY_SIGNAL = "by signal";

    private static final ValueType<Integer> SERVERS =
            ValueTypes.wholeNumber(1, MOST_SERVERS, "1 or more, a whole number up to " + MOST_SERVERS);
    private static final ValueType<Double> TOLERANCE =
            ValueTypes.fraction(number -> number < 1, "a fraction, 0 to below 1");

    public static final Setting<String> RESOURCE = withoutDefault(
            "RESOURCE",
            TARGET_ALONE,
            ValueTypes.text("a resource of a known platform, SCHEME:PATH"),
            "must be set; simulated:endpoint if no variable is",
            "What is scaled.",
            "kubernetes:deployment/shop/chat");

    public static final Setting<Integer> MIN_SERVERS =
            withDefault("MIN_SERVERS", TARGET, SERVERS, 1, "The fewest servers; there is no scaling to zero.", "2");

    public static final Setting<Integer> MAX_SERVERS = withoutDefault(
            "MAX_SERVERS",
            TARGET,
            SERVERS,
            "must be set; by platform if simulated",
            "The most servers, which bounds the cost.",
            "10");

    public static final Setting<String> SIGNAL = withoutDefault(
            "SIGNAL",
            TARGET,
            ValueTypes.text("a signal of the platform"),
            BY_PLATFORM,
            "What load is measured by.",
            "cpu");

    public static final Setting<Double> TARGET_UTILIZATION = withoutDefault(
            "TARGET_UTILIZATION",
            TARGET,
            ValueTypes.fraction(
                    number -> number >= 0.01 && number <= 5,
                    "a fraction, 0.01 to 1 (to 5 for use relative to a request)"),
            BY_SIGNAL,
            "The part of its capacity that each server should use; for signals that are a fraction of capacity.",
            "0.6");

    public static final Setting<Double> TARGET_PER_SERVER = withoutDefault(
            "TARGET_PER_SERVER",
            TARGET,
            ValueTypes.number(number -> number > 0, "a number above 0"),
            BY_SIGNAL,
            "How much each server should carry, in the signal's unit; for signals that are an amount.",
            "30");

    public static final Setting<Duration> MAX_AGE = withoutDefault(
            "MAX_AGE",
            TARGET,
            ValueTypes.duration(SECOND, HOUR),
            BY_SIGNAL,
            "The age above which a reading counts as missing.",
            "2m");

    public static final Setting<Duration> INTERVAL = withoutDefault(
            "INTERVAL", TARGET, ValueTypes.duration(SECOND, HOUR), BY_PLATFORM, "The time between two rounds.", "15s");

    public static final Setting<Double> SCALE_OUT_TOLERANCE = withDefault(
            "SCALE_OUT_TOLERANCE",
            TARGET,
            TOLERANCE,
            0.1,
            "How far demand may exceed the size before servers are added, as a fraction of the size.",
            "0.05");

    public static final Setting<Double> SCALE_IN_TOLERANCE = withDefault(
            "SCALE_IN_TOLERANCE",
            TARGET,
            TOLERANCE,
            0.1,
            "How far demand may fall below the size before servers are removed, as a fraction of the size.",
            "0.2");

    public static final Setting<Duration> SCALE_OUT_STABILIZATION = withDefault(
            "SCALE_OUT_STABILIZATION",
            TARGET,
            ValueTypes.duration(Duration.ZERO, HOUR),
            Duration.ZERO,
            "How long more servers must be wanted before they are added.",
            "30s");

    public static final Setting<Duration> SCALE_IN_STABILIZATION = withDefault(
            "SCALE_IN_STABILIZATION",
            TARGET,
            ValueTypes.duration(Duration.ZERO, HOUR),
            Duration.ofMinutes(5),
            "How long fewer servers must be enough before some are removed.",
            "10m");

    public static final Setting<String> POLICY = withDefault(
            "POLICY",
            TARGET,
            ValueTypes.oneOf(List.of("flyball", "hpa"), String::toString),
            "flyball",
            "The rules to decide by: Flyball's own, or those of the Kubernetes HorizontalPodAutoscaler.",
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

    private static final List<Setting<?>> ALL = List.of(
            RESOURCE,
            MIN_SERVERS,
            MAX_SERVERS,
            SIGNAL,
            TARGET_UTILIZATION,
            TARGET_PER_SERVER,
            MAX_AGE,
            INTERVAL,
            SCALE_OUT_TOLERANCE,
            SCALE_IN_TOLERANCE,
            SCALE_OUT_STABILIZATION,
            SCALE_IN_STABILIZATION,
            POLICY,
            DRY_RUN,
            LOG_DECISIONS,
            SIMULATION_SPEED);

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
