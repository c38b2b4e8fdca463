package dev.flyball.core.decision;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that changed a wish on its way from proposal to size.
 *
 * @param reason what it was
 * @param from the wish before
 * @param to the wish after, different from {@code from}
 * @param until when it ends if nothing else happens, where that is known
 */
public record Limit(Reason reason, int from, int to, Optional<Instant> until) {

    public Limit {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(until, "until");
        if (from == to) {
            throw new IllegalArgumentException("limit " + reason + " from " + from + " to " + to + ": must change it");
        }
    }
}
