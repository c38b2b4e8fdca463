package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Setting.Scope.SIGNAL;
import static dev.flyball.agent.settings.Setting.Scope.TARGET;
import static dev.flyball.agent.settings.Setting.withDefault;

import dev.flyball.core.guard.Blindness.Fallback;
import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.policy.Combine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The settings of how readily and how fast a size follows its demand. */
final class BehaviorSettings {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final ValueType<Duration> UP_TO_AN_HOUR = ValueTypes.duration(Duration.ZERO, HOUR);
    private static final ValueType<Double> TOLERANCE =
            ValueTypes.fraction(number -> number < 1, "a fraction, 0 to below 1");

    static final Setting<Double> SCALE_OUT_TOLERANCE = withDefault(
            "SCALE_OUT_TOLERANCE",
            SIGNAL,
            TOLERANCE,
            0.1,
            "How far demand may exceed the size before servers are added, as a fraction of the size; 0 with steps or a"
                    + " threshold, and while there is a forecast unless it is set.",
            "0.05");

    static final Setting<Double> SCALE_IN_TOLERANCE = withDefault(
            "SCALE_IN_TOLERANCE",
            SIGNAL,
            TOLERANCE,
            0.1,
            "How far demand may fall below the size before servers are removed, as a fraction of the size; 0 with steps"
                    + " or a threshold, and while there is a forecast unless it is set.",
            "0.2");

    static final Setting<Duration> SCALE_OUT_STABILIZATION = withDefault(
            "SCALE_OUT_STABILIZATION",
            SIGNAL,
            UP_TO_AN_HOUR,
            Duration.ZERO,
            "How long more servers must be wanted before they are added.",
            "30s");

    static final Setting<Duration> SCALE_IN_STABILIZATION = withDefault(
            "SCALE_IN_STABILIZATION",
            SIGNAL,
            UP_TO_AN_HOUR,
            Duration.ofMinutes(5),
            "How long fewer servers must be enough before some are removed. While there is a forecast at least a cold start,"
                    + " and no longer unless it is set.",
            "10m");

    static final Setting<RateLimit> SCALE_OUT_RATE = withDefault(
            "SCALE_OUT_RATE",
            SIGNAL,
            RateText.type(),
            RateLimit.none(),
            "How many servers, or percent of the size, may be added in a time; of several the most, or with `:min` the"
                    + " least. `off` adds none.",
            "4/15s,100%/15s");

    static final Setting<RateLimit> SCALE_IN_RATE = withDefault(
            "SCALE_IN_RATE",
            SIGNAL,
            RateText.type(),
            RateLimit.none(),
            "How many servers, or percent of the size, may be removed in a time; of several the most, or with `:min` the"
                    + " least. `off` removes none.",
            "1/1m");

    static final Setting<Duration> SCALE_OUT_COOLDOWN = withDefault(
            "SCALE_OUT_COOLDOWN",
            TARGET,
            UP_TO_AN_HOUR,
            Duration.ZERO,
            "How long no servers are added after some were.",
            "1m");

    static final Setting<Duration> SCALE_IN_COOLDOWN = withDefault(
            "SCALE_IN_COOLDOWN",
            TARGET,
            UP_TO_AN_HOUR,
            Duration.ZERO,
            "How long no servers are removed after the size changed.",
            "5m");

    static final Setting<Combine> COMBINE = withDefault(
            "COMBINE",
            TARGET,
            ValueTypes.oneOf(List.of(Combine.values()), value -> value.name().toLowerCase(Locale.ROOT)),
            Combine.MAX,
            "Of several signals: the largest size wins, or all must agree on the way.",
            "all");

    static final Setting<Optional<Duration>> BURST_WINDOW = withDefault(
            "BURST_WINDOW",
            TARGET,
            ValueTypes.durationOrOff(Duration.ofSeconds(1), Duration.ofMinutes(10)),
            Optional.empty(),
            "The short time over which demand is averaged to tell a burst, which is followed at once.",
            "30s");

    static final Setting<Double> BURST_THRESHOLD = withDefault(
            "BURST_THRESHOLD",
            TARGET,
            ValueTypes.number(number -> number > 1, "a number above 1"),
            2.0,
            "How many times the ready servers that demand must need to be a burst.",
            "3");

    static final Setting<Duration> BURST_HOLD = withDefault(
            "BURST_HOLD",
            TARGET,
            UP_TO_AN_HOUR,
            Duration.ofSeconds(60),
            "How long the largest size of a burst is kept after it.",
            "5m");

    static final Setting<Fallback> WHEN_BLIND = withDefault(
            "WHEN_BLIND",
            TARGET,
            BlindText.type(),
            new Fallback.Hold(),
            "What to do while nothing can be read: keep the size, go on to what was last asked for, or go to a size if"
                    + " that is larger.",
            "4");

    static final Setting<Integer> BLIND_AFTER = withDefault(
            "BLIND_AFTER",
            TARGET,
            ValueTypes.wholeNumber(1, 1000, "a whole number of rounds, 1 to 1000"),
            3,
            "How many rounds in a row must be blind before that is done.",
            "5");

    private BehaviorSettings() {}

    /** Returns the settings of which any makes a signal followed by itself. */
    static List<Setting<?>> ofTrack() {
        return List.of(
                SCALE_OUT_TOLERANCE,
                SCALE_IN_TOLERANCE,
                SCALE_OUT_STABILIZATION,
                SCALE_IN_STABILIZATION,
                SCALE_OUT_RATE,
                SCALE_IN_RATE);
    }

    static List<Setting<?>> ofTarget() {
        return List.of(
                SCALE_OUT_COOLDOWN,
                SCALE_IN_COOLDOWN,
                COMBINE,
                BURST_WINDOW,
                BURST_THRESHOLD,
                BURST_HOLD,
                WHEN_BLIND,
                BLIND_AFTER);
    }
}
