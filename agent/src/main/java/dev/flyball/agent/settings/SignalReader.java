package dev.flyball.agent.settings;

import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.agent.settings.Resources.Resource;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Platform.SignalKind;
import dev.flyball.core.signal.Query;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads by which signal a target is scaled, and what it is held to. */
final class SignalReader {

    private final Lookup lookup;
    private final Consumer<Problem> problems;

    SignalReader(Lookup lookup, Consumer<Problem> problems) {
        this.lookup = lookup;
        this.problems = problems;
    }

    /** Returns the setting that holds the set point of such signals. */
    static Setting<Double> settingOf(SetPoint.Unit unit) {
        return unit == SetPoint.Unit.UTILIZATION ? SettingsTable.TARGET_UTILIZATION : SettingsTable.TARGET_PER_SERVER;
    }

    /** Returns the signal of this resource, or empty after telling why there is none. */
    Optional<TrackedSignal> read(Resource resource) {
        Platform platform = resource.platform();
        Optional<Picked<String>> signal = lookup.pick(SettingsTable.SIGNAL, Optional.of(platform.defaultSignal()));
        if (signal.isEmpty()) {
            return Optional.empty();
        }
        SignalKind kind = platform.signals().get(signal.get().value());
        if (kind == null) {
            problems.accept(unknown(signal.get(), platform));
            return Optional.empty();
        }
        String name = signal.get().value();
        Optional<Double> setPoint = setPoint(name, kind);
        Optional<Duration> maxAge =
                lookup.pick(SettingsTable.MAX_AGE, Optional.of(kind.maxAge())).map(Picked::value);
        return setPoint.flatMap(value -> maxAge.map(
                age -> new TrackedSignal(new Query(resource.id(), name), new SetPoint(kind.unit(), value), age)));
    }

    private Problem unknown(Picked<String> signal, Platform platform) {
        TreeSet<String> names = new TreeSet<>(platform.signals().keySet());
        return Problem.ofValue(
                signal.variable(),
                signal.value(),
                "must be " + String.join(" or ", names) + " for " + platform.scheme() + " targets" + lookup.ofTarget(),
                Spelling.nearest(signal.value(), names));
    }

    private Optional<Double> setPoint(String signal, SignalKind kind) {
        Setting<Double> setting = settingOf(kind.unit());
        Setting<Double> other = setting == SettingsTable.TARGET_UTILIZATION
                ? SettingsTable.TARGET_PER_SERVER
                : SettingsTable.TARGET_UTILIZATION;
        // What is set for all targets may be for another target's signal.
        Optional<Problem> wrong = lookup.ownValue(other).map(given -> wrong(signal, kind, other, setting, given));
        wrong.ifPresent(problems);
        Optional<Picked<Double>> picked =
                lookup.pick(setting, kind.defaultSetPoint().map(SetPoint::value));
        if (picked.isEmpty() && wrong.isEmpty() && lookup.unset(setting)) {
            problems.accept(Problem.ofVariable(
                    lookup.own(setting),
                    "is not set: must be " + setting.type().allowed() + ", for example " + setting.example()
                            + ", since signal " + signal + takes(kind),
                    Optional.empty()));
        }
        return picked.map(Picked::value);
    }

    private Problem wrong(
            String signal,
            SignalKind kind,
            Setting<Double> other,
            Setting<Double> setting,
            Variables.Given<Double> given) {
        return Problem.ofValue(
                given.variable(),
                other.type().show(given.value()),
                "must not be set, since signal " + signal + takes(kind)
                        + (lookup.unset(setting)
                                ? "; set " + lookup.own(setting) + " instead"
                                : "; remove it, " + lookup.own(setting) + " is enough"),
                Optional.empty());
    }

    private static String takes(SignalKind kind) {
        return kind.unit() == SetPoint.Unit.UTILIZATION
                ? " is held to a fraction of capacity"
                : " is held to an amount per server";
    }
}
