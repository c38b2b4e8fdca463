package dev.flyball.core.decision;

import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.DemandEstimator;
import dev.flyball.core.demand.ReadyHistory;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Proposals;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.TargetTracking;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    private final Duration longestLookBack;

    /** Makes an autoscaler that holds a target to this policy. */
    public Autoscaler(Policy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
        this.longestLookBack = policy.signals().stream()
                .map(TrackedSignal::maxAge)
                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b)
                .multipliedBy(2);
    }

    /**
     * Decides.
     *
     * @param now what is seen
     * @param before what the step before handed out, or {@link Memory#empty()}
     */
    public Step decide(Observation now, Memory before) {
        if (now.fleet() instanceof Result.Ok<Fleet> ok) {
            return decide(now, ok.value(), before);
        }
        return withoutFleet(now, before);
    }

    private Step decide(Observation now, Fleet fleet, Memory before) {
        int current = fleet.wanted();
        ReadyHistory ready = before.ready().with(now.at(), fleet.ready(), longestLookBack);
        List<Demand> demands = policy.signals().stream()
                .map(signal -> DemandEstimator.estimate(signal, reading(now, signal), fleet, ready, now.at()))
                .toList();
        Wish proposal = propose(demands, fleet, before.wish());
        Proposals proposals = remember(before.proposals(), now.at(), current, proposal.size());
        Wish wish = bound(stabilize(proposal, current, proposals), current);

        boolean changes = wish.size() != current;
        boolean writable = fleet.transition().isEmpty() && !now.writing();
        if (changes && !writable) {
            wish = wish.because(fleet.transition().isPresent() ? Reason.TRANSITION : Reason.WRITE_IN_FLIGHT);
        }
        Decision decision = new Decision(
                now.at(),
                now.fleet(),
                policy.bounds(),
                demands,
                wish.proposal(),
                wish.limits(),
                wish.size(),
                wish.reason(),
                changes && writable ? Optional.of(new Change(current, wish.size())) : Optional.empty(),
                foundElsewhere(now, before, current));
        OptionalInt open = changes ? OptionalInt.of(wish.size()) : OptionalInt.empty();
        return new Step(decision, new Memory(ready, proposals, OptionalInt.of(current), open));
    }

    private static Result<Reading> reading(Observation now, TrackedSignal signal) {
        Result<Reading> reading = now.readings().get(signal.query());
        return reading == null
                ? Result.failed(
                        Fault.Kind.MISSING,
                        signal.query().signal() + " was not read in this round: its source gave no answer")
                : reading;
    }

    private Wish propose(List<Demand> demands, Fleet fleet, OptionalInt kept) {
        int current = fleet.wanted();
        List<Demand.Known> known = demands.stream()
                .filter(Demand.Known.class::isInstance)
                .map(Demand.Known.class::cast)
                .toList();
        if (known.isEmpty()) {
            return Wish.of(Math.max(current, kept.orElse(current)), Reason.BLIND);
        }
        double demand = known.stream().mapToDouble(Demand.Known::servers).max().orElseThrow();
        int proposal = TargetTracking.propose(demand, current, policy.tolerance());
        if (proposal > current) {
            return Wish.of(proposal, Reason.LOAD_ABOVE_TARGET);
        }
        if (proposal == current) {
            boolean overloaded =
                    demand > fleet.ready() * (1 + policy.tolerance().scaleOut());
            return Wish.of(current, overloaded ? Reason.SERVERS_STARTING : Reason.ON_TARGET);
        }
        boolean complete = known.size() == demands.size() && known.stream().noneMatch(Demand.Known::partial);
        return complete ? Wish.of(proposal, Reason.LOAD_BELOW_TARGET) : Wish.of(current, Reason.PARTIAL_DATA);
    }

    /**
     * A round without a proposal to shrink counts as one to stay, so that shrinking takes a whole window of good data.
     */
    private Proposals remember(Proposals before, Instant at, int current, int proposal) {
        Proposals known = before.isEmpty() ? before.with(at, current, policy.stabilization()) : before;
        return known.with(at, proposal, policy.stabilization());
    }

    private Wish stabilize(Wish wish, int current, Proposals proposals) {
        Stabilization windows = policy.stabilization();
        int stable = windows.stabilize(current, proposals);
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

    private Wish bound(Wish wish, int current) {
        int bounded = policy.bounds().clamp(wish.size());
        Reason because;
        if (bounded < wish.size()) {
            because = current > policy.bounds().max() ? Reason.ABOVE_MAX : Reason.AT_MAX;
        } else {
            because = current < policy.bounds().min() ? Reason.BELOW_MIN : Reason.AT_MIN;
        }
        return wish.limitedTo(bounded, because, Optional.empty());
    }

    private static Optional<Change> foundElsewhere(Observation now, Memory before, int current) {
        OptionalInt expected = left(now, before);
        return expected.isPresent() && expected.getAsInt() != current
                ? Optional.of(new Change(expected.getAsInt(), current))
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
        int size = policy.bounds().clamp(last.orElse(policy.bounds().min()));
        Fault fault = ((Result.Failed<Fleet>) now.fleet()).fault();
        List<Demand> demands = policy.signals().stream()
                .<Demand>map(signal -> new Demand.Unknown(signal.query(), fault))
                .toList();
        Decision decision = new Decision(
                now.at(),
                now.fleet(),
                policy.bounds(),
                demands,
                size,
                List.of(),
                size,
                Reason.TARGET_UNKNOWN,
                Optional.empty(),
                Optional.empty());
        Proposals proposals = before.left().isPresent()
                ? remember(before.proposals(), now.at(), before.left().getAsInt(), size)
                : before.proposals();
        return new Step(decision, new Memory(before.ready(), proposals, left(now, before), before.wish()));
    }
}
