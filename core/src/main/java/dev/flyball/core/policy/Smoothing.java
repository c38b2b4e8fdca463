package dev.flyball.core.policy;

/**
 * How much of the way from the current size to the demand is gone at once: {@code current + factor * (demand -
 * current)}, as Ray Serve does.
 *
 * @param scaleOut above 0; 1 goes the whole way
 * @param scaleIn above 0, up to 1
 */
public record Smoothing(double scaleOut, double scaleIn) {

    public Smoothing {
        if (!(scaleOut > 0) || Double.isInfinite(scaleOut) || !(scaleIn > 0 && scaleIn <= 1)) {
            throw new IllegalArgumentException(
                    "smoothing " + scaleOut + " out, " + scaleIn + " in: must be above 0, for scale-in up to 1");
        }
    }

    /** Returns a smoothing that goes the whole way. */
    public static Smoothing none() {
        return new Smoothing(1, 1);
    }

    /** Returns the demand that is gone towards. */
    double towards(double demand, int current) {
        double factor = demand > current ? scaleOut : scaleIn;
        return factor == 1 ? demand : current + factor * (demand - current);
    }
}
