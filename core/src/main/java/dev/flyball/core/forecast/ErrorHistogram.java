package dev.flyball.core.forecast;

import java.util.List;

/**
 * How far forecasts were off, newer errors weighing more: a histogram of log-errors whose 65 bins are fine around 0 and
 * coarse far from it (to a factor of 40), so that calm and wild targets fit alike. An error is shared by the two bins
 * around it.
 *
 * @param weights one for each bin, lowest error first
 * @param total the sum of all weights
 */
public record ErrorHistogram(List<Double> weights, double total) {

    static final int SIDE = 32;
    static final int BINS = 2 * SIDE + 1;

    private static final double FINEST = 0.01;
    private static final double GROWTH = 0.12;

    /** So little no longer matters, and a zero takes less room in a file. */
    private static final double NOTHING = 1e-6;

    public ErrorHistogram {
        weights = Numbers.copyOf(weights);
        if (weights.size() != BINS) {
            throw new IllegalArgumentException(weights.size() + " bins: must be " + BINS);
        }
    }

    static ErrorHistogram empty() {
        return new ErrorHistogram(Numbers.owning(new double[BINS]), 0);
    }

    /** Returns the log-error that a bin stands for. */
    static double error(int bin) {
        int steps = Math.abs(bin - SIDE);
        return Math.signum(bin - SIDE) * FINEST * Math.expm1(GROWTH * steps) / GROWTH;
    }

    /** Returns how wide a bin is. */
    static double width(int bin) {
        return FINEST + GROWTH * Math.abs(error(bin));
    }

    /** Returns the weights as numbers, since most of a decision's time goes into reading them. */
    Numbers numbers() {
        return Numbers.copyOf(weights);
    }

    /** Returns this histogram with one more error, after older ones kept this share of their weight. */
    ErrorHistogram with(double error, double keep) {
        double steps = Math.min(SIDE, Math.log1p(Math.abs(error) * GROWTH / FINEST) / GROWTH);
        double position = SIDE + Math.signum(error) * steps;
        int below = Math.min(BINS - 2, (int) position);
        Numbers before = numbers();
        double[] next = new double[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            double added = 0;
            if (bin == below) {
                added = below + 1 - position;
            } else if (bin == below + 1) {
                added = position - below;
            }
            double weight = before.at(bin) * keep + added;
            next[bin] = weight < NOTHING ? 0 : weight;
        }
        return new ErrorHistogram(Numbers.owning(next), total * keep + 1);
    }

    /** Returns the log-error that half of the weight is at or below; 0 if there is none. */
    double median() {
        Numbers all = numbers();
        double below = 0;
        for (int bin = 0; bin < BINS; bin++) {
            below += all.at(bin);
            if (below >= total / 2 && total > 0) {
                return error(bin);
            }
        }
        return 0;
    }
}
