package dev.flyball.agent.differential;

import dev.flyball.agent.differential.Series.Metric;
import dev.flyball.agent.differential.Sync.Asked;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.Server.State;
import dev.flyball.core.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What could be seen of one series at a sync.
 *
 * @param series the series
 * @param pods its pods
 * @param told its metrics
 */
record Scene(Series series, PodTimeline pods, Told told) {

    /** The stand-in for metrics-server says that each sample covers this long. */
    private static final Duration SPAN = Duration.ofSeconds(15);

    /**
     * Returns the observation of this sync; then, if pods or metrics changed meanwhile, those of the other orders in
     * which the controller may have seen that.
     */
    List<Observation> at(Sync sync, Optional<Outcome> outcome) {
        Instant from = sync.asked().values().stream()
                .map(Asked::from)
                .min(Instant::compareTo)
                .orElse(sync.begin());
        List<Observation> possible = new ArrayList<>();
        for (Loads loads : told.during(from, sync.at())) {
            for (List<Server> listed : pods.around(sync.at(), sync.at())) {
                for (List<Server> measured : pods.around(from, sync.at())) {
                    for (Instant stamp : stamps(from, sync.at())) {
                        possible.add(observation(sync, outcome, loads, listed, measured, stamp));
                    }
                }
            }
        }
        return possible;
    }

    /** Samples carry whole seconds. */
    private static Set<Instant> stamps(Instant from, Instant to) {
        Set<Instant> stamps = new LinkedHashSet<>();
        for (Instant at = to.truncatedTo(ChronoUnit.SECONDS);
                !at.isBefore(from.truncatedTo(ChronoUnit.SECONDS));
                at = at.minusSeconds(1)) {
            stamps.add(at);
        }
        return stamps;
    }

    private Observation observation(
            Sync sync,
            Optional<Outcome> outcome,
            Loads loads,
            List<Server> listed,
            List<Server> measured,
            Instant stamp) {
        Map<Query, Result<Reading>> readings = new HashMap<>();
        for (Metric metric : series.metrics()) {
            String key = metric instanceof Metric.External ? metric.signal() : "pods";
            boolean failed =
                    sync.asked().containsKey(key) && !sync.asked().get(key).ok();
            readings.put(
                    Imitation.query(series, metric),
                    failed ? missing() : reading(metric, loads, measured, sync.at(), stamp));
        }
        Fleet fleet = new Fleet(sync.wanted(), sync.size(), new Version("1"), Optional.empty(), listed);
        return new Observation(sync.at(), Result.ok(fleet), readings, outcome, false);
    }

    private Result<Reading> reading(Metric metric, Loads loads, List<Server> measured, Instant at, Instant stamp) {
        if (metric instanceof Metric.External) {
            Double value = loads.external().get(metric.signal());
            return value == null ? missing() : Result.ok(new Reading.Total(Loads.rounded(value), at));
        }
        List<String> running = measured.stream()
                .filter(pod -> pod.state() == State.READY || pod.state() == State.RUNNING)
                .map(Server::id)
                .toList();
        double capacity =
                metric instanceof Metric.PerPod ? 1 : metric.signal().equals("cpu") ? Manifests.CPU : Manifests.MEMORY;
        Map<String, Sample> samples = new HashMap<>();
        loads.samples(metric.signal(), running)
                .forEach((pod, amount) -> samples.put(pod, new Sample(amount, capacity, Optional.of(stamp), SPAN)));
        return Result.ok(new Reading.PerServer(samples, stamp));
    }

    static Optional<Double> total(Observation seen, Query query) {
        return seen.readings().get(query) instanceof Result.Ok<Reading> ok && ok.value() instanceof Reading.Total total
                ? Optional.of(total.value())
                : Optional.empty();
    }

    private static Result<Reading> missing() {
        return Result.failed(Fault.Kind.MISSING, "no value");
    }
}
