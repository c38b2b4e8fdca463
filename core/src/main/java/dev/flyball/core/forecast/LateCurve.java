package dev.flyball.core.forecast;

import java.util.Arrays;

/**
 * The late requests to expect, as a share of the forecast load, by how many times the forecast the servers carry.
 *
 * @param margins ascending
 * @param late falling
 */
record LateCurve(double[] margins, double[] late) {

    /** How many errors the assumption below weighs as much as, so that few errors do not stand for certainty. */
    private static final double ASSUMED_WEIGHT = 2;

    private static final double ASSUMED_SPREAD = 0.3;
    private static final double[] ERRORS = errors();
    private static final double[] ASSUMED = assumed();

    private static double[] errors() {
        double[] errors = new double[ErrorHistogram.BINS];
        Arrays.setAll(errors, ErrorHistogram::error);
        return errors;
    }

    /** Errors that fall off exponentially on both sides of 0. */
    private static double[] assumed() {
        double[] weights = new double[ErrorHistogram.BINS];
        double sum = 0;
        for (int bin = 0; bin < weights.length; bin++) {
            double width = ErrorHistogram.width(bin);
            weights[bin] = width * Math.exp(-Math.abs(ERRORS[bin]) / ASSUMED_SPREAD);
            sum += weights[bin];
        }
        for (int bin = 0; bin < weights.length; bin++) {
            weights[bin] *= ASSUMED_WEIGHT / sum;
        }
        return weights;
    }

    /** Load over forecast where errors are as large as they were. */
    private static final double[] AS_THEY_WERE = ratios(1);

    /** Returns load over forecast, by bin, where errors are this many times as large as the bins say. */
    static double[] ratios(double scale) {
        double[] ratios = new double[ErrorHistogram.BINS];
        Arrays.setAll(ratios, bin -> Math.exp(scale * ERRORS[bin]));
        return ratios;
    }

    /** Returns the curve of errors as large as they were. */
    static LateCurve of(ErrorHistogram histogram, double slack) {
        return of(histogram, AS_THEY_WERE, slack);
    }

    /**
     * Returns the curve of these errors.
     *
     * @param ratios load over forecast by bin
     * @param slack the overload at which a wait is still allowed, 1 or more
     */
    static LateCurve of(ErrorHistogram histogram, double[] ratios, double slack) {
        int bins = ErrorHistogram.BINS;
        double[] margins = new double[bins];
        double[] late = new double[bins];
        double load = 0;
        double moment = 0;
        double hopeless = 0;
        double hopelessMoment = 0;
        int above = bins - 1;
        double total = histogram.total() + ASSUMED_WEIGHT;
        Numbers weights = histogram.numbers();
        for (int bin = bins - 1; bin >= 0; bin--) {
            double margin = ratios[bin];
            for (; above >= 0 && ratios[above] > margin * Lateness.ALL; above--) {
                double weight = (weights.at(above) + ASSUMED[above]) * ratios[above];
                hopeless += weight;
                hopelessMoment += weight * ratios[above];
            }
            double partly = load - hopeless;
            double excess = (moment - hopelessMoment) / margin - partly;
            margins[bin] = margin / slack;
            late[bin] = (Lateness.STEP * partly + Lateness.SLOPE * excess + hopeless) / total;
            double weight = (weights.at(bin) + ASSUMED[bin]) * ratios[bin];
            load += weight;
            moment += weight * ratios[bin];
        }
        return new LateCurve(margins, late);
    }

    /**
     * Returns the share at this margin.
     *
     * @param above how many margins of this curve are smaller
     */
    double at(double margin, int above) {
        if (above == 0 || above == margins.length) {
            return late[Math.min(above, margins.length - 1)];
        }
        if (margins[above] == margin) {
            return late[above];
        }
        double part = (margin - margins[above - 1]) / (margins[above] - margins[above - 1]);
        return late[above - 1] + part * (late[above] - late[above - 1]);
    }
}
