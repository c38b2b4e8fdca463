package dev.flyball.agent.protocol;

import dev.flyball.core.forecast.RiskSizing;
import dev.flyball.core.target.Bounds;
import java.time.Duration;

/**
 * The first line: what is known of the deployment before it starts.
 *
 * @param capacity requests a second that a ready server serves when it is full, above 0
 * @param concurrency requests in flight in a server at that rate, above 0
 * @param coldStart from asking for a server until it is ready
 * @param sloWait how long a request may wait
 * @param tick the time between decisions
 * @param delay the age of every observation
 * @param bounds the sizes allowed
 */
record Init(
        double capacity,
        double concurrency,
        Duration coldStart,
        Duration sloWait,
        Duration tick,
        Duration delay,
        Bounds bounds) {

    static Init of(Fields fields) throws Garbage {
        int min = fields.count("min_replicas");
        int max = fields.count("max_replicas");
        if (max < Math.max(1, min)) {
            throw new Garbage(
                    "init has min_replicas=" + min + " and max_replicas=" + max + ": max must be at least min, and 1");
        }
        return new Init(
                fields.above0("capacity"),
                fields.above0("concurrency"),
                fields.seconds("cold_start"),
                fields.seconds("slo_wait"),
                fields.seconds("tick"),
                fields.seconds("delay"),
                new Bounds(min, max));
    }

    /**
     * Checks what sizing by risk needs.
     *
     * @throws Garbage if the cold start or the wait is below 0 or too long to be forecast over
     */
    void checkForecast() throws Garbage {
        check("cold_start", coldStart);
        check("slo_wait", sloWait);
    }

    private static void check(String name, Duration time) throws Garbage {
        if (time.isNegative() || time.compareTo(RiskSizing.LONGEST) > 0) {
            throw new Garbage("init has " + name + "=" + time.toSeconds() + ": must be 0 to "
                    + RiskSizing.LONGEST.toSeconds() + " seconds");
        }
    }

    /** The age above which an observation counts as missing: four decisions late, and a minute at least. */
    Duration maxAge() {
        return delay.plus(tick.multipliedBy(4)).plusMinutes(1);
    }
}
