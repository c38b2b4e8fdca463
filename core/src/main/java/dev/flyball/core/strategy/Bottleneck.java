package dev.flyball.core.strategy;

import java.util.Objects;

/**
 * Where a target is short, or has more than it needs.
 *
 * @param wanted what throughput, queue and concurrency ask for: load that more servers share
 * @param memoryNearLimit a server's memory is near its limit, which more servers do not help
 * @param slowWhileIdle one request takes longer than allowed although servers idle, which more servers do not help
 * @param atMin there are as few servers as allowed
 * @param atMax there are as many servers as allowed
 * @param largerAllowed there is a larger size that is allowed
 * @param smallerFits there is a smaller size that is allowed and that the load and the memory in use fit, with the set
 *     point kept
 */
public record Bottleneck(
        Wanted wanted,
        boolean memoryNearLimit,
        boolean slowWhileIdle,
        boolean atMin,
        boolean atMax,
        boolean largerAllowed,
        boolean smallerFits) {

    /** How many servers are wanted. */
    public enum Wanted {
        /** More than there are. */
        MORE,
        /** As many as there are. */
        AS_MANY,
        /** Fewer than there are. */
        FEWER
    }

    public Bottleneck {
        Objects.requireNonNull(wanted, "wanted");
    }

    /** Tells whether each server by itself is too small, whatever their number. */
    public boolean oneServerShort() {
        return memoryNearLimit || slowWhileIdle;
    }
}
