package dev.flyball.prometheus.scrape;

import dev.flyball.prometheus.scrape.Growth.Grown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds a quantile among the buckets of a histogram, by the same rule as PromQL's {@code histogram_quantile}. */
final class Buckets {

    private Buckets() {}

    /**
     * Returns the quantile of what was counted, over all series together; empty if nothing was counted, or if the
     * buckets make no histogram. Between two bounds, what was counted is taken as spread evenly; above the last one,
     * that one is returned.
     */
    static Optional<Double> quantile(List<Grown> counted, double quantile) {
        TreeMap<Double, Double> upTo = new TreeMap<>();
        for (Grown bucket : counted) {
            Optional<Double> bound = bound(bucket.series().labels().getOrDefault("le", ""));
            if (bound.isEmpty() || !(bucket.by() >= 0)) {
                return Optional.empty();
            }
            upTo.merge(bound.get(), bucket.by(), Double::sum);
        }
        if (upTo.size() < 2 || upTo.lastKey() != Double.POSITIVE_INFINITY) {
            return Optional.empty();
        }
        double all = upTo.lastEntry().getValue();
        return all > 0 && !Double.isInfinite(all) ? Optional.of(find(upTo, quantile * all)) : Optional.empty();
    }

    private static double find(TreeMap<Double, Double> upTo, double rank) {
        double lowerBound = Math.min(0, upTo.firstKey());
        double below = 0;
        for (Map.Entry<Double, Double> bucket : upTo.entrySet()) {
            double count = bucket.getValue();
            if (count >= rank) {
                return Double.isInfinite(bucket.getKey()) || count <= below
                        ? lowerBound
                        : lowerBound + (bucket.getKey() - lowerBound) * (rank - below) / (count - below);
            }
            lowerBound = bucket.getKey();
            below = Math.max(below, count);
        }
        return lowerBound;
    }

    private static Optional<Double> bound(String text) {
        try {
            return Optional.of(text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text))
                    .filter(bound -> !bound.isNaN());
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
