package dev.flyball.core.decision;

import dev.flyball.core.decision.Follower.Followed;
import dev.flyball.core.decision.Memory.OfServerSize;
import dev.flyball.core.decision.Memory.OfTrack;
import dev.flyball.core.decision.Outlook.Ahead;
import dev.flyball.core.decision.ServerSizing.Sized;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.ReadyHistory;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Cooldown;
import dev.flyball.core.guard.Proposals;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Burst;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.TargetTracking;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.policy.Track;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
 *   <li>a size that an operator ordered is an order too, inside the bounds
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
        LastWrite last = new LastWrite(now, before);
        Situation situation = new Situation(now.at(), fleet, last.changes());
        ReadyHistory ready = before.ready()
                .with(now.at(), fleet.ready(), fleet.wanted(), longestAge.plus(Reading.Average.LONGEST_SPAN));
        Demands demands = Demands.of(policy, now, fleet, ready, before);
        int blindRounds = Demand.known(demands.all()).isEmpty() ? before.blindRounds() + 1 : 0;

        Outlook outlook = Outlook.of(policy, now, situation, demands, before.forecast());
        List<Followed> followed = follow(demands, outlook, situation, blindRounds, before);
        Wish combined = keep(combine(followed, situation.current()), demands.all(), last.kept());
        Optional<Burst.State> burst = burst(demands, combined, situation, before.burst());
        Instant active = active(demands.all(), now.at(), before.active());
        Bounds bounds = policy.schedule().at(now.at(), policy.bounds());
        Sized sized = new ServerSizing(
                        policy.sizing(), policy.tracks().get(0).behavior().stabilization(), situation)
                .choose(guard(combined, burst, demands.all(), active, situation), demands, bounds, last.serverSize());
        Guards guards = new Guards(situation);
        Wish wish = guards.bound(guards.hold(sized.wish(), now.hold()), bounds);

        boolean moves = wish.size() != situation.current();
        boolean changes = moves || sized.write();
        boolean writable = fleet.transition().isEmpty() && !now.writing();
        if (changes && !writable) {
            wish = wish.because(fleet.transition().isPresent() ? Reason.TRANSITION : Reason.WRITE_IN_FLIGHT);
        }
        Optional<String> newSize = sized.serverSize().filter(size -> sized.write());
        Optional<Change> change = changes && writable
                ? Optional.of(new Change(situation.current(), wish.size(), newSize))
                : Optional.empty();
        Memory after = new Memory(
                ready,
                demands.histories(),
                followed.stream().map(Followed::after).toList(),
                situation.changes(),
                burst,
                blindRounds,
                blindRounds > 0 ? before.proposal() : OptionalInt.of(asked(followed, situation.current())),
                Optional.of(active),
                last.leftAt(fleet),
                last.sentAfter(change),
                moves ? OptionalInt.of(wish.size()) : OptionalInt.empty(),
                new OfServerSize(
                        last.serverSize().left(),
                        change.flatMap(Change::serverSize)
                                .or(() -> last.serverSize().sent()),
                        sized.proposals()),
                outlook.after(),
                demands.loads());
        return new Step(
                new Decision(
                        now.at(),
                        now.fleet(),
                        bounds,
                        demands.all(),
                        outlook.forecast(),
                        wish.proposal(),
                        wish.limits(),
                        wish.size(),
                        sized.serverSize(),
                        wish.reason(),
                        change,
                        last.found(fleet)),
                after);
    }

    private List<Followed> follow(
            Demands demands, Outlook outlook, Situation situation, int blindRounds, Memory before) {
        int current = situation.current();
        int blindSize = blindRounds == 0
                ? current
                : policy.blindness()
                        .size(blindRounds, current, before.proposal().orElse(current));
        boolean serversKnown = Demand.complete(demands.of(policy.sizing().signals()));
        List<Followed> followed = new ArrayList<>();
        for (Track track : policy.tracks()) {
            Optional<Ahead> ahead = followed.isEmpty() ? outlook.ahead() : Optional.empty();
            followed.add(new Follower(ahead.map(Ahead::behavior).orElse(track.behavior()), situation)
                    .follow(
                            demands.of(track.signals()),
                            demands.backlog(),
                            serversKnown,
                            ahead.map(Ahead::forecast),
                            blindSize,
                            before.track(followed.size())));
        }
        return followed;
    }

    /** The wish of the track that the combination follows; of several, the one that asked for most. */
    private Wish combine(List<Followed> followed, int current) {
        List<Wish> wishes = followed.stream().map(Followed::wish).toList();
        int size = policy.combine().of(wishes.stream().map(Wish::size).toList(), current);
        return wishes.stream()
                .filter(candidate -> candidate.size() == size)
                .max(Comparator.comparingInt(Wish::proposal))
                .orElse(Wish.of(size, Reason.SIGNALS_DISAGREE));
    }

    /** What the signals ask for together before any limit. */
    private int asked(List<Followed> followed, int current) {
        return policy.combine()
                .of(followed.stream().map(one -> one.wish().proposal()).toList(), current);
    }

    /** A wish from when more was known still counts while some data is missing. */
    private static Wish keep(Wish wish, List<Demand> demands, OptionalInt kept) {
        if (Demand.read(demands) || kept.isEmpty() || kept.getAsInt() <= wish.size()) {
            return wish;
        }
        return Wish.of(kept.getAsInt(), Demand.known(demands).isEmpty() ? Reason.BLIND : Reason.PARTIAL_DATA);
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
        return wish;
    }

    /** A target whose activity is not known counts as active, so that only complete data lets it go to zero. */
    private Instant active(List<Demand> demands, Instant now, Optional<Instant> before) {
        boolean idle = policy.zero().isPresent()
                && Demand.complete(demands)
                && !policy.zero().get().active(Demand.largest(Demand.known(demands)));
        return idle ? before.filter(at -> at.isBefore(now)).orElse(now) : now;
    }

    private Step withoutFleet(Observation now, Memory before) {
        LastWrite last = new LastWrite(now, before);
        OptionalInt asked = before.wish().isPresent() ? before.wish() : before.left();
        Bounds bounds = policy.schedule().at(now.at(), policy.bounds());
        int size = bounds.clamp(asked.orElse(bounds.min()));
        Fault fault = ((Result.Failed<Fleet>) now.fleet()).fault();
        List<Demand> demands = policy.signals().stream()
                .<Demand>map(signal -> new Demand.Unknown(signal.query(), fault))
                .toList();
        Memory after = new Memory(
                before.ready(),
                before.demands(),
                stayed(now, before, last.left(), size),
                last.changes(),
                before.burst(),
                before.blindRounds() + 1,
                before.proposal(),
                Optional.of(now.at()),
                last.left(),
                last.sentAfter(Optional.empty()),
                before.wish(),
                last.serverSize(),
                before.forecast(),
                before.loads());
        return new Step(
                new Decision(
                        now.at(),
                        now.fleet(),
                        bounds,
                        demands,
                        size,
                        List.of(),
                        size,
                        last.serverSize().left(),
                        Reason.TARGET_UNKNOWN,
                        Optional.empty(),
                        Optional.empty()),
                after);
    }

    /**
     * To have seen nothing counts as a proposal to stay: at the size that was left, or, where a write may or may not
     * have arrived, at the largest that was asked for.
     */
    private List<OfTrack> stayed(Observation now, Memory before, OptionalInt left, int size) {
        List<OfTrack> tracks = new ArrayList<>();
        for (Track track : policy.tracks()) {
            Proposals known = before.track(tracks.size()).proposals();
            boolean nothingToStayAt = known.isEmpty() && left.isEmpty();
            int stay = nothingToStayAt ? size : Math.max(size, left.orElseGet(known::most));
            Stabilization windows = track.behavior().stabilization();
            tracks.add(new OfTrack(nothingToStayAt ? known : known.with(now.at(), stay, windows), Optional.empty()));
        }
        return tracks;
    }
}
