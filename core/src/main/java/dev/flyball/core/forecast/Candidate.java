package dev.flyball.core.forecast;

import java.util.Objects;

/**
 * One forecaster: the load stays at its level, a mean in which a load counts less the older it is (Brown, Statistical
 * Forecasting for Inventory Control, 1959). With it goes how wrong it was and what following it would have cost.
 *
 * @param level in servers
 * @param scaled its log-errors, in units of the volatility of their time
 * @param raw its log-errors as they were
 * @param cost of the servers it asked for and of the late requests, newer costs weighing more
 */
public record Candidate(double level, ErrorHistogram scaled, ErrorHistogram raw, double cost) {

    private static final double SCALED_HALF_LIFE = 7_200;
    private static final double RAW_HALF_LIFE = 86_400;
    private static final double COST_HALF_LIFE = 43_200;

    public Candidate {
        Objects.requireNonNull(scaled, "scaled");
        Objects.requireNonNull(raw, "raw");
    }

    static Candidate at(double level) {
        return new Candidate(level, ErrorHistogram.empty(), ErrorHistogram.empty(), 0);
    }

    /** Returns what a load weighs after that many seconds in a mean over {@code window} seconds. */
    static double weight(double seconds, double window) {
        return -Math.expm1(-seconds / window);
    }

    /** Returns this with load and cost in another unit; errors are relative to it. */
    Candidate times(double factor) {
        return new Candidate(level * factor, scaled, raw, cost * factor);
    }

    Candidate towards(double load, double weight) {
        return new Candidate(level + weight * (load - level), scaled, raw, cost);
    }

    /**
     * Returns this forecaster after a load that it had forecast.
     *
     * @param error the logarithm of load over forecast
     * @param scale the volatility when it was forecast
     * @param added what following it cost
     * @param seconds since the load before
     */
    Candidate learned(double error, double scale, double added, double seconds) {
        return new Candidate(
                level,
                scaled.with(error / scale, Forecaster.kept(seconds, SCALED_HALF_LIFE)),
                raw.with(error, Forecaster.kept(seconds, RAW_HALF_LIFE)),
                cost * Forecaster.kept(seconds, COST_HALF_LIFE) + added);
    }
}
