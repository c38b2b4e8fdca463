package dev.flyball.core.target;

/**
 * The sizes a target may have. They hold in every decision, whatever the signals say.
 *
 * @param min the fewest servers, 0 or more
 * @param max the most servers, at least {@code min} and at least 1
 */
public record Bounds(int min, int max) {

    public Bounds {
        if (min < 0 || max < Math.max(1, min)) {
            throw new IllegalArgumentException(
                    "min_servers=" + min + ", max_servers=" + max + ": must be 0 <= min <= max and max >= 1");
        }
    }

    /** Returns the allowed size nearest to {@code size}. */
    public int clamp(int size) {
        return Math.max(min, Math.min(max, size));
    }
}
