package dev.flyball.core.policy;

/**
 * How far demand may lie from the current size before the size changes, as a fraction of the current size.
 *
 * @param scaleOut 0 or more, for demand above the current size
 * @param scaleIn 0 to below 1, for demand below the current size
 */
public record Tolerance(double scaleOut, double scaleIn) {

    public Tolerance {
        if (!(scaleOut >= 0) || Double.isInfinite(scaleOut) || !(scaleIn >= 0 && scaleIn < 1)) {
            throw new IllegalArgumentException(
                    "tolerance " + scaleOut + " out, " + scaleIn + " in: must be 0 or more, for scale-in below 1");
        }
    }
}
