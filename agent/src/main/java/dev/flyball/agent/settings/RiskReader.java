package dev.flyball.agent.settings;

import dev.flyball.agent.settings.InForce.Source;
import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.agent.settings.SignalReader.SignalRead;
import dev.flyball.agent.settings.TracksReader.TrackRead;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.forecast.Risk;
import dev.flyball.core.forecast.RiskSizing;
import dev.flyball.core.policy.ByRisk;
import dev.flyball.core.policy.Combine;
import dev.flyball.core.port.Platform.Burden;
import dev.flyball.core.strategy.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads which signals are forecast, and how the forecast is sized by risk. */
final class RiskReader {

    private final Lookup lookup;
    private final Model model;
    private final Consumer<Problem> problems;
    private final Consumer<String> warnings;

    RiskReader(Lookup lookup, Model model, Consumer<Problem> problems, Consumer<String> warnings) {
        this.lookup = lookup;
        this.model = model;
        this.problems = problems;
        this.warnings = warnings;
    }

    /**
     * What keeps a signal from being forecast.
     *
     * @param source where that comes from
     * @param why completes "FLYBALL_RISK=low: must not ..."
     */
    private record Obstacle(Source source, String why) {

        static Obstacle beside(Picked<?> other, String why) {
            return new Obstacle(
                    new Source.Follows(other.variable()), "stand beside " + other.assignment() + ", " + why);
        }
    }

    /** Returns the signals whose load is forecast; none if the target follows its load as it is. */
    List<SignalRead> forecast(List<SignalRead> signals, Strategy strategy, Combine combine) {
        List<SignalRead> forecast = new ArrayList<>();
        Optional<Obstacle> first = Optional.empty();
        for (SignalRead signal : signals) {
            Optional<Obstacle> obstacle = ofTarget(signals, strategy, combine).or(() -> ofSignal(signal, signals));
            if (obstacle.isPresent()) {
                refuse(signal.lookup().ownValue(RiskSettings.FORECAST).filter(Picked::value), obstacle);
                signal.lookup()
                        .pick(
                                RiskSettings.FORECAST,
                                Optional.of(false),
                                obstacle.get().source());
            } else if (wanted(signal)) {
                forecast.add(signal);
            }
            first = first.or(() -> obstacle);
        }
        if (!signals.isEmpty() && forecast.isEmpty()) {
            Optional<Obstacle> why = first.or(() -> Optional.of(off(signals.get(0))));
            refuse(lookup.ownValue(RiskSettings.RISK), why);
            Stream.of(RiskSettings.SLO_WAIT, RiskSettings.COLD_START)
                    .flatMap(setting -> lookup.ownValue(setting).stream())
                    .forEach(given -> warnings.accept(
                            given.assignment() + ": has no effect, since no load is forecast" + lookup.told()));
        }
        return List.copyOf(forecast);
    }

    private void refuse(Optional<? extends Picked<?>> given, Optional<Obstacle> obstacle) {
        given.ifPresent(value -> obstacle.ifPresent(
                known -> problems.accept(value.problem("must not " + known.why() + "; remove one" + lookup.told()))));
    }

    private boolean wanted(SignalRead signal) {
        boolean load = !signal.kind().waits() && signal.kind().burden() == Burden.SHARED;
        return signal.lookup()
                .pick(RiskSettings.FORECAST, load ? Optional.empty() : Optional.of(false))
                .map(Picked::value)
                .orElse(false);
    }

    private Obstacle off(SignalRead signal) {
        return signal.lookup()
                .given(RiskSettings.FORECAST)
                .map(given -> Obstacle.beside(given, "which follows the load as it is"))
                .orElse(new Obstacle(
                        new Source.Platform(),
                        "be set, since signal " + signal.name() + " says little of the load to come, unless "
                                + signal.lookup().own(RiskSettings.FORECAST) + "=on says otherwise"));
    }

    private Optional<Obstacle> ofTarget(List<SignalRead> signals, Strategy strategy, Combine combine) {
        if (!model.own()) {
            return Optional.of(Obstacle.beside(model.name(), "which knows no forecast"));
        }
        if (strategy != Strategy.HORIZONTAL) {
            return lookup.given(StrategySettings.STRATEGY)
                    .map(given -> Obstacle.beside(given, "since only the number of servers can be forecast"));
        }
        boolean all = combine == Combine.ALL && signals.size() > 1;
        return lookup.given(BehaviorSettings.COMBINE)
                .filter(given -> all)
                .map(given -> Obstacle.beside(given, "which asks each signal for the load as it is"));
    }

    private Optional<Obstacle> ofSignal(SignalRead signal, List<SignalRead> signals) {
        if (signal.aim().instead().isPresent()) {
            return Optional.of(Obstacle.beside(signal.aim().by(), "which says how many servers a load needs"));
        }
        return signals.size() == 1
                ? Optional.empty()
                : TracksReader.ownBehavior(signal)
                        .map(given -> Obstacle.beside(
                                given, "since a signal that is followed by itself is followed as it is"));
    }

    /** Returns the sizing of what this track forecasts, or empty after telling why it cannot be known. */
    Optional<ByRisk> read(TrackRead track) {
        Optional<Risk> risk = lookup.value(RiskSettings.RISK);
        Optional<Duration> sloWait = lookup.value(RiskSettings.SLO_WAIT);
        Optional<Duration> coldStart = lookup.value(RiskSettings.COLD_START);
        boolean spoiled = coldStart.isEmpty() && !lookup.unset(RiskSettings.COLD_START);
        if (risk.isEmpty() || sloWait.isEmpty() || spoiled) {
            return Optional.empty();
        }
        RiskSizing sizing = new RiskSizing(
                risk.get(), coldStart, sloWait.get(), fullLoad(track.signals()), true, OptionalDouble.empty());
        return Optional.of(new ByRisk(sizing, track.behavior().asSet()));
    }

    /** What a server can carry beyond its set point is known of fractions only; of several signals the least counts. */
    private static double fullLoad(List<SignalRead> signals) {
        return signals.stream()
                .map(signal -> signal.signal().setPoint())
                .mapToDouble(point -> point.unit() == SetPoint.Unit.UTILIZATION ? Math.max(1, 1 / point.value()) : 1)
                .min()
                .orElse(1);
    }
}
