package dev.flyball.core.target;

import java.util.Objects;

/**
 * How large one server can be made.
 *
 * @param name as the platform and the settings write it, for example {@code 500m/1Gi} or {@code ml.g5.xlarge}
 * @param capacity what it carries, above 0, compared with the other sizes of the same target
 */
public record ServerSize(String name, double capacity) {

    public ServerSize {
        Objects.requireNonNull(name, "name");
        if (!(capacity > 0) || Double.isInfinite(capacity)) {
            throw new IllegalArgumentException("size " + name + " of capacity " + capacity + ": must be above 0");
        }
    }
}
