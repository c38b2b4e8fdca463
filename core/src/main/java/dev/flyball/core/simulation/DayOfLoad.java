package dev.flyball.core.simulation;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The load of a made-up endpoint through a day: quiet at night, a broad rise in the working day with its peak at 14:00
 * UTC, a short burst at 19:30, and ripples within the minutes. The same moment always has the same load.
 *
 * <p>Load is counted in what one server can carry at most: 2.5 needs at least 2.5 servers. It stays between 0 and 3.3.
 */
public final class DayOfLoad {

    private static final double NIGHT = 0.3;
    private static final double DAY = 2.0;
    private static final double PEAK_HOUR = 14;
    private static final double HOURS_OF_RISE = 4;
    private static final double BURST = 1.2;
    private static final double BURST_HOUR = 19.5;
    private static final double HOURS_OF_BURST = 0.4;
    private static final double RIPPLE = 0.07;

    private DayOfLoad() {}

    /** Returns the load at {@code time}. */
    public static double at(Instant time) {
        double seconds = time.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay();
        double hour = seconds / 3600;
        double day = DAY * Math.exp(-Math.pow((hour - PEAK_HOUR) / HOURS_OF_RISE, 2));
        double burst = Math.abs(hour - BURST_HOUR) < HOURS_OF_BURST / 2 ? BURST : 0;
        // Two waves whose lengths share no factor do not repeat within the day.
        double ripple = 1 + RIPPLE * (Math.sin(seconds / 97) + Math.sin(seconds / 331)) / 2;
        return (NIGHT + day + burst) * ripple;
    }
}
