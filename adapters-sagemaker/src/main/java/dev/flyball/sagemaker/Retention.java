package dev.flyball.sagemaker;

import dev.flyball.core.signal.Interval;
import java.time.Duration;
import java.time.Instant;

/** How long CloudWatch keeps points, by the period that each is about. */
final class Retention {

    private static final long SECONDS_OF_MINUTE = 60;
    private static final Duration OF_SECONDS = Duration.ofHours(3);
    private static final Duration OF_MINUTES = Duration.ofDays(15);
    private static final Duration OF_FIVE_MINUTES = Duration.ofDays(63);

    private Retention() {}

    /**
     * Returns the period to ask for: the interval's step, or the shortest period above it of which points from its
     * beginning are still kept, and which is not shorter than the signal's own.
     */
    static Duration period(Duration own, Interval interval, Instant now) {
        Duration kept = kept(Duration.between(interval.from(), now));
        Duration longest = longer(interval.step(), longer(own, kept));
        return longest.compareTo(Duration.ofMinutes(1)) < 0 ? own : whole(longest, longer(own, kept));
    }

    private static Duration kept(Duration age) {
        if (age.compareTo(OF_SECONDS) <= 0) {
            return Duration.ofSeconds(1);
        }
        if (age.compareTo(OF_MINUTES) <= 0) {
            return Duration.ofMinutes(1);
        }
        return age.compareTo(OF_FIVE_MINUTES) <= 0 ? Duration.ofMinutes(5) : Duration.ofHours(1);
    }

    private static Duration whole(Duration period, Duration unit) {
        long seconds = Math.max(SECONDS_OF_MINUTE, unit.toSeconds());
        return Duration.ofSeconds((period.toSeconds() + seconds - 1) / seconds * seconds);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
