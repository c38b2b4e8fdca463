package dev.flyball.agent.settings;

import dev.flyball.agent.settings.BehaviorReader.BehaviorRead;
import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.agent.settings.SignalReader.SignalRead;
import dev.flyball.agent.settings.SizeReader.Sizes;
import dev.flyball.agent.settings.TracksReader.TrackRead;
import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.Saturation;
import dev.flyball.core.policy.Overloads;
import dev.flyball.core.policy.Steps;
import dev.flyball.core.policy.Steps.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds what is allowed, but cannot do what was probably meant: loads that are never reached, tolerances that hide
 * steps or nothing, and steps and thresholds whose servers come and go.
 */
final class Cautions {

    private final Lookup lookup;
    private final Sizes sizes;
    private final List<String> warnings = new ArrayList<>();

    private Cautions(Lookup lookup, Sizes sizes) {
        this.lookup = lookup;
        this.sizes = sizes;
    }

    /** Returns one line for each thing that is odd, for people. */
    static List<String> of(Lookup lookup, Sizes sizes, List<TrackRead> tracks) {
        Cautions cautions = new Cautions(lookup, sizes);
        for (TrackRead track : tracks) {
            track.signals().forEach(signal -> cautions.look(signal, track.behavior()));
            cautions.toleranceWithoutEffect(track);
        }
        return List.copyOf(cautions.warnings);
    }

    private void look(SignalRead signal, BehaviorRead behavior) {
        Picked<?> by = signal.aim().by();
        if (signal.aim().instead().orElse(null) instanceof Steps steps) {
            stepsOutOfReach(signal, steps, by);
            stepsWithinTolerance(steps, by, behavior);
            stepsThatTakeTurns(steps, by);
            stepsOfTheWholeRange(steps, by);
        } else if (signal.aim().instead().orElse(null) instanceof Overloads overloads) {
            thresholdOutOfReach(signal, overloads, by);
            thresholdThatTakesTurns(by, behavior);
            hiddenFrom(1, behavior.out())
                    .ifPresent(size -> warn(behavior.out().assignment() + " with " + by.assignment() + ": from " + size
                            + " servers on, one more is within the tolerance, so that a single overloaded server adds"
                            + " none"));
        } else if (!signal.aim().learned()) {
            targetOutOfReach(signal, by, behavior);
        }
    }

    private void targetOutOfReach(SignalRead signal, Picked<?> by, BehaviorRead behavior) {
        Optional<Saturation> saturation = signal.signal().estimator() instanceof Proportional proportional
                ? proportional.saturation()
                : Optional.empty();
        if (saturation.isPresent()) {
            targetOutOfSight(signal, saturation.get(), by);
            return;
        }
        double highest = 1 / (1 + behavior.out().value());
        if (signal.kind().saturates() && signal.signal().setPoint().value() >= highest) {
            warn(by.assignment() + " with " + behavior.out().assignment() + ": signal " + signal.name()
                    + " never rises above 1, so that no server can ever be added; lower one of them");
        }
    }

    private void targetOutOfSight(SignalRead signal, Saturation saturation, Picked<?> by) {
        double held = saturation.held(signal.signal().setPoint());
        if (held < signal.signal().setPoint().value()) {
            warn(by.assignment() + ": signal " + signal.name() + " shows at most "
                    + SignalSettings.AMOUNT.show(saturation.ceiling())
                    + ", where load that fits cannot be told from more; servers are held to "
                    + SignalSettings.AMOUNT.show(held));
        }
    }

    private void thresholdOutOfReach(SignalRead signal, Overloads overloads, Picked<?> by) {
        if (signal.kind().saturates() && overloads.threshold() >= 1) {
            warn(by.assignment() + ": signal " + signal.name()
                    + " never rises above 1, so that no server ever counts as overloaded; lower it");
        }
    }

    private void stepsOutOfReach(SignalRead signal, Steps steps, Picked<?> by) {
        if (signal.kind().saturates()) {
            AimReader.adding(steps)
                    .filter(step -> step.bound() > 1)
                    .findFirst()
                    .ifPresent(step -> warn(by.assignment() + ": signal " + signal.name()
                            + " never rises above 1, so that step " + StepsText.show(step) + " is never reached"));
        }
    }

    private void stepsWithinTolerance(Steps steps, Picked<?> by, BehaviorRead behavior) {
        for (Step step : steps.steps()) {
            Picked<Double> tolerance = step.change() > 0 ? behavior.out() : behavior.in();
            hiddenFrom(Math.abs(step.change()), tolerance)
                    .ifPresent(size -> warn(tolerance.assignment() + " with " + by.assignment() + ": from " + size
                            + " servers on, step " + StepsText.show(step)
                            + " is within the tolerance, so that it does nothing"));
        }
    }

    /** Returns the size from which a change is within the tolerance, if the target can be so large. */
    private OptionalInt hiddenFrom(int change, Picked<Double> tolerance) {
        double size = Math.ceil(change / tolerance.value() - 1e-9);
        return size < sizes.largest() ? OptionalInt.of((int) size) : OptionalInt.empty();
    }

    private void stepsThatTakeTurns(Steps steps, Picked<?> by) {
        int size = sizes.smallest();
        Optional<Step> removing = AimReader.removing(steps).reduce((lower, higher) -> higher);
        AimReader.adding(steps)
                .filter(step -> removing.isPresent()
                        && step.bound() * size / (size + step.change())
                                < removing.get().bound())
                .findFirst()
                .ifPresent(step -> warn(by.assignment() + ": at " + servers(size) + ", step " + StepsText.show(step)
                        + " leaves less than "
                        + SignalSettings.AMOUNT.show(removing.get().bound())
                        + " for each, so that servers it adds are removed again"));
    }

    private void stepsOfTheWholeRange(Steps steps, Picked<?> by) {
        int range = sizes.largest() - sizes.smallest();
        steps.steps().stream()
                .filter(step -> range > 1 && Math.abs(step.change()) >= range)
                .findFirst()
                .ifPresent(step -> warn(by.assignment() + " and " + sizes.max() + ": step " + StepsText.show(step)
                        + " alone is the whole range of sizes"));
    }

    private void thresholdThatTakesTurns(Picked<?> by, BehaviorRead behavior) {
        if (behavior.behavior().stabilization().scaleIn().isZero()) {
            warn(by.assignment() + " with " + lookup.own(BehaviorSettings.SCALE_IN_STABILIZATION)
                    + "=0s: servers are removed as soon as the rest would be at the threshold on average, where uneven"
                    + " load adds them again");
        }
    }

    private void toleranceWithoutEffect(TrackRead track) {
        Picked<Double> in = track.behavior().in();
        boolean counts = track.signals().stream()
                .anyMatch(signal -> signal.aim().instead().isPresent());
        if (in.set() && in.value() > 0 && !counts && in.value() * sizes.largest() < 1) {
            warn(in.assignment() + ": has no effect up to " + servers(sizes.largest())
                    + ", since one server is a larger part of the size than that");
        }
    }

    private static String servers(int count) {
        return count == 1 ? "1 server" : count + " servers";
    }

    private void warn(String text) {
        warnings.add(text + lookup.told());
    }
}
