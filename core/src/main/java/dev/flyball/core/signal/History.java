package dev.flyball.core.signal;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a signal was in the past, as its source kept it. Gaps stay gaps.
 *
 * @param points oldest first; may be empty
 */
public record History(List<Point> points) {

    /**
     * One value of the past.
     *
     * @param time when it was true; for a span, its end
     * @param value in the signal's unit; may be anything, even not a number
     */
    public record Point(Instant time, double value) {
        public Point {
            Objects.requireNonNull(time, "time");
        }
    }

    public History {
        points = List.copyOf(points);
    }
}
