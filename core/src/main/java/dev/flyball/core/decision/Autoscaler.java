package dev.flyball.core.decision;

import dev.flyball.core.decision.Follower.Followed;
import dev.flyball.core.decision.Memory.OfTrack;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.ReadyHistory;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Changes;
import dev.flyball.core.guard.Cooldown;
import dev.flyball.core.policy.Burst;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.TargetTracking;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.policy.Track;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Decides the size of one target: demand, proposal, guards, decision. Pure: the same observation and memory give the
 * same step, whatever the time or thread, and bad data gives a decision that says so, never an exception.
 *
 * <p>What always holds:
 *
 * <ul>
 *   <li>the size is inside the bounds; that alone may shrink a target without data, since it is an order, not a guess
 *   <li>otherwise nothing shrinks on missing, stale, negative, partial or meaningless data, nor within one scale-in
 *       window of it
 *   <li>servers that are starting count as capacity, so the same load is not asked for twice
 *   <li>nothing is changed while a change is being written or the platform is in transition; the newest wish is kept
 * </ul>
 */
public final class Autoscaler {

    private final Policy policy;
    private final Duration longestAge;

    /** Makes an autoscaler that holds a target to this policy. */
    public Autoscaler(Policy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
        this.longestAge = policy.signals().stream()
                .map(TrackedSignal::maxAge)
                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    /**
     * Decides.
     *
     * @param now what is seen
     * @param before what the step before handed out, or {@link Memory#empty()}
     */
    public Step decide(Observation now, Memory before) {
        return now.fleet() instanceof Result.Ok<Fleet> ok ? decide(now, ok.value(), before) : withoutFleet(now, before);
    }

    private Step decide(Observation now, Fleet fleet, Memory before) {
        Situation situation = new Situation(now.at(), fleet, changes(now, before));
        ReadyHistory ready = before.ready().with(now.at(), fleet.ready(), longestAge.multipliedBy(2));
        Demands demands = Demands.of(policy, now, fleet, ready, before.demands());
        int blindRounds = Demand.known(demands.all()).isEmpty() ? before.blindRounds() + 1 : 0;

        List<Followed> followed = follow(demands, situation, blindRounds, before);
        Wish combined = combine(followed, situation.current(), blindRounds > 0 ? before.wish() : OptionalInt.empty());
        Optional<Burst.State> burst = burst(demands, combined, situation, before.burst());
        Instant active = active(demands.all(), now.at(), before.active());
        Wish wish = guard(combined, burst, demands.all(), active, situation);

        boolean changes = wish.size() != situation.current();
        boolean writable = fleet.transition().isEmpty() && !now.writing();
        if (changes && !writable) {
            wish = wish.because(fleet.transition().isPresent() ? Reason.TRANSITION : Reason.WRITE_IN_FLIGHT);
        }
        Optional<Change> change =
                changes && writable ? Optional.of(new Change(situation.current(), wish.size())) : Optional.empty();
        Memory after = new Memory(
                ready,
                demands.histories(),
                followed.stream().map(Followed::after).toList(),
                situation.changes(),
                burst,
                blindRounds,
                blindRounds > 0 ? before.proposal() : OptionalInt.of(combined.proposal()),
                Optional.of(active),
                OptionalInt.of(situation.current()),
                changes ? OptionalInt.of(wish.size()) : OptionalInt.empty());
        return new Step(decision(now, demands.all(), wish, change, foundElsewhere(now, before, fleet)), after);
    }

    private List<Followed> follow(Demands demands, Situation situation, int blindRounds, Memory before) {
        int current = situation.current();
        int blindSize = blindRounds == 0
                ? current
                : policy.blindness()
                        .size(blindRounds, current, before.proposal().orElse(current));
        List<Followed> followed = new ArrayList<>();
        for (Track track : policy.tracks()) {
            followed.add(new Follower(track.behavior(), situation)
                    .follow(demands.of(track.signals()), blindSize, before.track(followed.size())));
        }
        return followed;
    }

    /**
     * The wish of the track that the combination follows; a wish kept from before the signals were lost still counts.
     */
    private Wish combine(List<Followed> followed, int current, OptionalInt kept) {
        List<Wish> wishes = followed.stream().map(Followed::wish).toList();
        int size = policy.combine().of(wishes.stream().map(Wish::size).toList(), current);
        int proposal = policy.combine().of(wishes.stream().map(Wish::proposal).toList(), current);
        Wish wish = wishes.stream()
                .filter(candidate -> candidate.size() == size)
                .findFirst()
                .orElse(Wish.of(size, Reason.SIGNALS_DISAGREE))
                .proposing(proposal);
        return kept.isPresent() && kept.getAsInt() > wish.size() ? Wish.of(kept.getAsInt(), wish.reason()) : wish;
    }

    private Optional<Burst.State> burst(Demands demands, Wish wish, Situation situation, Optional<Burst.State> before) {
        if (policy.burst().isEmpty()) {
            return Optional.empty();
        }
        Burst burst = policy.burst().get();
        OptionalDouble demand = demands.largestOver(burst.window(), situation.at());
        int wanted = TargetTracking.propose(demand.orElse(0), 0, new Tolerance(0, 0));
        int reached = Math.min(
                wanted,
                policy.tracks()
                        .get(0)
                        .behavior()
                        .scaleOut()
                        .largest(situation.current(), situation.ready(), situation.changes(), situation.at()));
        return burst.after(before, wish.size(), reached, burst.overloaded(wanted, situation.ready()), situation.at());
    }

    private Wish guard(
            Wish combined, Optional<Burst.State> burst, List<Demand> demands, Instant active, Situation situation) {
        Guards guards = new Guards(situation);
        Wish wish = burst.map(state -> combined.atLeast(state.highest(), Reason.BURST))
                .orElse(combined);
        Cooldown cooldown = policy.cooldown();
        wish = guards.coolDown(wish, cooldown);
        if (policy.zero().isPresent()) {
            wish = guards.zero(wish, policy.zero().get(), demands, active);
        }
        return guards.bound(wish, bounds(situation.at()));
    }

    private Bounds bounds(Instant at) {
        return policy.schedule().at(at, policy.bounds());
    }

    /** A target whose activity is not known counts as active, so that only complete data lets it go to zero. */
    private Instant active(List<Demand> demands, Instant now, Optional<Instant> before) {
        boolean idle = policy.zero().isPresent()
                && Demand.complete(demands)
                && !policy.zero().get().active(Demand.largest(Demand.known(demands)));
        return idle ? before.orElse(now) : now;
    }

    private static Changes changes(Observation now, Memory before) {
        if (now.lastOutcome().orElse(null) instanceof Outcome.Applied applied
                && before.left().isPresent()) {
            return before.changes()
                    .with(applied.at(), applied.servers() - before.left().getAsInt());
        }
        return before.changes();
    }

    private static Optional<Change> foundElsewhere(Observation now, Memory before, Fleet fleet) {
        OptionalInt expected = left(now, before);
        return expected.isPresent() && expected.getAsInt() != fleet.wanted()
                ? Optional.of(new Change(expected.getAsInt(), fleet.wanted()))
                : Optional.empty();
    }

    /** The wanted size as this agent left it, given what became of its last change. */
    private static OptionalInt left(Observation now, Memory before) {
        Outcome outcome = now.lastOutcome().orElse(null);
        if (outcome instanceof Outcome.Applied applied) {
            return OptionalInt.of(applied.servers());
        }
        // A write that was refused for being late may have arrived all the same.
        return outcome instanceof Outcome.Refused ? OptionalInt.empty() : before.left();
    }

    private Step withoutFleet(Observation now, Memory before) {
        OptionalInt last = before.wish().isPresent() ? before.wish() : before.left();
        int size = bounds(now.at()).clamp(last.orElse(bounds(now.at()).min()));
        Fault fault = ((Result.Failed<Fleet>) now.fleet()).fault();
        List<Demand> demands = policy.signals().stream()
                .<Demand>map(signal -> new Demand.Unknown(signal.query(), fault))
                .toList();
        Wish wish = Wish.of(size, Reason.TARGET_UNKNOWN);
        Memory after = new Memory(
                before.ready(),
                before.demands(),
                stayed(before, now.at(), size),
                changes(now, before),
                before.burst(),
                before.blindRounds() + 1,
                before.proposal(),
                Optional.of(now.at()),
                left(now, before),
                before.wish());
        return new Step(decision(now, demands, wish, Optional.empty(), Optional.empty()), after);
    }

    /** To have seen nothing counts as a proposal to stay. */
    private List<OfTrack> stayed(Memory before, Instant at, int size) {
        List<OfTrack> tracks = new ArrayList<>();
        if (before.left().isPresent()) {
            for (Track track : policy.tracks()) {
                OfTrack known = before.track(tracks.size());
                tracks.add(new OfTrack(
                        known.proposals().with(at, size, track.behavior().stabilization()), Optional.empty()));
            }
        }
        return tracks;
    }

    private Decision decision(
            Observation now, List<Demand> demands, Wish wish, Optional<Change> change, Optional<Change> found) {
        return new Decision(
                now.at(),
                now.fleet(),
                bounds(now.at()),
                demands,
                wish.proposal(),
                wish.limits(),
                wish.size(),
                wish.reason(),
                change,
                found);
    }
}
