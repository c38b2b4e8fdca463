package dev.flyball.core.forecast;

import java.util.Arrays;

/**
 * What one more server is worth: the convex hull of the mean of two curves. Convex, since only then a larger forecast
 * never asks for fewer servers.
 */
final class Margins {

    /** Neither less than a fifth nor more than twenty times the forecast is ever a sensible size. */
    private static final double LEAST = 0.2;

    private static final double MOST = 20;

    private static final int MANY_TO_COUNT = 1000;

    private final double price;
    private final double[] margins = new double[2 * ErrorHistogram.BINS];
    private final double[] late = new double[2 * ErrorHistogram.BINS];
    private int size;

    /**
     * @param price of a late request, in served requests
     * @param recent the errors as wild as they are now
     * @param lasting the errors of a long time, each as large as it was
     */
    Margins(double price, LateCurve recent, LateCurve lasting) {
        this.price = price;
        int i = 0;
        int j = 0;
        int bins = ErrorHistogram.BINS;
        while (i < bins || j < bins) {
            boolean first = j == bins || i < bins && recent.margins()[i] <= lasting.margins()[j];
            double margin = first ? recent.margins()[i] : lasting.margins()[j];
            if (margin >= LEAST && margin <= MOST) {
                add(margin, (recent.at(margin, i) + lasting.at(margin, j)) / 2);
            }
            i += first ? 1 : 0;
            j += first ? 0 : 1;
        }
    }

    private void add(double margin, double share) {
        if (size > 0 && margin <= margins[size - 1] * (1 + 1e-7)) {
            return;
        }
        while (size > 1
                && (late[size - 1] - late[size - 2]) * (margin - margins[size - 2])
                        >= (share - late[size - 2]) * (margins[size - 1] - margins[size - 2])) {
            size--;
        }
        margins[size] = margin;
        late[size] = share;
        size++;
    }

    /** Returns the multiple of the forecast beyond which capacity costs more than it saves. */
    double best() {
        for (int i = 0; i + 1 < size; i++) {
            if (price * (late[i] - late[i + 1]) < margins[i + 1] - margins[i]) {
                return margins[i];
            }
        }
        return margins[size - 1];
    }

    /**
     * Returns the number of servers for this forecast: the first of which one more costs more than it saves. Of a
     * convex cost it is one of the two next to the best capacity.
     */
    int servers(double load) {
        double capacity = best() * load;
        int below = (int) Math.min(MANY_TO_COUNT, Math.floor(capacity));
        if (below < 1) {
            return 1;
        }
        // What one of so many is worth is less than what sums of the shares of wild loads are rounded by.
        if (below == MANY_TO_COUNT) {
            return (int) Math.min(Integer.MAX_VALUE / 2, Math.ceil(capacity));
        }
        return load * price * (share(below / load) - share((below + 1) / load)) < 1 ? below : below + 1;
    }

    private double share(double margin) {
        if (margin <= margins[0]) {
            // Left of what can be sensible every server is worth it.
            return late[0] + (margins[0] - margin) * 1e6;
        }
        if (margin >= margins[size - 1]) {
            return late[size - 1];
        }
        int found = Arrays.binarySearch(margins, 0, size, margin);
        if (found >= 0) {
            return late[found];
        }
        int above = -found - 1;
        double part = (margin - margins[above - 1]) / (margins[above] - margins[above - 1]);
        return late[above - 1] + part * (late[above] - late[above - 1]);
    }
}
