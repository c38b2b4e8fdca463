package dev.flyball.core.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * How fast a target may move in one direction.
 *
 * <p>For each rate with period {@code P}: {@code start = base - added during P + removed during P}; growth may reach
 * {@code start + servers} or {@code ceil(start * (1 + percent / 100))}, shrinking {@code start - servers} or
 * {@code trunc(start * (1 - percent / 100))}. A limit on the wrong side of the current size counts as the current size.
 * As the Kubernetes HPA v2 does, with the current size as base.
 *
 * @param rates the rates; none limits nothing
 * @param select which rate counts if there are several
 * @param base what a percentage is taken of
 */
public record RateLimit(List<Rate> rates, Select select, Base base) {

    /** The longest period, which bounds what must be remembered. */
    public static final Duration LONGEST = Duration.ofMinutes(30);

    /** Which of several rates counts. */
    public enum Select {
        /** The one that allows the most change. */
        MOST,
        /** The one that allows the least change. */
        LEAST,
        /** None: the size does not move in this direction at all. */
        OFF
    }

    /** What a percentage is taken of. */
    public enum Base {
        /** The wanted size, as the Kubernetes HPA does. */
        WANTED,
        /** The servers that are ready, at least 1, as Knative does. */
        READY
    }

    /**
     * One rate.
     *
     * @param amount servers, or percent; 0 or more
     * @param unit what {@code amount} counts
     * @param period above 0, up to {@link RateLimit#LONGEST}
     */
    public record Rate(double amount, Unit unit, Duration period) {

        /** What a rate counts. */
        public enum Unit {
            /** Servers. */
            SERVERS,
            /** Percent of the base. */
            PERCENT
        }

        public Rate {
            Objects.requireNonNull(unit, "unit");
            if (!(amount >= 0) || Double.isInfinite(amount)) {
                throw new IllegalArgumentException("rate of " + amount + ": must be a number, 0 or more");
            }
            if (period.isNegative() || period.isZero() || period.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("rate period " + period + ": must be above 0, up to " + LONGEST);
            }
        }
    }

    public RateLimit {
        rates = List.copyOf(rates);
        Objects.requireNonNull(select, "select");
        Objects.requireNonNull(base, "base");
    }

    /** Returns a limit that limits nothing. */
    public static RateLimit none() {
        return new RateLimit(List.of(), Select.MOST, Base.WANTED);
    }

    /** Returns a limit by rates of the wanted size. */
    public static RateLimit of(Select select, Rate... rates) {
        return new RateLimit(List.of(rates), select, Base.WANTED);
    }

    /** Returns the largest size that may be asked for now, at least {@code current}. */
    public int largest(int current, int ready, Changes changes, Instant now) {
        if (select == Select.OFF) {
            return current;
        }
        if (rates.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        double limit = select == Select.MOST ? 0 : Integer.MAX_VALUE;
        for (Rate rate : rates) {
            double start = start(rate, current, ready, changes, now);
            double reach = rate.unit() == Rate.Unit.SERVERS
                    ? start + rate.amount()
                    : Math.ceil(start * (1 + rate.amount() / 100) - 1e-9);
            limit = select == Select.MOST ? Math.max(limit, reach) : Math.min(limit, reach);
        }
        return (int) Math.max(current, Math.min(Integer.MAX_VALUE, limit));
    }

    /** Returns the smallest size that may be asked for now, at most {@code current}. */
    public int smallest(int current, int ready, Changes changes, Instant now) {
        if (select == Select.OFF) {
            return current;
        }
        if (rates.isEmpty()) {
            return 0;
        }
        double limit = select == Select.MOST ? Integer.MAX_VALUE : 0;
        for (Rate rate : rates) {
            double start = start(rate, current, ready, changes, now);
            double reach = rate.unit() == Rate.Unit.SERVERS
                    ? start - rate.amount()
                    : Math.floor(start * (1 - rate.amount() / 100) + 1e-9);
            limit = select == Select.MOST ? Math.min(limit, reach) : Math.max(limit, reach);
        }
        return (int) Math.min(current, Math.max(0, limit));
    }

    private double start(Rate rate, int current, int ready, Changes changes, Instant now) {
        if (base == Base.READY) {
            return Math.max(1, ready);
        }
        Instant begin = now.minus(rate.period());
        return current - changes.addedSince(begin) + changes.removedSince(begin);
    }
}
