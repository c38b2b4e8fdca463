package dev.flyball.core.demand;

import dev.flyball.core.result.Fault;
import dev.flyball.core.signal.Query;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How many servers one signal asks for. */
public sealed interface Demand {

    /** Returns the signal that asks. */
    Query query();

    /** Returns the demands that are known. */
    static List<Known> known(List<Demand> demands) {
        return demands.stream()
                .filter(Known.class::isInstance)
                .map(Known.class::cast)
                .toList();
    }

    /** Tells whether each demand is known, and each of them wholly: none is the least that is needed. */
    static boolean complete(List<Demand> demands) {
        return read(demands) && !beyond(demands);
    }

    /** Tells whether each signal was read wholly, even if one could not show all of its load. */
    static boolean read(List<Demand> demands) {
        return demands.stream().allMatch(demand -> demand instanceof Known known && !known.partial());
    }

    /** Tells whether one of the demands is estimated, since a signal cannot show all of its load. */
    static boolean beyond(List<Demand> demands) {
        return known(demands).stream().anyMatch(Known::beyond);
    }

    /** Returns the largest of these demands, or 0 if there is none. */
    static double largest(List<Known> demands) {
        return demands.stream().mapToDouble(Known::servers).max().orElse(0);
    }

    /**
     * The signal was read.
     *
     * @param query the signal
     * @param servers servers needed so that each carries its set point; 0 or more, with a fraction
     * @param load what one server carries now, in the unit of the set point; for a total, what one ready server would
     *     carry
     * @param setPoint what one server should carry
     * @param partial true if the load of some server is unknown, so that {@code servers} is the least that is needed
     * @param beyond true if the servers are full and the signal cannot show the load beyond, so that {@code servers} is
     *     an estimate
     * @param learned what a server was found to carry, if that is where the set point is from
     */
    record Known(
            Query query,
            double servers,
            double load,
            SetPoint setPoint,
            boolean partial,
            boolean beyond,
            Optional<CapacityEstimate> learned)
            implements Demand {
        public Known {
            Objects.requireNonNull(query, "query");
            Objects.requireNonNull(setPoint, "setPoint");
            Objects.requireNonNull(learned, "learned");
            if (!(servers >= 0) || Double.isInfinite(servers)) {
                throw new IllegalArgumentException("demand of " + servers + " servers: must be a number, 0 or more");
            }
        }

        /** Makes a demand of a load that is seen. */
        public Known(Query query, double servers, double load, SetPoint setPoint, boolean partial) {
            this(query, servers, load, setPoint, partial, false);
        }

        /** Makes a demand with a set point that was given. */
        public Known(Query query, double servers, double load, SetPoint setPoint, boolean partial, boolean beyond) {
            this(query, servers, load, setPoint, partial, beyond, Optional.empty());
        }

        Known learned(CapacityEstimate capacity, boolean isPartial, boolean isEstimated) {
            return new Known(query, servers, load, setPoint, isPartial, beyond || isEstimated, Optional.of(capacity));
        }

        /** Returns this demand for another number of servers. */
        public Known of(double other) {
            return other == servers ? this : new Known(query, other, load, setPoint, partial, beyond, learned);
        }

        /** Returns this demand times a weight. */
        Known times(double weight) {
            double weighed = Math.min(Double.MAX_VALUE, servers * weight);
            return of(servers > 0 ? Math.max(Double.MIN_VALUE, weighed) : weighed);
        }
    }

    /**
     * The signal could not be read, or what was read cannot be used.
     *
     * @param query the signal
     * @param fault why
     */
    record Unknown(Query query, Fault fault) implements Demand {
        public Unknown {
            Objects.requireNonNull(query, "query");
            Objects.requireNonNull(fault, "fault");
        }
    }
}
