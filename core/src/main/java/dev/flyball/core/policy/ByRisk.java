package dev.flyball.core.policy;

import dev.flyball.core.forecast.RiskSizing;
import dev.flyball.core.guard.Stabilization;
import java.time.Duration;
import java.util.Objects;

/**
 * Sizing by risk from a forecast of the load.
 *
 * @param sizing what a late request costs, and what is known of the target
 * @param behavior how a forecast's sizes are followed; its scale-in window is made as long as a cold start if it is
 *     shorter
 */
public record ByRisk(RiskSizing sizing, Behavior behavior) {

    private static final Tolerance NONE = new Tolerance(0, 0);

    public ByRisk {
        Objects.requireNonNull(sizing, "sizing");
        Objects.requireNonNull(behavior, "behavior");
    }

    /**
     * Returns sizing by risk that follows a forecast at once, as fast as {@code behavior} allows: the margin for errors
     * takes the place of the tolerance, and the cold start that of the scale-in window.
     */
    public static ByRisk following(RiskSizing sizing, Behavior behavior) {
        return new ByRisk(
                sizing,
                behavior.tolerating(NONE)
                        .stabilized(new Stabilization(behavior.stabilization().scaleOut(), Duration.ZERO)));
    }
}
