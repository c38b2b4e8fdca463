package dev.flyball.core.demand;

import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import java.time.Duration;
import java.time.Instant;

/**
 * How near one server is to its limit, whatever the others do: 1 means at the set point. For what each server, or each
 * request, has by itself, so that more servers would not help.
 *
 * <ul>
 *   <li>per server: {@code max(amount / capacity) / setPoint} over the ready servers that have a sample
 *   <li>average or total {@code v}: {@code v / setPoint}, since nothing is told of single servers
 * </ul>
 */
public record Fullest() implements Estimator {

    @Override
    public Demand estimate(TrackedSignal signal, Reading reading, Fleet fleet, ReadyHistory history, Instant now) {
        if (reading instanceof Reading.Total total) {
            return known(signal, total.value(), false);
        }
        if (reading instanceof Reading.Average average) {
            return known(signal, average.value(), false);
        }
        ServerLoads loads = ServerLoads.of(signal, (Reading.PerServer) reading, fleet, Duration.ZERO, now);
        if (loads.samples().isEmpty() && loads.unusable().isPresent()) {
            return Unusable.sample(signal, loads.unusable().get());
        }
        return loads.samples().stream()
                .mapToDouble(sample -> sample.amount() / sample.capacity())
                .boxed()
                .max(Double::compare)
                .map(load -> known(signal, load, loads.missing() > 0))
                .orElseGet(() -> Unusable.noServer(signal));
    }

    private static Demand known(TrackedSignal signal, double load, boolean partial) {
        double ratio = load / signal.setPoint().value();
        return Unusable.isLoad(ratio)
                ? new Demand.Known(signal.query(), ratio, load, signal.setPoint(), partial)
                : Unusable.value(signal, load);
    }
}
