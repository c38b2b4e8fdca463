package dev.flyball.core.forecast;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Forecasts that wait for the load that they forecast.
 *
 * @param due when that load is
 * @param scale the volatility when they were made
 * @param forecasts one for each forecaster, in servers
 * @param capacities what each asked for, in servers, with a fraction
 */
public record Pending(Instant due, double scale, List<Double> forecasts, List<Double> capacities) {

    public Pending {
        Objects.requireNonNull(due, "due");
        forecasts = Numbers.copyOf(forecasts);
        capacities = Numbers.copyOf(capacities);
    }

    /** Returns these in another unit. */
    Pending times(double factor) {
        return new Pending(
                due,
                scale,
                Numbers.copyOf(forecasts).times(factor),
                Numbers.copyOf(capacities).times(factor));
    }
}
