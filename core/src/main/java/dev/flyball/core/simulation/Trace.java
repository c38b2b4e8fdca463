package dev.flyball.core.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** How many requests arrive in each second, from second 0 on; fractions of a request count. Immutable. */
public final class Trace {

    /** The longest trace, in seconds: what is kept of each second fits the memory of a small machine. */
    public static final int LONGEST = 92 * 24 * 3600;

    private static final double LARGE = 30;

    private final double[] arrived;

    /**
     * A rate that was recorded.
     *
     * @param second when its window begins, in seconds
     * @param perSecond requests a second over the window, 0 or more
     */
    public record Rate(double second, double perSecond) {}

    private Trace(double[] arrivals) {
        arrived = new double[arrivals.length + 1];
        for (int i = 0; i < arrivals.length; i++) {
            arrived[i + 1] = arrived[i] + arrivals[i];
        }
    }

    /**
     * Makes a trace of the arrivals in each second.
     *
     * @throws IllegalArgumentException if there are none or too many, or one is not a number, 0 or more
     */
    public static Trace ofSeconds(double... arrivals) {
        if (arrivals.length == 0 || arrivals.length > LONGEST) {
            throw new IllegalArgumentException(arrivals.length + " seconds: must be 1 to " + LONGEST);
        }
        for (double value : arrivals) {
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException(value + " requests in a second: must be a number, 0 or more");
            }
        }
        return new Trace(arrivals);
    }

    /**
     * Makes a trace that runs linearly from the centre of each window to the centre of the next. A window of one second
     * is taken as it is.
     *
     * @param rates at least one, in order of time
     * @param window the length of a window in seconds, 1 or more
     */
    public static Trace linear(List<Rate> rates, double window) {
        double begin = rates.get(0).second();
        double length = rates.get(rates.size() - 1).second() - begin + window;
        if (!(length >= 1) || length > LONGEST) {
            throw new IllegalArgumentException("a trace of " + length + " s: must be 1 to " + LONGEST);
        }
        double[] arrivals = new double[(int) length];
        int after = 0;
        for (int second = 0; second < arrivals.length; second++) {
            // The middle of this second, counted from the middle of the first window.
            double at = begin + second + 0.5 - window / 2;
            while (after < rates.size() && rates.get(after).second() < at) {
                after++;
            }
            arrivals[second] = between(rates, after, at);
        }
        return ofSeconds(arrivals);
    }

    private static double between(List<Rate> rates, int after, double at) {
        if (after == 0) {
            return rates.get(0).perSecond();
        }
        Rate left = rates.get(after - 1);
        if (after == rates.size()) {
            return left.perSecond();
        }
        Rate right = rates.get(after);
        double part = (at - left.second()) / (right.second() - left.second());
        return left.perSecond() + part * (right.perSecond() - left.perSecond());
    }

    /** Returns whole requests that arrive independently of each other at the rates of this trace (Poisson). */
    public Trace poisson(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        double[] arrivals = new double[seconds()];
        for (int i = 0; i < arrivals.length; i++) {
            arrivals[i] = poisson(arrivals(i), random);
        }
        return new Trace(arrivals);
    }

    private static double poisson(double mean, RandomGenerator random) {
        if (mean > LARGE) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        int count = -1;
        for (double product = 1; product > limit; product *= random.nextDouble()) {
            count++;
        }
        return Math.max(0, count);
    }

    /** Returns how many seconds it lasts, 1 or more. */
    public int seconds() {
        return arrived.length - 1;
    }

    /** Returns how many requests arrive before {@code second}, which is 0 to {@link #seconds()}. */
    public double arrived(int second) {
        return arrived[second];
    }

    /** Returns how many requests arrive in {@code second}. */
    public double arrivals(int second) {
        return arrived[second + 1] - arrived[second];
    }

    /** Returns the mean requests a second of the seconds {@code from} to {@code to}, the last one not included. */
    public double mean(int from, int to) {
        return (arrived[to] - arrived[from]) / (to - from);
    }

    /** Returns the seconds {@code from} to {@code to}, the last one not included. */
    public Trace part(int from, int to) {
        double[] arrivals = new double[to - from];
        Arrays.setAll(arrivals, i -> arrivals(from + i));
        return ofSeconds(arrivals);
    }
}
