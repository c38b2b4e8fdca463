package dev.flyball.core.target;

import java.time.Instant;
import java.util.Objects;

/**
 * A size that an operator ordered for a time. It takes the place of what the load asks for; the bounds hold all the
 * same.
 *
 * @param servers the size, 0 or more
 * @param until when it ends
 */
public record SizeHold(int servers, Instant until) {

    public SizeHold {
        Objects.requireNonNull(until, "until");
        if (servers < 0) {
            throw new IllegalArgumentException("hold at " + servers + " servers: must be 0 or more");
        }
    }

    /** Tells whether it still holds. */
    public boolean holdsAt(Instant now) {
        return now.isBefore(until);
    }
}
