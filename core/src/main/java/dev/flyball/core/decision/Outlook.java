package dev.flyball.core.decision;

import dev.flyball.core.demand.Demand;
import dev.flyball.core.forecast.ColdStart;
import dev.flyball.core.forecast.ColdStarts;
import dev.flyball.core.forecast.Forecast;
import dev.flyball.core.forecast.Forecaster;
import dev.flyball.core.forecast.Forecaster.Looked;
import dev.flyball.core.forecast.Learned;
import dev.flyball.core.forecast.RiskSizing;
import dev.flyball.core.forecast.Sight;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Backlog;
import dev.flyball.core.policy.Behavior;
import dev.flyball.core.policy.ByRisk;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The load to come, as far as it is known.
 *
 * @param ahead empty if the policy does not forecast, data is missing, or too little has been seen
 * @param after what is remembered
 */
record Outlook(Optional<Ahead> ahead, Learned after) {

    /**
     * A forecast to follow.
     *
     * @param forecast what the load to come asks for
     * @param behavior how that is followed
     */
    record Ahead(Forecast forecast, Behavior behavior) {}

    /** No load in servers is larger in earnest, and sums of such loads still are numbers. */
    private static final double MOST_SERVERS = 1e9;

    private static final Duration SHORTEST_HOLD = Duration.ofSeconds(30);

    static Outlook of(Policy policy, Observation now, Situation situation, Demands demands, Learned known) {
        Fleet fleet = situation.fleet();
        List<Demand> arriving = demands.of(policy.tracks().get(0).signals());
        List<Demand> waiting = demands.backlog().stream().toList();
        if (policy.byRisk().isEmpty()) {
            return new Outlook(Optional.empty(), known);
        }
        ColdStarts coldStarts =
                known.coldStarts().after(now.at(), fleet, situation.changes().lastGrowth());
        Learned before = known.starting(coldStarts);
        if (!Demand.read(demands.all())) {
            return new Outlook(Optional.empty(), before);
        }
        ByRisk byRisk = policy.byRisk().get();
        RiskSizing sizing = byRisk.sizing();
        double load = Demand.largest(Demand.known(arriving)) / sizing.fullLoad();
        double seconds =
                policy.backlog().map(Backlog::within).orElse(Duration.ZERO).toMillis() / 1000.0;
        double queue = Demand.largest(Demand.known(waiting)) * seconds;
        Sight sight = new Sight(
                now.at(),
                time(now, arriving),
                Math.min(load, MOST_SERVERS),
                Math.min(queue, MOST_SERVERS),
                fleet,
                Demand.beyond(arriving));
        double tolerance = policy.tracks().get(0).behavior().tolerance().scaleOut();
        Looked looked = new Forecaster(sizing, tolerance).look(sight, inServersOfNow(before, arriving));
        // A server that is removed comes back a cold start later; what was worth it a cold start ago still is.
        Duration coldStart = ColdStart.of(sizing, coldStarts);
        Duration hold = coldStart.compareTo(SHORTEST_HOLD) > 0 ? coldStart : SHORTEST_HOLD;
        return new Outlook(
                looked.forecast().map(forecast -> new Ahead(forecast, holding(byRisk.behavior(), hold))),
                looked.after());
    }

    /** Returns when the oldest of the readings is from, which never is in the future. */
    private static Instant time(Observation now, List<Demand> demands) {
        return demands.stream()
                .flatMap(demand -> Optional.ofNullable(now.readings().get(demand.query())).stream())
                .filter(Result.Ok.class::isInstance)
                .map(result -> ((Result.Ok<Reading>) result).value().time())
                .min(Comparator.naturalOrder())
                .filter(time -> time.isBefore(now.at()))
                .orElse(now.at());
    }

    /** Of several signals it changes which one tells the load, so that there is no such thing as what servers carry. */
    private static Learned inServersOfNow(Learned before, List<Demand> arriving) {
        return arriving.size() != 1
                ? before
                : Demand.known(arriving).stream()
                        .flatMap(known -> known.learned().stream())
                        .filter(capacity -> capacity.held() > 0)
                        .findFirst()
                        .map(capacity -> before.heldTo(capacity.held()))
                        .orElse(before);
    }

    /** Returns this behavior with the longer of its scale-in window and the hold. */
    private static Behavior holding(Behavior given, Duration hold) {
        Duration longest = Stabilization.LONGEST;
        // A window leaves out its begin, and a plan that old counts.
        Duration window = hold.compareTo(longest) < 0 ? hold.plusMillis(1) : longest;
        Stabilization windows = given.stabilization();
        return window.compareTo(windows.scaleIn()) <= 0
                ? given
                : given.stabilized(new Stabilization(windows.scaleOut(), window));
    }

    /** Returns the forecast, whoever follows it. */
    Optional<Forecast> forecast() {
        return ahead.map(Ahead::forecast);
    }
}
