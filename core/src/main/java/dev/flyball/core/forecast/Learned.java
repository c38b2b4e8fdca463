package dev.flyball.core.forecast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the forecast remembers of one target. Bounded: 3 forecasters, a minute of loads (32 at most), at most 20
 * forecasts that wait, and 16 cold starts.
 *
 * @param recent the loads of the last minute, oldest first; empty before the first
 * @param seconds between the two newest loads; 0 before the second
 * @param volatility how wild the load is
 * @param candidates the forecasters, quickest first
 * @param pending forecasts, oldest first
 * @param surge true while a surge is on
 * @param coldStarts how long servers take to be ready
 * @param held what one server is held to, in which the load is counted, if that is learned; else 0
 */
public record Learned(
        List<Recent> recent,
        double seconds,
        Volatility volatility,
        List<Candidate> candidates,
        List<Pending> pending,
        boolean surge,
        ColdStarts coldStarts,
        double held) {

    private static final int MOST_PENDING = 20;

    /**
     * One load.
     *
     * @param time when it was
     * @param servers that it fills
     */
    public record Recent(Instant time, double servers) {
        public Recent {
            Objects.requireNonNull(time, "time");
        }
    }

    public Learned {
        recent = List.copyOf(recent);
        Objects.requireNonNull(volatility, "volatility");
        candidates = List.copyOf(candidates);
        pending = List.copyOf(pending);
        Objects.requireNonNull(coldStarts, "coldStarts");
    }

    /** Returns what is remembered of a target that was never seen. */
    public static Learned nothing() {
        return new Learned(List.of(), 0, Volatility.none(), List.of(), List.of(), false, ColdStarts.unknown(), 0);
    }

    /** Returns this with a forecast that waits; where there are too many, every other one is enough. */
    Learned waitingFor(Pending forecast, boolean surging) {
        List<Pending> next = new ArrayList<>(pending);
        next.add(forecast);
        if (next.size() > MOST_PENDING) {
            next.remove(next.size() - 2);
        }
        return new Learned(recent, seconds, volatility, candidates, next, surging, coldStarts, held);
    }

    /** Returns this with other cold starts. */
    public Learned starting(ColdStarts other) {
        return new Learned(recent, seconds, volatility, candidates, pending, surge, other, held);
    }

    /**
     * Returns this for servers that are held to another load, above 0: the same load fills more of them if one is found
     * to carry less, which is no error of a forecast.
     */
    public Learned heldTo(double other) {
        double factor = held > 0 ? held / other : 1;
        if (factor == 1) {
            return new Learned(recent, seconds, volatility, candidates, pending, surge, coldStarts, other);
        }
        return new Learned(
                recent.stream()
                        .map(one -> new Recent(one.time(), one.servers() * factor))
                        .toList(),
                seconds,
                volatility.times(factor),
                candidates.stream().map(one -> one.times(factor)).toList(),
                pending.stream().map(one -> one.times(factor)).toList(),
                surge,
                coldStarts,
                other);
    }
}
