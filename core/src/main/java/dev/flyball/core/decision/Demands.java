package dev.flyball.core.decision;

import dev.flyball.core.demand.CapacityLearning;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.DemandEstimator;
import dev.flyball.core.demand.DemandHistory;
import dev.flyball.core.demand.LoadRecord;
import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.ReadyHistory;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Burst;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the signals of one round ask for.
 *
 * @param policy whose signals they are
 * @param bySignal each signal's demand, averaged over its window, in the policy's order
 * @param histories what was asked for before, of the signals that are averaged
 * @param loads what servers were seen to carry, of the signals whose capacity is learned
 */
record Demands(
        Policy policy, Map<Query, Demand> bySignal, Map<Query, DemandHistory> histories, Map<Query, LoadRecord> loads) {

    static Demands of(Policy policy, Observation now, Fleet fleet, ReadyHistory ready, Memory before) {
        Map<Query, Demand> demands = new LinkedHashMap<>();
        Map<Query, DemandHistory> histories = new HashMap<>();
        Map<Query, LoadRecord> loads = new HashMap<>();
        Duration burst = policy.burst().map(Burst::window).orElse(Duration.ZERO);
        double capacity = policy.sizing().meanCapacity(fleet);
        for (TrackedSignal signal : policy.signals()) {
            Query query = signal.query();
            Result<Reading> reading = reading(now, query);
            Demand demand;
            if (signal.estimator() instanceof CapacityLearning learning) {
                LoadRecord known = before.loads().getOrDefault(query, LoadRecord.nothing());
                demand = learning.estimate(signal, known, reading, fleet, ready, now.at());
                Result<Reading> took = reading(now, learning.latency().query());
                loads.put(query, learning.learn(signal, known, reading, took, fleet, ready, now.at()));
            } else {
                demand = inServers(DemandEstimator.estimate(signal, reading, fleet, ready, now.at()), signal, capacity);
            }
            Duration keep = signal.window().compareTo(burst) > 0 ? signal.window() : burst;
            if (!keep.isZero()) {
                DemandHistory history = before.demands().getOrDefault(query, DemandHistory.empty());
                if (demand instanceof Demand.Known known) {
                    history = remember(history, known, now.at(), keep);
                    OptionalDouble mean = history.mean(now.at(), signal.window());
                    demand = mean.isPresent() ? known.of(mean.getAsDouble()) : known;
                }
                histories.put(query, history);
            }
            demands.put(query, demand);
        }
        return new Demands(policy, demands, histories, loads);
    }

    /** An amount per server is what one of the smallest size carries: of larger ones, fewer are needed. */
    private static Demand inServers(Demand demand, TrackedSignal signal, double capacity) {
        boolean amount =
                signal.setPoint().unit() == SetPoint.Unit.PER_SERVER && signal.estimator() instanceof Proportional;
        return amount && demand instanceof Demand.Known known ? known.of(known.servers() / capacity) : demand;
    }

    /** The least that is needed must not pull a mean down that later rounds shrink to. */
    private static DemandHistory remember(DemandHistory before, Demand.Known demand, Instant now, Duration keep) {
        boolean pullsDown = (demand.partial() || demand.beyond())
                && demand.servers() < before.mean(now, keep).orElse(0);
        return pullsDown ? before : before.with(now, demand.servers(), keep);
    }

    private static Result<Reading> reading(Observation now, Query query) {
        Result<Reading> reading = now.readings().get(query);
        return reading == null
                ? Result.failed(
                        Fault.Kind.MISSING, query.signal() + " was not read in this round: its source gave no answer")
                : reading;
    }

    List<Demand> all() {
        return List.copyOf(bySignal.values());
    }

    List<Demand> of(List<TrackedSignal> signals) {
        return signals.stream().map(signal -> bySignal.get(signal.query())).toList();
    }

    /** Returns what a backlog adds, or empty if there is none to drain. */
    Optional<Demand> backlog() {
        return policy.backlog().map(backlog -> bySignal.get(backlog.queue().query()));
    }

    /** Returns how many servers the load needs that servers share, as far as it is known. */
    double shared() {
        List<Demand> arriving = policy.tracks().stream()
                .flatMap(track -> of(track.signals()).stream())
                .toList();
        return Demand.largest(Demand.known(arriving))
                + Demand.largest(Demand.known(backlog().stream().toList()));
    }

    /** The largest demand over a short window, or empty if nothing is known of it. */
    OptionalDouble largestOver(Duration window, Instant now) {
        return histories.values().stream()
                .map(history -> history.mean(now, window))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max();
    }
}
