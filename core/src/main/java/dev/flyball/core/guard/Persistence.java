package dev.flyball.core.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How long a target must have wanted to move the same way, without interruption, before it moves; then it moves to the
 * newest proposal. Unlike a stabilization window, what was proposed meanwhile does not matter, only its direction. Ray
 * Serve's delays and the alarms of AWS target tracking work so.
 *
 * @param scaleOut 0 to 1 h
 * @param scaleIn 0 to 1 h
 * @param anew true if the time starts anew after each move
 */
public record Persistence(Duration scaleOut, Duration scaleIn, boolean anew) {

    private static final Duration LONGEST = Duration.ofHours(1);

    public Persistence {
        if (outside(scaleOut) || outside(scaleIn)) {
            throw new IllegalArgumentException(
                    "delays " + scaleOut + " out, " + scaleIn + " in: must be 0 to " + LONGEST);
        }
    }

    private static boolean outside(Duration duration) {
        return duration.isNegative() || duration.compareTo(LONGEST) > 0;
    }

    /** Returns a persistence that asks for none. */
    public static Persistence none() {
        return new Persistence(Duration.ZERO, Duration.ZERO, false);
    }

    /**
     * The direction that a target wants to move in.
     *
     * @param sign 1 for out, -1 for in, 0 for neither
     * @param since since when
     */
    public record Trend(int sign, Instant since) {
        public Trend {
            Objects.requireNonNull(since, "since");
        }

        /** Returns the trend after another proposal. */
        public static Trend after(Optional<Trend> before, int sign, Instant now) {
            return before.filter(trend -> trend.sign() == sign && !trend.since().isAfter(now))
                    .orElse(new Trend(sign, now));
        }
    }

    /** Returns until when the trend must last before it is followed, or empty if it has. */
    public Optional<Instant> waitsUntil(Trend trend, Instant now) {
        Duration wanted = trend.sign() > 0 ? scaleOut : trend.sign() < 0 ? scaleIn : Duration.ZERO;
        return Optional.of(trend.since().plus(wanted)).filter(end -> end.isAfter(now));
    }
}
