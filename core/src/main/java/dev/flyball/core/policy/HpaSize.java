package dev.flyball.core.policy;

import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.Estimator;
import dev.flyball.core.demand.ReadyHistory;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.demand.Unusable;
import dev.flyball.core.result.Fault;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The size that the Kubernetes HPA v2 would propose from one metric (kubernetes/kubernetes,
 * pkg/controller/podautoscaler/replica_calculator.go), so that the {@code hpa} and {@code keda} presets decide as it
 * does.
 *
 * <p>It differs from {@link dev.flyball.core.demand.Proportional} in this: use is cut to whole percents, or
 * thousandths; the ratio is multiplied by the ready pods; pods that are missing or not ready are filled in against the
 * move ({@code 0} on the way out, the full request or the target on the way in), and if that turns the move around
 * nothing moves; and the tolerance is compared with the ratio and not with the size. Missing pods thus may go with
 * shrinking, as they do in the HPA.
 *
 * @param tolerance the band around ratio 1, ends included
 * @param startUp when a pod that has just started counts
 */
public record HpaSize(Tolerance tolerance, StartUp startUp) implements Estimator {

    /**
     * When a pod's CPU counts.
     *
     * @param applies true for CPU; other metrics count for each pod that runs
     * @param cpuInitialization how long after its start a pod's sample must be newer than its readiness
     * @param readinessDelay how long after its start a pod that was never ready still is starting
     */
    public record StartUp(boolean applies, Duration cpuInitialization, Duration readinessDelay) {

        /** The defaults of the controller manager: 5 min and 30 s. */
        public static StartUp ofCpu() {
            return new StartUp(true, Duration.ofMinutes(5), Duration.ofSeconds(30));
        }

        /** The rules for every other metric. */
        public static StartUp ofOther() {
            return new StartUp(false, Duration.ZERO, Duration.ZERO);
        }
    }

    public HpaSize {
        Objects.requireNonNull(tolerance, "tolerance");
        Objects.requireNonNull(startUp, "startUp");
    }

    @Override
    public Demand estimate(TrackedSignal signal, Reading reading, Fleet fleet, ReadyHistory history, Instant now) {
        if (reading instanceof Reading.Total total) {
            return Unusable.isLoad(total.value())
                    ? ofTotal(signal, total, fleet)
                    : Unusable.value(signal, total.value());
        }
        if (reading instanceof Reading.Average average) {
            return Unusable.isLoad(average.value())
                    ? ofAverage(signal, average, fleet)
                    : Unusable.value(signal, average.value());
        }
        String resource = signal.query().signal();
        return ofPods(signal, PodGroups.of(resource, (Reading.PerServer) reading, fleet, startUp, now), fleet.wanted());
    }

    /**
     * An external metric with an average value: the ratio is taken over the pods that exist, not those that are wanted.
     * Outside the tolerance the fraction is kept, for it tells whether the target is active at all.
     */
    private Demand ofTotal(TrackedSignal signal, Reading.Total total, Fleet fleet) {
        double servers = (double) milli(total.value())
                / Math.max(1, milli(signal.setPoint().value()));
        double load = total.value() / Math.max(1, fleet.ready());
        return demand(signal, load, within(servers / fleet.size()) ? fleet.size() : servers);
    }

    private Demand ofAverage(TrackedSignal signal, Reading.Average average, Fleet fleet) {
        double ratio = average.value() / signal.setPoint().value();
        return demand(signal, average.value(), within(ratio) ? fleet.wanted() : ceil(ratio * fleet.ready()));
    }

    private Demand ofPods(TrackedSignal signal, PodGroups pods, int current) {
        if (pods.invalid().isPresent()) {
            return Unusable.value(signal, pods.invalid().getAsDouble());
        }
        if (pods.ready().isEmpty()) {
            return Unusable.because(signal, Fault.Kind.MISSING, "has no value for any pod that counts");
        }
        double target = signal.setPoint().value();
        boolean ofRequest = signal.setPoint().unit() == SetPoint.Unit.UTILIZATION;
        double load = use(pods.ready(), ofRequest);
        double ratio = ratio(load, target, ofRequest);
        boolean fillUnready = !pods.unready().isEmpty() && ratio > 1;
        if (!fillUnready && pods.missing().isEmpty()) {
            return demand(
                    signal,
                    load,
                    within(ratio) ? current : ceil(ratio * pods.ready().size()));
        }
        List<Sample> filled = new ArrayList<>(pods.ready());
        if (ratio < 1) {
            pods.missing()
                    .forEach(pod -> filled.add(new Sample(ofRequest ? assumed(pod, target) : target, pod.capacity())));
        } else if (ratio > 1) {
            pods.missing().forEach(pod -> filled.add(new Sample(0, pod.capacity())));
        }
        if (fillUnready) {
            pods.unready().forEach(pod -> filled.add(new Sample(0, pod.capacity())));
        }
        double second = ratio(use(filled, ofRequest), target, ofRequest);
        boolean turned = ratio < 1 && second > 1 || ratio > 1 && second < 1;
        int size = within(second) || turned ? current : ceil(second * filled.size());
        boolean wrongWay = second < 1 && size > current || second > 1 && size < current;
        return demand(signal, load, wrongWay ? current : size);
    }

    /** Percents and thousandths are whole numbers in the HPA. */
    private static double use(List<Sample> samples, boolean ofRequest) {
        long amount =
                samples.stream().mapToLong(sample -> milli(sample.amount())).sum();
        if (!ofRequest) {
            return amount / samples.size() / 1000.0;
        }
        long capacity =
                samples.stream().mapToLong(sample -> milli(sample.capacity())).sum();
        return amount * 100 / capacity / 100.0;
    }

    private static double ratio(double use, double target, boolean ofRequest) {
        int unit = ofRequest ? 100 : 1000;
        return (double) Math.round(use * unit) / Math.round(target * unit);
    }

    private static long milli(double value) {
        return (long) Math.ceil(value * 1000 - 1e-6);
    }

    /** What a pod without a sample is taken to use while the target shrinks: its request, or the target if above. */
    private static double assumed(Sample pod, double target) {
        return Math.floor(Math.max(1, target) * pod.capacity() * 1000 + 1e-6) / 1000;
    }

    private boolean within(double ratio) {
        return 1 - tolerance.scaleIn() <= ratio && ratio <= 1 + tolerance.scaleOut();
    }

    private static int ceil(double size) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(size));
    }

    private static Demand demand(TrackedSignal signal, double load, double size) {
        return new Demand.Known(signal.query(), size, load, signal.setPoint(), false);
    }
}
