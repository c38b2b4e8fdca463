package dev.flyball.prometheus.scrape;

import java.util.List;
import java.util.stream.Stream;

/** What is made of a server's metrics. */
sealed interface Quantity {

    /** Returns the series that it is made of. */
    List<Selector> selectors();

    /** Tells whether it is made of what changed between two looks, so that the first look gives nothing. */
    boolean needsPast();

    /**
     * Gauges added up, each over all its series: the requests of all models of a server, waiting and running.
     *
     * @param gauges each must be there
     */
    record Level(List<Selector> gauges) implements Quantity {
        @Override
        public List<Selector> selectors() {
            return gauges;
        }

        @Override
        public boolean needsPast() {
            return false;
        }
    }

    /** The mean of a gauge over its series, such as the part of each engine's cache that is used. */
    record Mean(Selector gauge) implements Quantity {
        @Override
        public List<Selector> selectors() {
            return List.of(gauge);
        }

        @Override
        public boolean needsPast() {
            return false;
        }
    }

    /**
     * How much counters grow in a second, added up. Of counters of seconds that requests take, that is how many
     * requests are in the server at a time.
     *
     * @param counters each must be there
     * @param factor what one count is in the quantity's unit
     */
    record Rate(List<Selector> counters, double factor) implements Quantity {
        @Override
        public List<Selector> selectors() {
            return counters;
        }

        @Override
        public boolean needsPast() {
            return true;
        }
    }

    /**
     * How much one counter grows while another grows by one: the seconds that a request took.
     *
     * @param factor what one count of {@code amount} is in the quantity's unit
     */
    record PerCount(Selector amount, Selector count, double factor) implements Quantity {
        @Override
        public List<Selector> selectors() {
            return List.of(amount, count);
        }

        @Override
        public boolean needsPast() {
            return true;
        }
    }

    /**
     * A quantile of what a histogram counted between two looks.
     *
     * @param buckets its buckets
     * @param quantile 0 to 1, both left out
     * @param factor what one in {@code le} is in the quantity's unit
     */
    record Quantile(Selector buckets, double quantile, double factor) implements Quantity {
        @Override
        public List<Selector> selectors() {
            return List.of(buckets);
        }

        @Override
        public boolean needsPast() {
            return true;
        }

        Quantile at(double other) {
            return new Quantile(buckets, other, factor);
        }
    }

    /** Returns the names of all metrics that it is made of. */
    default Stream<String> names() {
        return selectors().stream().flatMap(selector -> selector.names().stream());
    }
}
