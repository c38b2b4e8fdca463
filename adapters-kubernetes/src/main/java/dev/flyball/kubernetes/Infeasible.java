package dev.flyball.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Remembers which sizes no node could give, so that as much or more is not asked for again; for an hour, since a
 * cluster gets larger nodes. Safe for several threads.
 */
final class Infeasible {

    private static final Duration KEPT = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<Workload, List<Known>> sizes = new ConcurrentHashMap<>();

    private record Known(PodSize size, String why, Instant at) {}

    Infeasible(InstantSource clock) {
        this.clock = clock;
    }

    void remember(Workload workload, PodSize size, String why) {
        Known added = new Known(size, why, clock.instant());
        // What is at least as much says nothing more, so that this stays as short as the list of sizes.
        sizes.merge(workload, List.of(added), (before, more) -> Stream.concat(
                        before.stream().filter(known -> !known.size().isAtLeast(size)), more.stream())
                .toList());
    }

    /** Returns why this size cannot be had, if that is known. */
    Optional<String> recall(Workload workload, PodSize size) {
        Instant oldest = clock.instant().minus(KEPT);
        return sizes.getOrDefault(workload, List.of()).stream()
                .filter(known -> known.at().isAfter(oldest) && size.isAtLeast(known.size()))
                .map(known -> known.size().equals(size)
                        ? known.why()
                        : "it is at least as large as " + known.size() + ", and " + known.why())
                .findFirst();
    }
}
