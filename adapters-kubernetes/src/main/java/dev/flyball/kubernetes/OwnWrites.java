package dev.flyball.kubernetes;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The version that each workload had after it was last written here, until a look has seen it: a watch may tell of a
 * write later than its answer comes. Safe for use by several threads.
 *
 * <p>Versions are compared as numbers, as the API server promises that they may be; what is no number is not compared.
 */
final class OwnWrites {

    private final Map<Workload, Long> versions = new ConcurrentHashMap<>();

    /** Notes that this workload was written, and that the answer told this version. */
    void wrote(Workload workload, String version) {
        long number = number(version);
        if (number >= 0) {
            versions.merge(workload, number, Math::max);
        }
    }

    /** Tells whether this version, which was seen of the workload, is from before the last write. */
    boolean areAfter(String seen, Workload workload) {
        long number = number(seen);
        return number >= 0 && versions.computeIfPresent(workload, (same, last) -> last > number ? last : null) != null;
    }

    private static long number(String version) {
        try {
            return version == null ? -1 : Long.parseLong(version);
        } catch (NumberFormatException opaque) {
            return -1;
        }
    }
}
