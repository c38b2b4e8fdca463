package dev.flyball.agent.differential;

import dev.flyball.agent.differential.Series.Metric;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.guard.RateLimit.Rate;
import dev.flyball.core.policy.Behavior;
import dev.flyball.core.policy.HpaSize;
import dev.flyball.core.policy.HpaSize.StartUp;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Presets;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.policy.Track;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.TargetId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The {@code hpa} preset, with what the controller manager's flags and the object's behavior change of its defaults.
 * The flags are in benchmarks/differential.sh.
 */
final class Imitation {

    private static final StartUp START_UP = new StartUp(true, Duration.ofSeconds(9), Duration.ofSeconds(5));

    private Imitation() {}

    static Query query(Series series, Metric metric) {
        return new Query(new TargetId("kubernetes", "deployment/differential/" + series.id()), metric.signal());
    }

    static Policy of(Series series, Set<Deviation> deviations) {
        List<TrackedSignal> signals = series.metrics().stream()
                .map(metric -> new TrackedSignal(query(series, metric), setPoint(metric), Duration.ofHours(1)))
                .toList();
        Policy preset = Presets.of("hpa", series.bounds(), signals, Presets.Knobs.defaults());
        Track track = preset.tracks().get(0);
        List<TrackedSignal> sized = track.signals().stream()
                .map(signal -> signal.estimatedBy(withFlags((HpaSize) signal.estimator(), deviations)))
                .toList();
        Behavior behavior = track.behavior();
        RateLimit in = series.rules().in().orElse(behavior.scaleIn());
        Behavior set = new Behavior(
                behavior.tolerance(),
                behavior.smoothing(),
                series.rules().windows(),
                behavior.persistence(),
                series.rules().out().orElse(behavior.scaleOut()),
                deviations.contains(Deviation.PERCENT_IN_FLOATING_POINT) ? slightlyMore(in) : in);
        return new Policy(preset.bounds(), List.of(new Track(sized, set)));
    }

    /** Returns this policy without some of its signals, or as it is if that leaves none. */
    static Policy without(Policy policy, Set<Query> unknown) {
        Track track = policy.tracks().get(0);
        List<TrackedSignal> known = track.signals().stream()
                .filter(signal -> !unknown.contains(signal.query()))
                .toList();
        return known.isEmpty() || unknown.isEmpty()
                ? policy
                : new Policy(policy.bounds(), List.of(new Track(known, track.behavior())));
    }

    private static HpaSize withFlags(HpaSize size, Set<Deviation> deviations) {
        Tolerance tolerance = deviations.contains(Deviation.EDGE_OF_TOLERANCE)
                ? new Tolerance(
                        size.tolerance().scaleOut() - 1e-12, size.tolerance().scaleIn())
                : size.tolerance();
        return new HpaSize(tolerance, size.startUp().applies() ? START_UP : size.startUp());
    }

    /** Where what a percentage leaves is less in floating point than it should be, a little more is taken away. */
    private static RateLimit slightlyMore(RateLimit limit) {
        List<Rate> rates = limit.rates().stream()
                .map(rate -> rate.unit() == Rate.Unit.PERCENT && leavesLess(rate.amount())
                        ? new Rate(rate.amount() + 1e-6, rate.unit(), rate.period())
                        : rate)
                .toList();
        return new RateLimit(rates, limit.select(), limit.base());
    }

    private static boolean leavesLess(double percent) {
        BigDecimal exact = BigDecimal.valueOf(100 - percent).movePointLeft(2);
        return new BigDecimal(1 - percent / 100).compareTo(exact) < 0;
    }

    private static SetPoint setPoint(Metric metric) {
        if (metric instanceof Metric.Utilization utilization) {
            return new SetPoint(SetPoint.Unit.UTILIZATION, utilization.percent() / 100.0);
        }
        long milli = metric instanceof Metric.PerPod perPod ? perPod.milli() : ((Metric.External) metric).milli();
        return new SetPoint(SetPoint.Unit.PER_SERVER, milli / 1000.0);
    }
}
