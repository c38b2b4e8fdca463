package dev.flyball.agent.settings;

import dev.flyball.agent.settings.AimReader.Aim;
import dev.flyball.agent.settings.InForce.Source;
import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Persistence;
import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Behavior;
import dev.flyball.core.policy.HpaSize;
import dev.flyball.core.policy.Smoothing;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.policy.Track;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads how readily and how fast signals are followed. */
final class BehaviorReader {

    private static final Tolerance NO_TOLERANCE = new Tolerance(0, 0);

    private final Lookup lookup;
    private final Usual usual;

    BehaviorReader(Lookup lookup, Usual usual) {
        this.lookup = lookup;
        this.usual = usual;
    }

    /**
     * What holds where nothing is set, instead of the table's defaults.
     *
     * @param tolerance the tolerance, if it differs
     * @param behavior all else, if it differs
     * @param source why
     */
    record Usual(Optional<Tolerance> tolerance, Optional<Behavior> behavior, Source source) {

        /** Returns what holds for these signals: steps and thresholds are bands by themselves. */
        static Usual of(Model model, List<TrackedSignal> signals, Aim aim) {
            if (aim.instead().isPresent()) {
                return new Usual(
                        Optional.of(NO_TOLERANCE),
                        Optional.empty(),
                        new Source.Follows(aim.by().variable()));
            }
            Optional<Tolerance> tolerance =
                    model.of(signals, policy -> hpaSize(policy.signals().get(0))
                            .map(HpaSize::tolerance)
                            .orElse(policy.tracks().get(0).behavior().tolerance()));
            return new Usual(
                    tolerance,
                    model.of(signals, policy -> policy.tracks().get(0).behavior()),
                    model.source());
        }
    }

    /**
     * A behavior that was read.
     *
     * @param behavior the behavior
     * @param out the tolerance on the way out
     * @param in the tolerance on the way in
     * @param inWindow the scale-in stabilization
     */
    record BehaviorRead(Behavior behavior, Picked<Double> out, Picked<Double> in, Picked<Duration> inWindow) {

        /** Returns this behavior with neither tolerance nor scale-in window, except as somebody set them. */
        Behavior asSet() {
            Tolerance tolerance = new Tolerance(out.set() ? out.value() : 0, in.set() ? in.value() : 0);
            Duration window = inWindow.set() ? inWindow.value() : Duration.ZERO;
            return behavior.tolerating(tolerance)
                    .stabilized(new Stabilization(behavior.stabilization().scaleOut(), window));
        }

        /** Returns the track of these signals; the HPA's tolerance belongs to its estimate. */
        Track follow(List<TrackedSignal> signals) {
            boolean asHpa = hpaSize(signals.get(0)).isPresent();
            List<TrackedSignal> tolerant = signals.stream()
                    .map(signal -> hpaSize(signal)
                            .map(size -> signal.estimatedBy(new HpaSize(behavior.tolerance(), size.startUp())))
                            .orElse(signal))
                    .toList();
            return new Track(
                    tolerant,
                    asHpa
                            ? new Behavior(
                                    NO_TOLERANCE,
                                    behavior.smoothing(),
                                    behavior.stabilization(),
                                    behavior.persistence(),
                                    behavior.scaleOut(),
                                    behavior.scaleIn())
                            : behavior);
        }
    }

    /** Returns the behavior, or empty if that cannot be known because of a problem that is already told. */
    Optional<BehaviorRead> read() {
        Optional<Behavior> base = usual.behavior();
        Optional<Picked<Double>> out =
                pick(BehaviorSettings.SCALE_OUT_TOLERANCE, usual.tolerance().map(Tolerance::scaleOut));
        Optional<Picked<Double>> in =
                pick(BehaviorSettings.SCALE_IN_TOLERANCE, usual.tolerance().map(Tolerance::scaleIn));
        Optional<Stabilization> windows = base.map(Behavior::stabilization);
        Optional<Picked<Duration>> outWindow =
                pick(BehaviorSettings.SCALE_OUT_STABILIZATION, windows.map(Stabilization::scaleOut));
        Optional<Picked<Duration>> inWindow =
                pick(BehaviorSettings.SCALE_IN_STABILIZATION, windows.map(Stabilization::scaleIn));
        Optional<Picked<RateLimit>> outRate = pick(BehaviorSettings.SCALE_OUT_RATE, base.map(Behavior::scaleOut));
        Optional<Picked<RateLimit>> inRate = pick(BehaviorSettings.SCALE_IN_RATE, base.map(Behavior::scaleIn));
        if (out.isEmpty()
                || in.isEmpty()
                || outWindow.isEmpty()
                || inWindow.isEmpty()
                || outRate.isEmpty()
                || inRate.isEmpty()) {
            return Optional.empty();
        }
        Behavior behavior = new Behavior(
                new Tolerance(out.get().value(), in.get().value()),
                base.map(Behavior::smoothing).orElse(Smoothing.none()),
                new Stabilization(outWindow.get().value(), inWindow.get().value()),
                base.map(Behavior::persistence).orElse(Persistence.none()),
                outRate.get().value(),
                inRate.get().value());
        return Optional.of(new BehaviorRead(behavior, out.get(), in.get(), inWindow.get()));
    }

    private <T> Optional<Picked<T>> pick(Setting<T> setting, Optional<T> instead) {
        return lookup.pick(setting, instead, usual.source());
    }

    private static Optional<HpaSize> hpaSize(TrackedSignal signal) {
        return signal.estimator() instanceof HpaSize size ? Optional.of(size) : Optional.empty();
    }
}
