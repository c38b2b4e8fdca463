package dev.flyball.agent.simulated;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time that a target lives in. Real targets live in the machine's time; simulated ones in a time that runs faster,
 * so that a day passes while one watches. Safe for use by several threads.
 *
 * @param clock the machine's clock
 * @param start where both times meet
 * @param origin what the target's time was at {@code start}
 * @param speed how many seconds of the target's time pass in one second of life; above 0
 */
public record Timeline(InstantSource clock, Instant start, Instant origin, double speed) implements InstantSource {

    public Timeline {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed " + speed + ": must be above 0");
        }
    }

    /** Returns the machine's own time. */
    public static Timeline life(InstantSource clock) {
        Instant now = clock.instant();
        return new Timeline(clock, now, now, 1);
    }

    /** Returns a time that starts now at {@code origin} and runs {@code speed} times as fast as life. */
    public static Timeline faster(InstantSource clock, Instant origin, double speed) {
        return new Timeline(clock, clock.instant(), origin, speed);
    }

    /** Tells whether this is the machine's own time. */
    public boolean isLife() {
        return speed == 1 && origin.equals(start);
    }

    /** Returns the time now. */
    @Override
    public Instant instant() {
        Duration lived = Duration.between(start, clock.instant());
        return speed == 1 ? origin.plus(lived) : origin.plusNanos(Math.round(lived.toNanos() * speed));
    }

    /** Returns how long {@code span} of this time lasts in life. */
    public Duration inLife(Duration span) {
        return Duration.ofNanos(Math.round(span.toNanos() / speed));
    }
}
