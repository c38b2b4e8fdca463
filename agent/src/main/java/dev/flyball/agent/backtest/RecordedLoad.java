package dev.flyball.agent.backtest;

import dev.flyball.core.simulation.Trace;
import dev.flyball.core.simulation.Trace.Rate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A load as it was recorded: windows of the same length, one after the other.
 *
 * @param rates oldest first
 * @param window the length of a window in seconds
 * @param filled how many windows were missing and filled in
 */
public record RecordedLoad(List<Rate> rates, double window, int filled) {

    private static final double LARGEST = 1e9;
    private static final double SHORTEST_WINDOW = 1;

    /** Flash crowds of a hundred times the usual load have been seen; more is more likely a mistake. */
    private static final double OUTLIER = 200;

    public RecordedLoad {
        rates = List.copyOf(rates);
    }

    /**
     * One window, and where it stands.
     *
     * @param place what to call it in messages, for example {@code line 7}
     * @param rate what it tells
     */
    record Placed(String place, Rate rate) {}

    /**
     * Checks what was recorded.
     *
     * @throws BadLoad at the first window that is wrong
     */
    static RecordedLoad of(List<Placed> windows, Gaps gaps) throws BadLoad {
        if (windows.size() < 2) {
            throw new BadLoad((windows.isEmpty() ? "no row" : "only one row")
                    + " of load: must be 2 or more, for how long a row lasts is told by the next");
        }
        for (int i = 0; i < windows.size(); i++) {
            checkValue(windows.get(i));
            if (i > 0) {
                checkOrder(windows.get(i - 1), windows.get(i));
            }
        }
        double window = usualDistance(windows);
        if (window < SHORTEST_WINDOW) {
            throw new BadLoad("rows are " + show(window) + " s apart: must be 1 s or more; sum them up to seconds");
        }
        double length = distance(windows.get(0), windows.get(windows.size() - 1)) + window;
        if (length > Trace.LONGEST) {
            throw new BadLoad("the rows span " + show(length / 86400)
                    + " days: must be 92 or fewer; are the times seconds, not milliseconds?");
        }
        return fill(windows, window, gaps);
    }

    private static void checkValue(Placed placed) throws BadLoad {
        double second = placed.rate().second();
        if (Double.isNaN(second) || Double.isInfinite(second)) {
            throw new BadLoad(placed.place() + ": time " + second + ": must be a number of seconds");
        }
        double value = placed.rate().perSecond();
        if (!(value >= 0 && value <= LARGEST)) {
            throw new BadLoad(placed.place() + ": " + value
                    + " requests a second: must be a number from 0 to 1e9; leave the row out if it is not known");
        }
    }

    private static void checkOrder(Placed before, Placed next) throws BadLoad {
        double distance = distance(before, next);
        if (distance == 0) {
            throw new BadLoad(next.place() + ": second " + show(next.rate().second())
                    + " is there twice: must be later than the row before");
        }
        if (distance < 0) {
            throw new BadLoad(next.place() + ": second " + show(next.rate().second()) + " comes after "
                    + show(before.rate().second()) + ": rows must be in order of time");
        }
    }

    private static double distance(Placed before, Placed next) {
        return next.rate().second() - before.rate().second();
    }

    private static double usualDistance(List<Placed> windows) {
        double[] distances = new double[windows.size() - 1];
        Arrays.setAll(distances, i -> distance(windows.get(i), windows.get(i + 1)));
        Arrays.sort(distances);
        return distances[(distances.length - 1) / 2];
    }

    private static RecordedLoad fill(List<Placed> windows, double window, Gaps gaps) throws BadLoad {
        List<Rate> rates = new ArrayList<>();
        int filled = 0;
        for (Placed next : windows) {
            if (!rates.isEmpty()) {
                Rate before = rates.get(rates.size() - 1);
                double distance = next.rate().second() - before.second();
                if (distance < window / 2) {
                    throw new BadLoad(next.place() + ": only " + show(distance) + " s after the row before, where "
                            + show(window) + " s are usual: rows must be equally far apart");
                }
                int missing = (int) Math.round(distance / window) - 1;
                if (missing > 0 && gaps == Gaps.REFUSE) {
                    throw new BadLoad(next.place() + ": " + show(distance) + " s after the row before, where "
                            + show(window) + " s are usual, so " + missing
                            + " rows are missing: add them, or say what stands for them with --gaps linear or"
                            + " --gaps zero");
                }
                for (int i = 1; gaps == Gaps.ZERO && i <= missing; i++) {
                    rates.add(new Rate(before.second() + i * window, 0));
                }
                filled += missing;
            }
            rates.add(next.rate());
        }
        return new RecordedLoad(rates, window, filled);
    }

    /** Returns the arrivals of each second. */
    public Trace trace() {
        return Trace.linear(rates, window);
    }

    /** Returns what is to be said of a row so far above all others that it may be a mistake; empty if there is none. */
    Optional<String> outlier() {
        double[] sorted = rates.stream()
                .mapToDouble(Rate::perSecond)
                .filter(value -> value > 0)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return Optional.empty();
        }
        double middle = sorted[(sorted.length - 1) / 2];
        double most = sorted[sorted.length - 1];
        if (most <= OUTLIER * middle) {
            return Optional.empty();
        }
        double second = rates.stream()
                .filter(rate -> rate.perSecond() == most)
                .findFirst()
                .orElseThrow()
                .second();
        return Optional.of(
                Table.plain(most) + " requests a second at second " + show(second) + ", where " + Table.plain(middle)
                        + " are usual: leave the row out if that is a mistake, for it decides the figures");
    }

    static String show(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? String.valueOf((long) value) : Table.plain(value);
    }
}
