package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Setting.Scope.TARGET;
import static dev.flyball.agent.settings.Setting.withDefault;
import static dev.flyball.agent.settings.Setting.withoutDefault;

import java.time.Duration;
import java.util.List;

/** The settings of the sizes that are allowed. */
final class SizeSettings {

    private static final int MOST = 1_000_000;

    static final ValueType<Integer> SERVERS =
            ValueTypes.wholeNumber(1, MOST, "1 or more, a whole number up to " + MOST);

    static final Setting<Integer> MIN_SERVERS = withDefault(
            "MIN_SERVERS",
            TARGET,
            ValueTypes.wholeNumber(0, MOST, "0 or more, a whole number up to " + MOST),
            1,
            "The fewest servers; 0 only with `FLYBALL_SCALE_TO_ZERO=on`.",
            "2");

    static final Setting<Integer> MAX_SERVERS = withoutDefault(
            "MAX_SERVERS",
            TARGET,
            SERVERS,
            "must be set; by platform if simulated",
            "The most servers, which bounds the cost.",
            "10");

    static final Setting<String> SCHEDULE = withoutDefault(
            "SCHEDULE",
            TARGET,
            ValueTypes.text(ScheduleText.ALLOWED),
            "none",
            "Other bounds from set times on, each until the next: cron's five fields, a time zone, and min, max or both;"
                    + " what is left out is as without a schedule.",
            "0 8 * * 1-5 Europe/Berlin min=4; 0 18 * * 1-5 Europe/Berlin min=1 max=3");

    static final Setting<Boolean> SCALE_TO_ZERO = withDefault(
            "SCALE_TO_ZERO",
            TARGET,
            ValueTypes.onOrOff(),
            false,
            "Whether the last server goes when there is nothing to do; needs `FLYBALL_MIN_SERVERS=0` and a signal that is"
                    + " there without servers.",
            "on");

    static final Setting<Double> ACTIVATION = withDefault(
            "ACTIVATION",
            TARGET,
            ValueTypes.number(number -> number >= 0, "a number of servers, 0 or more"),
            0.0,
            "With scaling to zero: the demand, in servers, above which there is something to do.",
            "0.2");

    static final Setting<Duration> IDLE_TIME = withDefault(
            "IDLE_TIME",
            TARGET,
            ValueTypes.duration(Duration.ZERO, Duration.ofHours(1)),
            Duration.ofMinutes(5),
            "With scaling to zero: how long there must have been nothing to do before the last server goes.",
            "15m");

    private SizeSettings() {}

    static List<Setting<?>> all() {
        return List.of(MIN_SERVERS, MAX_SERVERS, SCHEDULE, SCALE_TO_ZERO, ACTIVATION, IDLE_TIME);
    }
}
