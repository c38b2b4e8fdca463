package dev.flyball.core.decision;

import dev.flyball.core.decision.Memory.OfTrack;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.forecast.Forecast;
import dev.flyball.core.guard.Persistence;
import dev.flyball.core.guard.Persistence.Trend;
import dev.flyball.core.guard.Proposals;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Behavior;
import dev.flyball.core.policy.TargetTracking;
import java.util.List;
import java.util.Optional;

/** Follows the demands of one track with its behavior: propose, stabilize, persist, limit the rate. */
final class Follower {

    private final Behavior behavior;
    private final Situation now;

    /**
     * One track after a round.
     *
     * @param wish the size that it asks for
     * @param after what it remembers
     */
    record Followed(Wish wish, OfTrack after) {}

    Follower(Behavior behavior, Situation now) {
        this.behavior = behavior;
        this.now = now;
    }

    /**
     * Follows.
     *
     * @param demands what the track's signals ask for
     * @param backlog what is to be added on top of them
     * @param serversKnown whether it is known that the servers that would stay are not full by themselves
     * @param forecast what the load to come asks for; empty to follow the load as it is
     * @param blindSize asked for if none of the demands is known
     */
    Followed follow(
            List<Demand> demands,
            Optional<Demand> backlog,
            boolean serversKnown,
            Optional<Forecast> forecast,
            int blindSize,
            OfTrack before) {
        Wish proposal = forecast.map(load -> ahead(load, Demand.beyond(demands)))
                .orElseGet(() -> propose(demands, backlog.stream().toList(), serversKnown, blindSize));
        Proposals proposals = remember(before.proposals(), proposal.size());
        Wish stable = stabilize(proposal, proposals);
        Trend trend = Trend.after(before.trend(), Integer.signum(stable.size() - now.current()), now.at());
        Wish wish = limitRate(persist(stable, trend));
        boolean startsAnew = behavior.persistence().anew() && wish.size() != now.current();
        return new Followed(wish, new OfTrack(proposals, startsAnew ? Optional.empty() : Optional.of(trend)));
    }

    private Wish propose(List<Demand> demands, List<Demand> backlog, boolean serversKnown, int blindSize) {
        int current = now.current();
        double waiting = Demand.largest(Demand.known(backlog));
        List<Demand.Known> known = Demand.known(demands);
        if (known.isEmpty()) {
            int drain = toward(waiting);
            return drain > Math.max(current, blindSize)
                    ? Wish.of(drain, Reason.BACKLOG)
                    : Wish.of(blindSize, Reason.BLIND);
        }
        double arriving = Demand.largest(known);
        int proposal = toward(arriving + waiting);
        if (proposal > current) {
            return Wish.of(proposal, toward(arriving) > current ? above(known, arriving) : Reason.BACKLOG);
        }
        if (proposal == current) {
            boolean overloaded = now.starting()
                    && arriving + waiting
                            > now.ready() * (1 + behavior.tolerance().scaleOut());
            return Wish.of(current, overloaded ? Reason.SERVERS_STARTING : Reason.ON_TARGET);
        }
        return serversKnown && Demand.complete(demands) && Demand.complete(backlog)
                ? Wish.of(proposal, Reason.LOAD_BELOW_TARGET)
                : Wish.of(current, Demand.beyond(demands) ? Reason.BEYOND_SATURATION : Reason.PARTIAL_DATA);
    }

    private static Reason above(List<Demand.Known> demands, double largest) {
        return demands.stream().anyMatch(demand -> demand.beyond() && demand.servers() == largest)
                ? Reason.BEYOND_SATURATION
                : Reason.LOAD_ABOVE_TARGET;
    }

    private Wish ahead(Forecast forecast, boolean beyond) {
        int proposal = toward(forecast.servers());
        if (proposal > now.current()) {
            return Wish.of(proposal, beyond ? Reason.BEYOND_SATURATION : because(forecast.cause()));
        }
        if (proposal == now.current()) {
            boolean overloaded = now.starting() && forecast.median() > now.ready();
            return Wish.of(proposal, overloaded ? Reason.SERVERS_STARTING : Reason.ON_TARGET);
        }
        // The load is known to be more than is seen, but not to be as little as is estimated.
        return beyond ? Wish.of(now.current(), Reason.BEYOND_SATURATION) : Wish.of(proposal, Reason.LOAD_BELOW_TARGET);
    }

    private static Reason because(Forecast.Cause cause) {
        return switch (cause) {
            case PRESENT -> Reason.LOAD_ABOVE_TARGET;
            case LOAD -> Reason.FORECAST_ABOVE;
            case BACKLOG -> Reason.BACKLOG;
            case SURGE -> Reason.SURGE;
        };
    }

    private int toward(double demand) {
        return TargetTracking.propose(demand, now.current(), behavior.tolerance(), behavior.smoothing());
    }

    /**
     * A round without a proposal to shrink counts as one to stay, so that shrinking takes a whole window of good data.
     */
    private Proposals remember(Proposals before, int proposal) {
        Proposals known = before.isEmpty() ? before.with(now.at(), now.current(), behavior.stabilization()) : before;
        return known.with(now.at(), proposal, behavior.stabilization());
    }

    private Wish stabilize(Wish wish, Proposals proposals) {
        Stabilization windows = behavior.stabilization();
        int stable = windows.stabilize(now.current(), proposals);
        return wish.size() > stable
                ? wish.limitedTo(
                        stable,
                        Reason.STABILIZING_SCALE_OUT,
                        Optional.of(proposals.leastAt().plus(windows.scaleOut())))
                : wish.limitedTo(
                        stable,
                        Reason.STABILIZING_SCALE_IN,
                        Optional.of(proposals.mostAt().plus(windows.scaleIn())));
    }

    private Wish persist(Wish wish, Trend trend) {
        Persistence persistence = behavior.persistence();
        return persistence
                .waitsUntil(trend, now.at())
                .map(until -> wish.limitedTo(
                        now.current(),
                        trend.sign() > 0 ? Reason.PERSISTING_SCALE_OUT : Reason.PERSISTING_SCALE_IN,
                        Optional.of(until)))
                .orElse(wish);
    }

    private Wish limitRate(Wish wish) {
        if (wish.size() > now.current()) {
            int largest = behavior.scaleOut().largest(now.current(), now.ready(), now.changes(), now.at());
            return wish.atMost(largest, Reason.RATE_LIMITED_SCALE_OUT);
        }
        int smallest = behavior.scaleIn().smallest(now.current(), now.ready(), now.changes(), now.at());
        return wish.size() < now.current() ? wish.atLeast(smallest, Reason.RATE_LIMITED_SCALE_IN) : wish;
    }
}
