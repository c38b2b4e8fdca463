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

    /** Makes a rule that follows the load as it is. */
    public Rule(String preset, double utilization, Signal signal) {
        this(preset, utilization, signal, Optional.empty(), true);
    }
}
