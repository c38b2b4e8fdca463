package dev.flyball.core.guard;

import java.time.Duration;

/**
 * The stabilization windows. A target grows only to what every proposal of the scale-out window asked for, and shrinks
 * only to the largest that any proposal of the scale-in window asked for, as the Kubernetes HPA does.
 *
 * @param scaleOut 0 to 1 h; 0 follows growth at once
 * @param scaleIn 0 to 1 h; 0 follows shrinking at once
 */
public record Stabilization(Duration scaleOut, Duration scaleIn) {

    /** The longest window, which bounds what must be remembered. */
    public static final Duration LONGEST = Duration.ofHours(1);

    public Stabilization {
        if (outside(scaleOut) || outside(scaleIn)) {
            throw new IllegalArgumentException(
                    "stabilization windows " + scaleOut + " out, " + scaleIn + " in: must be 0 to " + LONGEST);
        }
    }

    private static boolean outside(Duration window) {
        return window.isNegative() || window.compareTo(LONGEST) > 0;
    }

    /**
     * Pulls the current size into what the windows allow.
     *
     * @param current the wanted size now
     * @param proposals earlier proposals including the one of now
     */
    public int stabilize(int current, Proposals proposals) {
        return Math.max(proposals.least(), Math.min(proposals.most(), current));
    }
}
