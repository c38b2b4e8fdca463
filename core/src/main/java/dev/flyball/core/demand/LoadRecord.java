package dev.flyball.core.demand;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Under which load per server requests were in time, and under which they were late. Loads within 8 % of each other are
 * one band. What was seen counts half as much a week later, and in each band the last twenty readings count, so that a
 * capacity that changes is found anew. At most 48 bands, those of the highest loads.
 *
 * @param at when it learned last; empty if it never did
 * @param bands by load, the lowest first
 */
public record LoadRecord(Optional<Instant> at, List<Band> bands) {

    private static final int MOST_BANDS = 48;
    private static final double WIDTH = 0.08;
    private static final double HALF_LIFE = Duration.ofDays(7).toSeconds();
    private static final double MOST_READINGS = 20;

    /** Three that are not so old that half of one is forgotten. */
    private static final double ENOUGH = 2.5;

    /** One reading in five may be late where load is carried. */
    private static final double WEIGHT_OF_LATE = 4;

    /** If a sixteenth of a load is late too, requests are not late because of the load. */
    private static final double LOAD_IS_NOT_WHY = 16;

    /**
     * Loads that are nearly the same.
     *
     * @param load their mean
     * @param inTime how many readings were in time
     * @param late how many were late
     */
    public record Band(double load, double inTime, double late) {

        private double score() {
            return inTime - WEIGHT_OF_LATE * late;
        }

        private boolean isTooMuch() {
            return score() < 0 && late >= ENOUGH;
        }

        private long index() {
            return LoadRecord.index(load);
        }

        private Band kept(double part) {
            return new Band(load, inTime * part, late * part);
        }

        private Band with(double other, boolean isLate) {
            double readings = inTime + late;
            double part = Math.min(1, (MOST_READINGS - 1) / readings);
            double mean = load + (other - load) / (readings * part + 1);
            return new Band(mean, inTime * part + (isLate ? 0 : 1), late * part + (isLate ? 1 : 0));
        }
    }

    public LoadRecord {
        Objects.requireNonNull(at, "at");
        bands = List.copyOf(bands);
    }

    /** Returns a record of nothing. */
    public static LoadRecord nothing() {
        return new LoadRecord(Optional.empty(), List.of());
    }

    /**
     * Returns this record with one more reading; itself if it is not newer than the last.
     *
     * @param load of one server, above 0
     */
    public LoadRecord with(Instant time, double load, boolean late) {
        if (at.isPresent() && !time.isAfter(at.get())) {
            return this;
        }
        double seconds =
                at.map(last -> Duration.between(last, time).toMillis() / 1000.0).orElse(0.0);
        double part = Math.pow(2, -seconds / HALF_LIFE);
        List<Band> next = new ArrayList<>();
        Band own = new Band(load, 0, 0);
        for (Band band : bands) {
            if (band.index() == index(load)) {
                own = band.kept(part);
            } else {
                next.add(band.kept(part));
            }
        }
        next.add(own.with(load, late));
        next.sort(Comparator.comparingDouble(Band::load));
        if (next.size() > MOST_BANDS) {
            next.remove(0);
        }
        return new LoadRecord(Optional.of(time), next);
    }

    private static long index(double load) {
        return (long) Math.floor(Math.log(load) / WIDTH);
    }

    /**
     * Returns what one server carries: the load up to which most readings were in time and above which most were late,
     * as far as loads were seen. A time of late answers under a low load does not undo what was carried above it.
     */
    public CapacityEstimate capacity(Duration within) {
        double above = bands.stream().mapToDouble(Band::inTime).sum();
        double sum = 0;
        double most = Double.NEGATIVE_INFINITY;
        int best = -1;
        for (int i = 0; i < bands.size() && above >= ENOUGH; i++) {
            sum += bands.get(i).score();
            if (sum > most) {
                most = sum;
                best = i;
            }
            above -= bands.get(i).inTime();
        }
        if (best < 0 || bands.get(best).score() < 0) {
            return overloaded(within);
        }
        double carried = bands.get(best).load();
        return bands.subList(best + 1, bands.size()).stream()
                .filter(Band::isTooMuch)
                .findFirst()
                .map(band -> CapacityEstimate.bounded(carried, band.load(), within))
                .orElse(CapacityEstimate.carried(carried, within));
    }

    private CapacityEstimate overloaded(Duration within) {
        List<Band> late = bands.stream().filter(band -> band.score() < 0).toList();
        double readings = late.stream().mapToDouble(Band::late).sum();
        if (readings < ENOUGH
                || late.get(0).load() * LOAD_IS_NOT_WHY
                        < late.get(late.size() - 1).load()) {
            return CapacityEstimate.none(within);
        }
        return CapacityEstimate.overloaded(late.get(0).load() / Saturation.GROWTH, within);
    }
}
