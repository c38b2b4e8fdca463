package dev.flyball.core.forecast;

/**
 * What a late request costs against what it costs to serve one: at a price of 10, serving ten requests and letting one
 * wait too long cost the same. A server more is added as long as it costs less than the late requests that it is
 * expected to prevent (the newsvendor's rule: Arrow, Harris and Marschak, Optimal Inventory Policy, 1951).
 *
 * @param price above 1, at most 10,000
 */
public record Risk(double price) {

    private static final double HIGHEST = 10_000;
    private static final double HIGHEST_QUANTILE = 0.9999;

    public Risk {
        if (!(price > 1 && price <= HIGHEST)) {
            throw new IllegalArgumentException("price of a late request " + price + ": must be above 1, to " + HIGHEST);
        }
    }

    /** Ten served requests for a late one: money matters, and so does waiting. */
    public static Risk balanced() {
        return new Risk(10);
    }

    /** A hundred served requests for a late one: waiting hurts. */
    public static Risk low() {
        return new Risk(100);
    }

    /** Three served requests for a late one: batch work, say. */
    public static Risk high() {
        return new Risk(3);
    }

    /**
     * Returns the risk of this name or quantile.
     *
     * @throws IllegalArgumentException if it is neither; the message says what is allowed
     */
    public static Risk of(String text) {
        switch (text) {
            case "balanced":
                return balanced();
            case "low":
                return low();
            case "high":
                return high();
            default:
                try {
                    return ofQuantile(Double.parseDouble(text));
                } catch (IllegalArgumentException wrong) {
                    throw new IllegalArgumentException(
                            text + ": must be balanced, low, high, or a quantile above 0, to 0.9999", wrong);
                }
        }
    }

    /**
     * Returns the risk of this critical fractile, {@code 1 - 1 / price}.
     *
     * @param quantile above 0, at most 0.9999; balanced is 0.9, low is 0.99
     */
    public static Risk ofQuantile(double quantile) {
        if (!(quantile > 0 && quantile < 1)) {
            throw new IllegalArgumentException("quantile " + quantile + ": must be above 0 and below 1");
        }
        // The highest quantile is no exact binary fraction, and must not end above the highest price.
        return new Risk(quantile <= HIGHEST_QUANTILE ? Math.min(HIGHEST, 1 / (1 - quantile)) : 1 / (1 - quantile));
    }
}
