package dev.flyball.agent.settings;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a server costs for an hour, in a currency of the user's.
 *
 * @param hourly of each size, the smallest first; one where the size is not to change; none if it is not known
 */
public record Prices(List<Double> hourly) {

    public Prices {
        hourly = List.copyOf(hourly);
        if (hourly.stream().anyMatch(price -> !(price > 0) || Double.isInfinite(price))) {
            throw new IllegalArgumentException("prices " + hourly + ": must be above 0");
        }
    }

    /** Returns prices of which none is known. */
    public static Prices unknown() {
        return new Prices(List.of());
    }

    /** Returns the price of the size of this index, 0 for the smallest, if it is known. */
    public OptionalDouble of(int size) {
        return size < hourly.size() ? OptionalDouble.of(hourly.get(size)) : OptionalDouble.empty();
    }
}
