package dev.flyball.agent.protocol;

import dev.flyball.core.forecast.Risk;
import java.util.Optional;

/**
 * What to decide by.
 *
 * @param preset one of {@link dev.flyball.core.policy.Presets#names()}
 * @param utilization the fraction of what a server can carry that it should carry
 * @param signal what to look at
 * @param risk to size a forecast by; empty to follow the load as it is
 * @param keepsUtilization false if {@code utilization} only serves until there is a forecast
 */
public record Rule(String preset, double utilization, Signal signal, Optional<Risk> risk, boolean keepsUtilization) {

    /** The utilization that is usual where none is given. */
    public static final double USUAL = 0.7;

    /**
     * Returns what a preset decides by where it is played: Flyball's own policy sizes by risk if it sees what arrives,
     * all else follows the load as it is.
     *
     * @param utilization empty for the usual one, which Flyball's own policy only uses until there is a forecast
     */
    public static Rule of(String preset, Optional<Double> utilization, Signal signal, Risk risk) {
        double held = utilization.orElse(USUAL);
        return preset.equals("flyball") && signal == Signal.ARRIVAL
                ? new Rule(preset, held, signal, Optional.of(risk), utilization.isPresent())
                : new Rule(preset, held, signal);
    }

    /** Makes a rule that follows the load as it is. */
    public Rule(String preset, double utilization, Signal signal) {
        this(preset, utilization, signal, Optional.empty(), true);
    }
}
