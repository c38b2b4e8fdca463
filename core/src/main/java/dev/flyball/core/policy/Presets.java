package dev.flyball.core.policy;

import dev.flyball.core.demand.Estimator;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Blindness;
import dev.flyball.core.guard.Cooldown;
import dev.flyball.core.guard.Persistence;
import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.guard.RateLimit.Rate;
import dev.flyball.core.guard.RateLimit.Rate.Unit;
import dev.flyball.core.guard.Schedule;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.guard.ZeroScaling;
import dev.flyball.core.target.Bounds;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Policies that decide as well-known autoscalers do, by name: the same pipeline with their rules and constants. Where
 * they differ from their model, docs/presets.md says so. Pure, and safe for use by several threads.
 *
 * <p>A preset replaces how a signal is estimated and averaged, for that is part of what it imitates; its query, set
 * point, age and weight stay.
 */
public final class Presets {

    private static final Tolerance NO_TOLERANCE = new Tolerance(0, 0);
    private static final Stabilization AT_ONCE = new Stabilization(Duration.ZERO, Duration.ZERO);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private Presets() {}

    /**
     * What a user of those systems sets, and presets of others do not look at.
     *
     * @param activation for {@code keda}: the demand, in servers, above which zero is left; a trigger's activation
     *     threshold divided by its target
     * @param smoothing for {@code ray}: its upscaling and downscaling factors
     */
    public record Knobs(double activation, Smoothing smoothing) {

        public Knobs {
            Objects.requireNonNull(smoothing, "smoothing");
        }

        /** Returns what those systems have where nothing is set. */
        public static Knobs defaults() {
            return new Knobs(0, Smoothing.none());
        }
    }

    /** Returns the names, the default first. */
    public static List<String> names() {
        return List.of("flyball", "hpa", "keda", "kpa", "sagemaker", "ray");
    }

    /**
     * Returns the policy of this name.
     *
     * @param name one of {@link #names()}
     * @param bounds the sizes allowed; zero is used by {@code keda}, {@code kpa} and {@code ray}
     * @param signals what is looked at, at least one
     * @param knobs what else can be set
     * @throws IllegalArgumentException if there is no such preset; the message says which there are
     */
    public static Policy of(String name, Bounds bounds, List<TrackedSignal> signals, Knobs knobs) {
        return switch (name) {
            case "flyball" -> flyball(bounds, signals);
            case "hpa" -> hpa(bounds, signals);
            case "keda" -> keda(bounds, signals, knobs.activation());
            case "kpa" -> kpa(bounds, signals);
            case "sagemaker" -> sagemaker(bounds, signals);
            case "ray" -> ray(bounds, signals, knobs.smoothing());
            default ->
                throw new IllegalArgumentException("policy " + name + ": must be one of " + String.join(", ", names()));
        };
    }

    /** Flyball's own: tolerance 0.1 both ways, growth at once, shrinking to what 5 minutes have asked for. */
    private static Policy flyball(Bounds bounds, List<TrackedSignal> signals) {
        return new Policy(bounds, signals, new Tolerance(0.1, 0.1), new Stabilization(Duration.ZERO, FIVE_MINUTES));
    }

    /**
     * Kubernetes HPA v2 with the defaults of the controller manager and of the object (kubernetes/kubernetes:
     * pkg/controller/podautoscaler/{horizontal,replica_calculator}.go, pkg/apis/autoscaling/v2/defaults.go). The
     * tolerance is the estimator's, which compares it with the ratio.
     */
    private static Policy hpa(Bounds bounds, List<TrackedSignal> signals) {
        List<TrackedSignal> sized = signals.stream()
                .map(signal ->
                        signal.estimatedBy(hpaSize(signal.query().signal())).averagedOver(Duration.ZERO))
                .toList();
        Duration period = Duration.ofSeconds(15);
        RateLimit out = RateLimit.of(
                RateLimit.Select.MOST, new Rate(4, Unit.SERVERS, period), new Rate(100, Unit.PERCENT, period));
        RateLimit in = RateLimit.of(RateLimit.Select.MOST, new Rate(100, Unit.PERCENT, period));
        Behavior behavior = Behavior.of(NO_TOLERANCE, new Stabilization(Duration.ZERO, FIVE_MINUTES))
                .limitedTo(out, in);
        return new Policy(bounds, List.of(new Track(sized, behavior)));
    }

    private static Estimator hpaSize(String signal) {
        HpaSize.StartUp startUp = signal.equals("cpu") ? HpaSize.StartUp.ofCpu() : HpaSize.StartUp.ofOther();
        return new HpaSize(new Tolerance(0.1, 0.1), startUp);
    }

    /**
     * KEDA: the HPA between 1 and the most, and KEDA's own step between 0 and 1 with a cooldown period of 300 s
     * (kedacore/keda: apis/keda/v1alpha1/scaledobject_types.go, pkg/scaling/executor/scale_scaledobjects.go).
     */
    private static Policy keda(Bounds bounds, List<TrackedSignal> signals, double activation) {
        Policy hpa = hpa(bounds, signals);
        return with(hpa, Optional.empty(), Cooldown.none(), zero(bounds, activation, FIVE_MINUTES));
    }

    /**
     * Knative's pod autoscaler: 60 s stable window, panic over 6 s at twice the ready pods for 60 s, growth up to 1000
     * times the ready pods, shrinking to no less than half of them, 30 s of grace before zero (knative/serving:
     * pkg/autoscaler/scaling/autoscaler.go, pkg/autoscaler/config/config.go). Rates count from ready pods at each tick,
     * so their period does not matter.
     */
    private static Policy kpa(Bounds bounds, List<TrackedSignal> signals) {
        Duration window = Duration.ofSeconds(60);
        Duration tick = Duration.ofSeconds(2);
        Behavior behavior = Behavior.of(NO_TOLERANCE, AT_ONCE)
                .limitedTo(ofReady(new Rate(99_900, Unit.PERCENT, tick)), ofReady(new Rate(50, Unit.PERCENT, tick)));
        Policy stable = new Policy(bounds, List.of(new Track(averaged(signals, window), behavior)));
        Burst panic = new Burst(Duration.ofSeconds(6), 2, window);
        return with(stable, Optional.of(panic), Cooldown.none(), zero(bounds, 0, Duration.ofSeconds(30)));
    }

    private static RateLimit ofReady(Rate rate) {
        return new RateLimit(List.of(rate), RateLimit.Select.MOST, RateLimit.Base.READY);
    }

    /**
     * Target tracking of AWS Application Auto Scaling on SageMaker: out after 3 of 3 minutes above the target, in after
     * 15 of 15 below 0.9 of it, cooldowns of 300 s (docs.aws.amazon.com:
     * autoscaling/application/userguide/target-tracking-scaling-policy-overview.html). A larger size passes its
     * scale-out cooldown, and the demand counts what was added, so growth needs no cooldown here.
     */
    private static Policy sagemaker(Bounds bounds, List<TrackedSignal> signals) {
        Behavior behavior = Behavior.of(new Tolerance(0, 0.1), AT_ONCE)
                .persisting(new Persistence(Duration.ofMinutes(2), Duration.ofMinutes(14), false));
        Policy tracking = new Policy(bounds, List.of(new Track(signals, behavior)));
        return with(tracking, Optional.empty(), new Cooldown(Duration.ZERO, FIVE_MINUTES), Optional.empty());
    }

    /**
     * Ray Serve: 30 s look-back, out after 30 s and in after 600 s of wanting it without interruption, counted anew
     * after each move (ray-project/ray: python/ray/serve/autoscaling_policy.py,
     * python/ray/serve/_private/autoscaling_state.py).
     */
    private static Policy ray(Bounds bounds, List<TrackedSignal> signals, Smoothing smoothing) {
        Duration down = Duration.ofSeconds(600);
        Behavior behavior = Behavior.of(NO_TOLERANCE, AT_ONCE)
                .smoothed(smoothing)
                .persisting(new Persistence(Duration.ofSeconds(30), down, true));
        Policy delayed = new Policy(bounds, List.of(new Track(averaged(signals, Duration.ofSeconds(30)), behavior)));
        return with(delayed, Optional.empty(), Cooldown.none(), zero(bounds, 0, down));
    }

    private static List<TrackedSignal> averaged(List<TrackedSignal> signals, Duration window) {
        return signals.stream().map(signal -> signal.averagedOver(window)).toList();
    }

    private static Optional<ZeroScaling> zero(Bounds bounds, double activation, Duration grace) {
        return bounds.min() == 0 ? Optional.of(new ZeroScaling(activation, grace)) : Optional.empty();
    }

    private static Policy with(Policy policy, Optional<Burst> burst, Cooldown cooldown, Optional<ZeroScaling> zero) {
        return new Policy(
                policy.bounds(),
                policy.tracks(),
                Combine.MAX,
                burst,
                cooldown,
                zero,
                Blindness.hold(),
                Schedule.none());
    }
}
