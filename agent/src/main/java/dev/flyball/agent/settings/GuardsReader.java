package dev.flyball.agent.settings;

import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.agent.settings.Resources.Resource;
import dev.flyball.agent.settings.SignalReader.SignalRead;
import dev.flyball.agent.settings.SizeReader.Sizes;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Blindness;
import dev.flyball.core.guard.Blindness.Fallback;
import dev.flyball.core.guard.Cooldown;
import dev.flyball.core.guard.ZeroScaling;
import dev.flyball.core.policy.Burst;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Steps;
import dev.flyball.core.signal.Reads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads the rules of the whole target, whatever its signals ask for. */
final class GuardsReader {

    private final Lookup lookup;
    private final Model model;
    private final List<SignalRead> signals;
    private final Consumer<Problem> problems;
    private final Consumer<String> warnings;

    GuardsReader(
            Lookup lookup,
            Model model,
            List<SignalRead> signals,
            Consumer<Problem> problems,
            Consumer<String> warnings) {
        this.lookup = lookup;
        this.model = model;
        this.signals = List.copyOf(signals);
        this.problems = problems;
        this.warnings = warnings;
    }

    Optional<Cooldown> cooldown() {
        Optional<Duration> out = pick(
                BehaviorSettings.SCALE_OUT_COOLDOWN, policy -> policy.cooldown().scaleOut());
        Optional<Duration> in = pick(
                BehaviorSettings.SCALE_IN_COOLDOWN, policy -> policy.cooldown().scaleIn());
        return out.flatMap(known -> in.map(other -> new Cooldown(known, other)));
    }

    /** Returns the burst mode, or none; empty if that cannot be known. */
    Optional<Optional<Burst>> burst() {
        Optional<Optional<Duration>> window =
                pick(BehaviorSettings.BURST_WINDOW, policy -> policy.burst().map(Burst::window));
        Optional<Double> threshold = pickBurst(BehaviorSettings.BURST_THRESHOLD, Burst::threshold);
        Optional<Duration> hold = pickBurst(BehaviorSettings.BURST_HOLD, Burst::hold);
        if (window.isEmpty() || threshold.isEmpty() || hold.isEmpty()) {
            return Optional.empty();
        }
        if (window.get().isEmpty()) {
            warnOfNoEffect(BehaviorSettings.BURST_WINDOW, "off", BehaviorSettings.BURST_THRESHOLD);
            warnOfNoEffect(BehaviorSettings.BURST_WINDOW, "off", BehaviorSettings.BURST_HOLD);
        }
        return Optional.of(window.get().map(length -> new Burst(length, threshold.get(), hold.get())));
    }

    Optional<Blindness> blindness(Optional<Sizes> sizes) {
        Optional<Picked<Fallback>> when = lookup.pick(BehaviorSettings.WHEN_BLIND);
        Optional<Integer> after = lookup.value(BehaviorSettings.BLIND_AFTER);
        if (when.isPresent() && when.get().value() instanceof Fallback.Hold) {
            warnOfNoEffect(BehaviorSettings.WHEN_BLIND, "hold", BehaviorSettings.BLIND_AFTER);
        }
        if (sizes.isPresent()
                && when.isPresent()
                && when.get().value() instanceof Fallback.AtLeast size
                && size.servers() > sizes.get().largest()) {
            warnings.accept(when.get().assignment() + ": is cut to "
                    + sizes.get().largest() + ", the most servers" + " allowed" + lookup.told());
        }
        return when.map(Picked::value)
                .flatMap(fallback -> after.map(rounds ->
                        fallback instanceof Fallback.Hold ? Blindness.hold() : new Blindness(rounds, fallback)));
    }

    /** Returns the rule for zero, or none; empty if that cannot be known. */
    Optional<Optional<ZeroScaling>> zero(Sizes sizes, Optional<Resource> resource) {
        Optional<Double> activation = lookup.value(SizeSettings.ACTIVATION);
        Optional<Duration> idle = lookup.pick(
                        SizeSettings.IDLE_TIME,
                        model.of(tracked(), Policy::zero)
                                .flatMap(Function.identity())
                                .map(ZeroScaling::grace),
                        model.source())
                .map(Picked::value);
        if (activation.isEmpty() || idle.isEmpty()) {
            return Optional.empty();
        }
        if (!sizes.zero().value()) {
            warnOfNoEffect(SizeSettings.SCALE_TO_ZERO, "off", SizeSettings.ACTIVATION);
            warnOfNoEffect(SizeSettings.SCALE_TO_ZERO, "off", SizeSettings.IDLE_TIME);
            return Optional.of(Optional.empty());
        }
        resource.ifPresent(known -> check(sizes.zero(), known));
        return Optional.of(Optional.of(new ZeroScaling(activation.get(), idle.get())));
    }

    private void check(Picked<Boolean> zero, Resource resource) {
        boolean seen = signals.stream().anyMatch(signal -> signal.kind().reads() == Reads.TOTAL);
        if (!signals.isEmpty() && !seen) {
            List<String> names = signals.stream().map(SignalRead::name).toList();
            TreeSet<String> others = new TreeSet<>(resource.platform().signals().keySet());
            others.removeIf(name -> resource.platform().signals().get(name).reads() != Reads.TOTAL);
            problems.accept(zero.problem("needs a signal that can be read without servers, which "
                    + String.join(" and ", names) + " cannot; "
                    + (others.isEmpty()
                            ? "no signal of " + resource.platform().scheme() + " targets can, so remove it"
                            : "use " + String.join(" or ", others))
                    + lookup.told()));
        }
        signals.stream()
                .filter(signal -> signal.aim().instead().orElse(null) instanceof Steps)
                .forEach(signal -> problems.accept(zero.problem("must not stand beside "
                        + signal.aim().by().assignment() + ", since steps always leave a server; remove one"
                        + lookup.told())));
    }

    private List<TrackedSignal> tracked() {
        return signals.stream().map(SignalRead::signal).toList();
    }

    private <T> Optional<T> pick(Setting<T> setting, Function<Policy, T> ofModel) {
        return lookup.pick(setting, model.of(tracked(), ofModel), model.source())
                .map(Picked::value);
    }

    private <T> Optional<T> pickBurst(Setting<T> setting, Function<Burst, T> value) {
        Optional<T> ofModel =
                model.of(tracked(), Policy::burst).flatMap(Function.identity()).map(value);
        return lookup.pick(setting, ofModel, model.source()).map(Picked::value);
    }

    /** What is set for all targets may be for another one. */
    private void warnOfNoEffect(Setting<?> cause, String value, Setting<?> effect) {
        lookup.ownValue(effect)
                .ifPresent(given -> warnings.accept(
                        given.assignment() + ": has no effect with " + lookup.own(cause) + "=" + value));
    }
}
