package dev.flyball.agent.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The sizes that a server may have, and what each costs.
 *
 * @param sizes at least one, the smallest first
 * @param minServers the fewest servers, 0 or more
 * @param maxServers the most servers, 1 or more
 */
public record Offers(List<Offer> sizes, int minServers, int maxServers) {

    /** Of a load that is a quotient, such as 3 * 0.1 / 0.1, rounding up must not ask for a server more. */
    private static final double ROUNDING_ERROR = 1e-9;

    public Offers {
        sizes = List.copyOf(sizes);
        if (sizes.isEmpty() || minServers < 0 || maxServers < Math.max(1, minServers)) {
            throw new IllegalArgumentException("sizes " + sizes + ", " + minServers + " to " + maxServers
                    + " servers: must be one size or more," + " and 0 <= min <= max and max >= 1");
        }
    }

    /**
     * One size.
     *
     * @param name what it is called; empty where there is only one
     * @param capacity what one server of it carries, above 0
     * @param price what it costs for an hour, if that is known
     */
    public record Offer(String name, double capacity, OptionalDouble price) {}

    /**
     * A way to carry a load.
     *
     * @param size of which size servers are
     * @param servers how many
     * @param cost what they cost for an hour together
     */
    public record Bill(Offer size, int servers, double cost) {}

    /** Returns how many servers of a size carry a load, or empty if as many as allowed do not. */
    public OptionalInt servers(Offer size, double load) {
        double needed = Math.ceil(load / size.capacity() * (1 - ROUNDING_ERROR));
        return needed > maxServers
                ? OptionalInt.empty()
                : OptionalInt.of(Math.max((int) needed, Math.max(1, minServers)));
    }

    /** Returns what servers of a size cost that carry a load, if they can and their price is known. */
    public Optional<Bill> bill(Offer size, double load) {
        OptionalInt servers = servers(size, load);
        return servers.isPresent() && size.price().isPresent()
                ? Optional.of(new Bill(
                        size,
                        servers.getAsInt(),
                        servers.getAsInt() * size.price().getAsDouble()))
                : Optional.empty();
    }

    /** Returns the cheapest way to carry a load; of several, the one with the smallest servers. */
    public Optional<Bill> cheapest(double load) {
        return sizes.stream().flatMap(size -> bill(size, load).stream()).min(Comparator.comparingDouble(Bill::cost));
    }

    /** Tells whether the price of any size is known. */
    public boolean priced() {
        return sizes.stream().anyMatch(size -> size.price().isPresent());
    }

    /** Returns the smallest size. */
    public Offer smallest() {
        return sizes.get(0);
    }

    /** Returns the largest size. */
    public Offer largest() {
        return sizes.get(sizes.size() - 1);
    }
}
