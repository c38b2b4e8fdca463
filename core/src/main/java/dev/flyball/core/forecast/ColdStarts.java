package dev.flyball.core.forecast;

import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How long servers took from being asked for until they took requests: learned from every growth of the target, so that
 * a platform which tells nothing but counts is enough, and as long as there was none from what ready servers tell.
 *
 * @param took seconds of the newest growths, oldest first, at most 16
 * @param told seconds that ready servers told last; empty if they never did
 * @param asked the growth that is waited for
 * @param since the newest growth that was looked at
 */
public record ColdStarts(List<Double> took, Optional<Double> told, Optional<Asked> asked, Optional<Instant> since) {

    private static final int MOST_KEPT = 16;

    /**
     * A growth that was applied.
     *
     * @param at when
     * @param servers to how many
     */
    public record Asked(Instant at, int servers) {
        public Asked {
            Objects.requireNonNull(at, "at");
        }
    }

    public ColdStarts {
        took = List.copyOf(took);
        Objects.requireNonNull(told, "told");
        Objects.requireNonNull(asked, "asked");
        Objects.requireNonNull(since, "since");
    }

    /** Returns what is known before anything was seen. */
    public static ColdStarts unknown() {
        return new ColdStarts(List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Returns this after one more look.
     *
     * @param growth when the target was last made larger, as far as that is remembered
     */
    public ColdStarts after(Instant now, Fleet fleet, Optional<Instant> growth) {
        Optional<Double> heard = told(fleet).or(() -> told);
        Optional<Asked> waited = asked.filter(growing -> isAwaited(growing, now, fleet));
        List<Double> known = took;
        if (waited.isPresent() && fleet.ready() >= waited.get().servers()) {
            known = with(took, seconds(waited.get().at(), now));
            waited = Optional.empty();
        }
        boolean grew = waited.isEmpty()
                && growth.isPresent()
                && since.map(growth.get()::isAfter).orElse(true);
        if (!grew) {
            return new ColdStarts(known, heard, waited, since);
        }
        // What is ready when it is first seen may have been so for long.
        Optional<Asked> next = Optional.of(new Asked(growth.get(), fleet.wanted()))
                .filter(growing -> isAwaited(growing, now, fleet) && fleet.ready() < growing.servers());
        return new ColdStarts(known, heard, next, growth);
    }

    /** Someone may take back what was asked for, and what never comes says nothing. */
    private static boolean isAwaited(Asked asked, Instant now, Fleet fleet) {
        return fleet.wanted() >= asked.servers()
                && !asked.at().isAfter(now)
                && Duration.between(asked.at(), now).compareTo(RiskSizing.LONGEST) <= 0;
    }

    private static List<Double> with(List<Double> times, double time) {
        List<Double> next = new ArrayList<>(times);
        next.add(time);
        if (next.size() > MOST_KEPT) {
            next.remove(0);
        }
        return next;
    }

    /** Returns what all but a tenth took, or empty if nothing is known. */
    Optional<Duration> learned() {
        return (took.isEmpty() ? told : allButATenth(took))
                .map(seconds -> Duration.ofMillis(Math.round(1000 * seconds)));
    }

    private static Optional<Double> told(Fleet fleet) {
        return allButATenth(fleet.servers().stream()
                .filter(server -> server.state() == Server.State.READY)
                .flatMap(server -> server.started().stream()
                        .flatMap(from -> server.readinessChanged().stream().map(to -> seconds(from, to))))
                .filter(time -> time >= 0 && time <= RiskSizing.LONGEST.toSeconds())
                .toList());
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    private static Optional<Double> allButATenth(List<Double> times) {
        return times.stream().sorted().skip((times.size() - 1) * 9L / 10).findFirst();
    }
}
