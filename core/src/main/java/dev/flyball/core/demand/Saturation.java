package dev.flyball.core.demand;

/**
 * What a signal cannot show: a server whose reading is at most {@code ceiling} reads the same under any load that fills
 * it, so that of full servers only the least of their load is seen. It is taken to be half as much again. Once the
 * servers that this asks for carry load, they show what was not seen, or are full too and ask for more; until then the
 * demand stays the same, since it counts the servers that were read.
 *
 * <p>Full is what is above a level near the ceiling, and no server is held to more than that level: at it, load that
 * fits and load that does not cannot be told apart, and a size would come and go.
 *
 * @param ceiling the reading of a full server, in the unit of the set point, above 0
 */
public record Saturation(double ceiling) {

    /** The load that full servers are taken to have, relative to what they show. */
    public static final double GROWTH = 1.5;

    private static final double FULL = 0.95;
    private static final double FULLEST = 0.99;
    private static final double ROUNDING_ERROR = 1e-9;

    public Saturation {
        if (!(ceiling > 0) || Double.isInfinite(ceiling)) {
            throw new IllegalArgumentException("ceiling " + ceiling + ": must be a number above 0");
        }
    }

    /**
     * Returns the reading above which servers count as full: 0.95 of the ceiling; with a set point near it, half way
     * between them, up to 0.99.
     */
    public double level(SetPoint setPoint) {
        double between = (1 + setPoint.value() / ceiling) / 2;
        return ceiling * Math.min(FULLEST, Math.max(FULL, between));
    }

    /** Returns what servers are held to: the set point, up to the level. */
    public double held(SetPoint setPoint) {
        return Math.min(setPoint.value(), level(setPoint));
    }

    boolean full(double load, SetPoint setPoint) {
        return load > level(setPoint) * (1 + ROUNDING_ERROR);
    }
}
