package dev.flyball.core.target;

/**
 * A new size for a target.
 *
 * @param from the wanted size that the decision saw
 * @param to the size to ask for, never equal to {@code from}
 */
public record Change(int from, int to) {

    public Change {
        if (from < 0 || to < 0 || from == to) {
            throw new IllegalArgumentException(
                    "from " + from + " to " + to + ": must be two different sizes, 0 or more");
        }
    }
}
