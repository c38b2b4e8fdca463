package dev.flyball.kubernetes;

import java.time.Duration;

/**
 * How long to wait for the server where a list is watched.
 *
 * @param longestPause between two tries to watch again
 * @param refused before trying again what the server does not allow or does not have
 * @param stale how long after the watch was lost what was seen still counts
 * @param length how long the server is asked to keep a watch open, at least; at most twice as long
 * @param silence how long a watch may tell nothing at all; the server sends a bookmark about every minute
 */
record Patience(Duration longestPause, Duration refused, Duration stale, Duration length, Duration silence) {

    private static final Duration REFUSED = Duration.ofMinutes(1);
    private static final Duration LENGTH = Duration.ofMinutes(5);
    private static final Duration SILENCE = Duration.ofSeconds(90);

    /** Makes what fits requests that may take this long. */
    static Patience of(Duration limit) {
        return new Patience(limit, REFUSED, limit.multipliedBy(2), LENGTH, SILENCE);
    }
}
