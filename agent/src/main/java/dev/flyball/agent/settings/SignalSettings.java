package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Setting.Scope.SIGNAL;
import static dev.flyball.agent.settings.Setting.Scope.SIGNAL_ALONE;
import static dev.flyball.agent.settings.Setting.withDefault;
import static dev.flyball.agent.settings.Setting.withoutDefault;

import dev.flyball.agent.settings.ExpressionReader.Answer;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The settings of what is looked at, and how many servers follow from it. */
final class SignalSettings {

    private static final String BY_SIGNAL = "by signal";

    static final ValueType<Double> FRACTION = ValueTypes.fraction(
            number -> number >= 0.01 && number <= 5, "a fraction, 0.01 to 1 (to 5 for use relative to a request)");
    static final ValueType<Double> AMOUNT = ValueTypes.number(number -> number > 0, "a number above 0");

    static final Setting<String> SIGNAL_NAME = withoutDefault(
            "SIGNAL",
            SIGNAL_ALONE,
            ValueTypes.text("a signal of the platform"),
            "by platform",
            "What load is measured by.",
            "cpu");

    static final Setting<String> QUERY = withoutDefault(
            "QUERY",
            SIGNAL_ALONE,
            ValueTypes.text("a query in the language of the signal's source"),
            "by signal",
            "What to ask the signal's source, for signals that take a query.",
            "sum(rate(http_requests_total{service=\"chat\"}[1m]))");

    static final Setting<Answer> READS = withoutDefault(
            "READS",
            SIGNAL_ALONE,
            ValueTypes.oneOf(List.of(Answer.values()), value -> value.name().toLowerCase(Locale.ROOT)),
            "by signal; total where a query must be set, average if it tells the load of each server",
            "What the query yields: one total of the target, an average per server, or a fraction of capacity.",
            "average");

    static final Setting<Double> TARGET_UTILIZATION = withoutDefault(
            "TARGET_UTILIZATION",
            SIGNAL,
            FRACTION,
            BY_SIGNAL,
            "The part of its capacity that each server should use; for signals that are a fraction of capacity.",
            "0.6");

    static final Setting<Double> TARGET_PER_SERVER = withoutDefault(
            "TARGET_PER_SERVER",
            SIGNAL,
            AMOUNT,
            BY_SIGNAL,
            "How much each server should carry, in the signal's unit; for signals that are an amount.",
            "30");

    static final Setting<Steps> STEPS = withoutDefault(
            "STEPS",
            SIGNAL,
            StepsText.type(),
            "none",
            "Instead of a target: how many servers to add from a load of one server on, or to remove below it.",
            "0.2:-1,0.5:+1,0.8:+3");

    static final Setting<Double> THRESHOLD = withoutDefault(
            "THRESHOLD",
            SIGNAL,
            AMOUNT,
            "none",
            "Instead of a target: the load of one server above which it counts as overloaded. One server is added for"
                    + " each that is.",
            "0.8");

    static final Setting<Optional<Double>> SATURATES_AT = withoutDefault(
            "SATURATES_AT",
            SIGNAL_ALONE,
            ValueTypes.amountOrOff(),
            "1 for signals that are known to end there, else off",
            "The most that a server can show, however large its load is. The load of servers that are full is estimated,"
                    + " see decisions.md. Use on Kubernetes is relative to a request: if the limit is twice that, 2.",
            "2");

    static final Setting<Duration> SLO = withoutDefault(
            "SLO",
            SIGNAL_ALONE,
            ValueTypes.duration(Duration.ofMillis(1), Duration.ofHours(1)),
            "none",
            "The signal is how long requests take, in seconds, and this is how long they may. What a server carries within"
                    + " that time is learned for the signals that have no target, see decisions.md.",
            "500ms");

    static final Setting<Duration> WARM_UP = withDefault(
            "WARM_UP",
            SIGNAL,
            ValueTypes.duration(Duration.ZERO, Duration.ofMinutes(30)),
            Duration.ZERO,
            "How long a server that has become ready does not count yet, because what it uses is not load.",
            "2m");

    static final Setting<Duration> WINDOW = withDefault(
            "WINDOW",
            SIGNAL,
            ValueTypes.duration(Duration.ZERO, TrackedSignal.LONGEST_WINDOW),
            Duration.ZERO,
            "The time over which demands are averaged; 0s takes the newest alone.",
            "1m");

    static final Setting<Double> WEIGHT = withDefault("WEIGHT", SIGNAL, AMOUNT, 1.0, "A factor for the demand.", "1.2");

    static final Setting<Duration> MAX_AGE = withoutDefault(
            "MAX_AGE",
            SIGNAL,
            ValueTypes.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            BY_SIGNAL,
            "The age above which a reading counts as missing.",
            "2m");

    private SignalSettings() {}

    static List<Setting<?>> all() {
        return List.of(
                SIGNAL_NAME,
                QUERY,
                READS,
                TARGET_UTILIZATION,
                TARGET_PER_SERVER,
                STEPS,
                THRESHOLD,
                SATURATES_AT,
                SLO,
                WARM_UP,
                WINDOW,
                WEIGHT,
                MAX_AGE);
    }

    /** Returns the setting that holds the set point of such signals. */
    static Setting<Double> setPoint(SetPoint.Unit unit) {
        return unit == SetPoint.Unit.UTILIZATION ? TARGET_UTILIZATION : TARGET_PER_SERVER;
    }

    /** Returns what the load of one server may be for such signals. */
    static ValueType<Double> load(SetPoint.Unit unit) {
        return unit == SetPoint.Unit.UTILIZATION ? FRACTION : AMOUNT;
    }
}
