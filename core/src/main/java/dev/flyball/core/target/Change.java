package dev.flyball.core.target;

import java.util.Objects;
import java.util.Optional;

/**
 * A new size for a target: another number of servers, another size of each, or both.
 *
 * @param from the wanted count that the decision saw
 * @param to the count to ask for
 * @param serverSize the name of the size that every server should have; empty to leave sizes as they are
 */
public record Change(int from, int to, Optional<String> serverSize) {

    public Change {
        Objects.requireNonNull(serverSize, "serverSize");
        if (from < 0 || to < 0 || from == to && serverSize.isEmpty()) {
            throw new IllegalArgumentException(
                    "from " + from + " to " + to + ": must be two different sizes, 0 or more");
        }
    }

    /** Makes a change of the count alone. */
    public Change(int from, int to) {
        this(from, to, Optional.empty());
    }
}
