package dev.flyball.core.decision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A size on its way through the guards.
 *
 * @param proposal what the signals asked for
 * @param size what is left of it
 * @param reason why
 * @param limits what changed it
 */
record Wish(int proposal, int size, Reason reason, List<Limit> limits) {

    static Wish of(int proposal, Reason reason) {
        return new Wish(proposal, proposal, reason, List.of());
    }

    /** Returns this wish limited to another size, or itself if the limit does not bind. */
    Wish limitedTo(int limit, Reason because, Optional<Instant> until) {
        if (limit == size) {
            return this;
        }
        Limit binding = new Limit(because, size, limit, until);
        return new Wish(
                proposal,
                limit,
                because,
                Stream.concat(limits.stream(), Stream.of(binding)).toList());
    }

    Wish atMost(int limit, Reason because) {
        return size > limit ? limitedTo(limit, because, Optional.empty()) : this;
    }

    Wish atLeast(int limit, Reason because) {
        return size < limit ? limitedTo(limit, because, Optional.empty()) : this;
    }

    Wish because(Reason other) {
        return new Wish(proposal, size, other, limits);
    }
}
