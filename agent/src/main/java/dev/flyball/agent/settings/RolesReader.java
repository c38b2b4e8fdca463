package dev.flyball.agent.settings;

import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.agent.settings.SignalReader.SignalRead;
import dev.flyball.agent.settings.StrategyReader.StrategyRead;
import dev.flyball.core.demand.CapacityLearning;
import dev.flyball.core.demand.Fullest;
import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Backlog;
import dev.flyball.core.port.Platform.Burden;
import dev.flyball.core.strategy.Sizing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Sorts signals by what they are for: the load that arrives, what waits, and what makes one server too small. */
final class RolesReader {

    private final Lookup lookup;
    private final StrategyRead strategy;
    private final Consumer<Problem> problems;
    private final Consumer<String> warnings;

    RolesReader(Lookup lookup, StrategyRead strategy, Consumer<Problem> problems, Consumer<String> warnings) {
        this.lookup = lookup;
        this.strategy = strategy;
        this.problems = problems;
        this.warnings = warnings;
    }

    /**
     * Signals by what they are for.
     *
     * @param loads at least one
     * @param backlog what waits, if anything is said to
     * @param sizing how servers may be made larger
     */
    record Roles(List<SignalRead> loads, Optional<Backlog> backlog, Sizing sizing) {}

    /** Returns the roles of these signals, or empty after telling why they cannot be known. */
    Optional<Roles> read(List<SignalRead> signals) {
        List<SignalRead> loads = new ArrayList<>();
        List<Backlog> backlogs = new ArrayList<>();
        List<TrackedSignal> ofServer = new ArrayList<>();
        List<TrackedSignal> ofRequest = new ArrayList<>();
        List<SignalRead> teachers =
                signals.stream().filter(signal -> signal.slo().isPresent()).toList();
        boolean wrong = !teachesOne(teachers, signals);
        for (SignalRead signal : signals) {
            if (teachers.contains(signal)) {
                continue;
            }
            Optional<Picked<Duration>> drain = signal.lookup().pick(StrategySettings.DRAIN);
            Burden burden = burden(signal);
            wrong |= !endsWhateverTheSize(signal);
            if (drain.isPresent()) {
                wrong |= !drains(signal, drain.get(), backlogs);
            } else if (burden == Burden.SHARED) {
                loads.add(teachers.isEmpty() ? signal : taught(signal, teachers.get(0)));
            } else {
                TrackedSignal alone = signal.signal().estimatedBy(new Fullest());
                (burden == Burden.SERVER ? ofServer : ofRequest).add(alone);
            }
        }
        if (loads.isEmpty() && !signals.isEmpty() && !wrong) {
            problems.accept(Problem.ofVariable(
                    lookup.own(SignalSettings.SIGNAL_NAME),
                    "must name a load that servers share too, such as requests or cpu, beside what waits or what each"
                            + " server has by itself",
                    Optional.empty()));
        }
        return loads.isEmpty() || wrong
                ? Optional.empty()
                : Optional.of(new Roles(
                        loads,
                        backlogs.stream().findFirst(),
                        new Sizing(strategy.strategy(), strategy.sizes(), ofServer, ofRequest)));
    }

    private static SignalRead taught(SignalRead load, SignalRead teacher) {
        return load.aim().learned() && load.signal().estimator() instanceof Proportional proportional
                ? load.estimatedBy(new CapacityLearning(proportional, teacher.signal()))
                : load;
    }

    private boolean teachesOne(List<SignalRead> teachers, List<SignalRead> signals) {
        if (teachers.isEmpty()) {
            return true;
        }
        Picked<Duration> slo = teachers.get(0).slo().orElseThrow();
        teachers.stream()
                .skip(1)
                .forEach(other -> problems.accept(other.slo()
                        .orElseThrow()
                        .problem("must be set for one signal only, but " + slo.assignment()
                                + " is set too; remove one")));
        if (strategy.resizes()) {
            problems.accept(
                    slo.problem("must not be set, since servers of different sizes carry different loads; remove"
                            + " it, or set " + lookup.own(StrategySettings.STRATEGY) + "=horizontal"));
        }
        if (signals.size() > teachers.size()
                && signals.stream().noneMatch(signal -> signal.aim().learned())) {
            warnings.accept(slo.assignment() + ": has no effect, since each other signal has a target" + lookup.told());
        }
        return teachers.size() == 1 && !strategy.resizes();
    }

    /** An amount that a server can show at most would be another one for each size. */
    private boolean endsWhateverTheSize(SignalRead signal) {
        Optional<Picked<Optional<Double>>> ceiling = signal.lookup()
                .given(SignalSettings.SATURATES_AT)
                .filter(given -> given.value().isPresent()
                        && strategy.resizes()
                        && signal.signal().setPoint().unit() == SetPoint.Unit.PER_SERVER);
        ceiling.ifPresent(given -> problems.accept(given.problem("must not be set, since " + signal.name()
                + " is an amount, of which servers of different sizes can show different ones; remove it, or set "
                + lookup.own(StrategySettings.STRATEGY) + "=horizontal")));
        return ceiling.isEmpty();
    }

    /** With one size of server, whatever is too much can only be met by more of them. */
    private Burden burden(SignalRead signal) {
        if (strategy.resizes()) {
            return signal.lookup()
                    .pick(StrategySettings.BURDEN, Optional.of(signal.kind().burden()))
                    .map(Picked::value)
                    .orElse(Burden.SHARED);
        }
        if (signal.lookup().given(StrategySettings.BURDEN).isPresent()) {
            signal.lookup()
                    .pick(StrategySettings.BURDEN)
                    .ifPresent(given -> warnings.accept(given.assignment() + ": has no effect, since "
                            + lookup.own(StrategySettings.STRATEGY) + " is horizontal"));
        }
        return Burden.SHARED;
    }

    private boolean drains(SignalRead signal, Picked<Duration> drain, List<Backlog> backlogs) {
        if (signal.signal().setPoint().unit() != SetPoint.Unit.PER_SERVER
                || signal.aim().instead().isPresent()) {
            problems.accept(drain.problem("must not be set, since " + signal.name()
                    + " is not held to an amount per server, which would be what one works off in a second"));
            return false;
        }
        if (!backlogs.isEmpty()) {
            problems.accept(drain.problem("must be set for one signal only, but "
                    + backlogs.get(0).queue().query().signal() + " is a backlog too"));
            return false;
        }
        backlogs.add(new Backlog(signal.signal(), drain.value()));
        return true;
    }
}
