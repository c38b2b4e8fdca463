package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Setting.Scope.SIGNAL_ALONE;
import static dev.flyball.agent.settings.Setting.Scope.TARGET;
import static dev.flyball.agent.settings.Setting.withDefault;
import static dev.flyball.agent.settings.Setting.withoutDefault;

import dev.flyball.core.policy.Backlog;
import dev.flyball.core.port.Platform.Burden;
import dev.flyball.core.strategy.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The settings of what helps against a load: more servers, larger ones, or time. */
final class StrategySettings {

    static final Setting<Strategy> STRATEGY = withDefault(
            "STRATEGY",
            TARGET,
            ValueTypes.oneOf(List.of(Strategy.values()), value -> value.name().toLowerCase(Locale.ROOT)),
            Strategy.HORIZONTAL,
            "Whether the number of servers changes, their size, or whichever the bottleneck needs; see strategy.md.",
            "auto");

    static final Setting<String> SIZES = withoutDefault(
            "SIZES",
            TARGET,
            ValueTypes.text("two or more sizes, smallest first, separated by commas"),
            "none",
            "The sizes that a server may have, for the strategies vertical and auto.",
            "500m/1Gi,1/2Gi,2/4Gi");

    static final Setting<Burden> BURDEN = withoutDefault(
            "BURDEN",
            SIGNAL_ALONE,
            ValueTypes.oneOf(List.of(Burden.values()), value -> value.name().toLowerCase(Locale.ROOT)),
            "by signal",
            "For the strategies vertical and auto, who has what the signal measures: all servers together, each server by"
                    + " itself, as its memory, or each request by itself, as its time.",
            "server");

    static final Setting<Duration> DRAIN = withoutDefault(
            "DRAIN",
            SIGNAL_ALONE,
            ValueTypes.duration(Duration.ofSeconds(1), Backlog.LONGEST),
            "none",
            "The signal is a backlog: within this time it is to be worked off, by servers on top of those that the other"
                    + " signals ask for. `FLYBALL_TARGET_PER_SERVER` is then what one server works off in a second.",
            "2m");

    private StrategySettings() {}

    static List<Setting<?>> ofSignal() {
        return List.of(DRAIN, BURDEN);
    }

    static List<Setting<?>> ofTarget() {
        return List.of(STRATEGY, SIZES);
    }
}
