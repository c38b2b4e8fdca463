package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Setting.Scope.SIGNAL;
import static dev.flyball.agent.settings.Setting.Scope.TARGET;
import static dev.flyball.agent.settings.Setting.withDefault;
import static dev.flyball.agent.settings.Setting.withoutDefault;

import dev.flyball.core.forecast.Risk;
import dev.flyball.core.forecast.RiskSizing;
import java.time.Duration;
import java.util.List;

/** The settings of sizing by risk from a forecast. */
final class RiskSettings {

    static final Setting<Boolean> FORECAST = withDefault(
            "FORECAST",
            SIGNAL,
            ValueTypes.onOrOff(),
            true,
            "Whether the size is made for the load that is forecast for when new servers are ready, or for the load as it"
                    + " is; see forecast.md. Off for what waits, for times, and where steps or a threshold count servers.",
            "off");

    static final Setting<Risk> RISK = withDefault(
            "RISK",
            TARGET,
            RiskText.type(),
            Risk.balanced(),
            "With a forecast, what a late request costs: as much as serving 10 (balanced), 100 (low) or 3 (high), or the"
                    + " quantile of the load to be prepared for.",
            "low");

    static final Setting<Duration> SLO_WAIT = withDefault(
            "SLO_WAIT",
            TARGET,
            ValueTypes.duration(Duration.ZERO, RiskSizing.LONGEST),
            Duration.ofSeconds(1),
            "With a forecast, how long a request may wait before it is late.",
            "500ms");

    static final Setting<Duration> COLD_START = withoutDefault(
            "COLD_START",
            TARGET,
            ValueTypes.duration(Duration.ZERO, RiskSizing.LONGEST),
            "learned",
            "With a forecast, how long a server takes from being asked for until it takes requests.",
            "3m");

    private RiskSettings() {}

    static List<Setting<?>> ofSignal() {
        return List.of(FORECAST);
    }

    static List<Setting<?>> ofTarget() {
        return List.of(RISK, SLO_WAIT, COLD_START);
    }
}
