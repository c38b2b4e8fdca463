package dev.flyball.agent.shard;

import java.time.Duration;

/**
 * The times that holding a shard goes by. A holder believes in its lease for less time than others wait for it to end,
 * so that clocks that run a little differently never let two of them decide.
 *
 * @param lease how long others wait after they last saw the lease change
 * @param writes how long one write may take, all requests together
 */
public record Terms(Duration lease, Duration writes) {

    private static final double BELIEVED = 0.9;
    private static final int RENEWALS = 5;
    private static final int WRITES_IN_A_LEASE = 3;
    private static final Duration SHORTEST = Duration.ofSeconds(15);

    public Terms {
        if (writes.multipliedBy(2).compareTo(lease) > 0) {
            throw new IllegalArgumentException(
                    "writes of up to " + writes + " with a lease of " + lease + ": must be at most half of it");
        }
    }

    /** Returns a lease that leaves time for writes after any renewal, and for one renewal that fails. */
    public static Terms forWritesOf(Duration writes) {
        Duration lease = writes.multipliedBy(WRITES_IN_A_LEASE);
        Duration whole = Duration.ofSeconds(lease.plusMillis(999).toSeconds());
        return new Terms(whole.compareTo(SHORTEST) > 0 ? whole : SHORTEST, writes);
    }

    /** Returns how long after a renewal was sent the holder believes in it. */
    Duration believed() {
        return Duration.ofNanos((long) (lease.toNanos() * BELIEVED));
    }

    /** Returns the time between two looks at the leases. */
    public Duration beat() {
        return lease.dividedBy(RENEWALS);
    }
}
