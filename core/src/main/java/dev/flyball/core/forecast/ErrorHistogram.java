package dev.flyball.core.forecast;

import java.util.ArrayList;
import java.util.Collections;
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

    /** So little no longer matters, and one zero for all bins takes less room. */
    private static final double NOTHING = 1e-6;

    private static final Double ZERO = 0.0;

    public ErrorHistogram {
        weights = List.copyOf(weights);
        if (weights.size() != BINS) {
            throw new IllegalArgumentException(weights.size() + " bins: must be " + BINS);
        }
    }

    static ErrorHistogram empty() {
        return new ErrorHistogram(Collections.nCopies(BINS, 0.0), 0);
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

    /** Returns this histogram with one more error, after older ones kept this share of their weight. */
    ErrorHistogram with(double error, double keep) {
        double steps = Math.min(SIDE, Math.log1p(Math.abs(error) * GROWTH / FINEST) / GROWTH);
        double position = SIDE + Math.signum(error) * steps;
        int below = Math.min(BINS - 2, (int) position);
        List<Double> next = new ArrayList<>(BINS);
        for (int bin = 0; bin < BINS; bin++) {
            double added = 0;
            if (bin == below) {
                added = below + 1 - position;
            } else if (bin == below + 1) {
                added = position - below;
            }
            double weight = weights.get(bin) * keep + added;
            next.add(weight < NOTHING ? ZERO : Double.valueOf(weight));
        }
        return new ErrorHistogram(next, total * keep + 1);
    }

    /** Returns the log-error that half of the weight is at or below; 0 if there is none. */
    double median() {
        double below = 0;
        for (int bin = 0; bin < BINS; bin++) {
            below += weights.get(bin);
            if (below >= total / 2 && total > 0) {
                return error(bin);
            }
        }
        return 0;
    }
}
