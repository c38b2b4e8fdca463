package dev.flyball.core.testing;

import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.Transition;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Policies, fleets, readings and whole walks, good and bad. Use with {@code @Domain(Generated.class)}. */
public final class Generated extends DomainContextBase {

    private static final List<String> SIGNALS = GeneratedPolicies.SIGNALS;
    private static final int MOST_SERVERS = 24;
    private static final int MOST_ROUNDS = 16;

    /** A cold start of a minute, and as many errors as a forecast needs. */
    private static final int ROUNDS_TO_FORECAST = 16;

    /** Makes a reading of a fleet at a time, so that a reading can be drawn before its fleet. */
    private interface Sight {
        Optional<Result<Reading>> of(Fleet fleet, Instant at);
    }

    /** A round before its time is known. */
    private record Draft(Fleet fleet, List<Sight> sights, Optional<Outcome> outcome, boolean writing, boolean seen) {}

    /** Policies like the default one: what is proposed follows from the newest readings alone. */
    @Provide
    Arbitrary<Policy> policies() {
        return GeneratedPolicies.plain();
    }

    @Provide
    Arbitrary<Fleet> fleets() {
        return someFleets();
    }

    private static Arbitrary<Fleet> someFleets() {
        Arbitrary<Server.State> states = Arbitraries.frequency(
                Tuple.of(8, Server.State.READY),
                Tuple.of(1, Server.State.PENDING),
                Tuple.of(1, Server.State.RUNNING),
                Tuple.of(1, Server.State.TERMINATING),
                Tuple.of(1, Server.State.FAILED));
        Arbitrary<List<Server.State>> healthy =
                Arbitraries.just(Server.State.READY).list().ofMaxSize(MOST_SERVERS);
        Arbitrary<List<Server.State>> mixed = states.list().ofMaxSize(MOST_SERVERS);
        Arbitrary<Optional<Transition>> transitions = Arbitraries.frequency(
                Tuple.of(5, Optional.<Transition>empty()), Tuple.of(1, Optional.of(Given.UPDATING)));
        return Combinators.combine(
                        Arbitraries.integers().between(-1, MOST_SERVERS + 6),
                        Arbitraries.oneOf(healthy, mixed),
                        transitions)
                .as(Generated::fleet);
    }

    /** Walks of up to 16 rounds, up to two minutes apart. */
    @Provide
    Arbitrary<Walk> walks() {
        return Combinators.combine(policies(), pasts(), gaps(), drafts()).as(Generated::walk);
    }

    /** Walks under policies that use everything there is. */
    static Arbitrary<Walk> walksUnderAnyPolicy() {
        return Combinators.combine(GeneratedPolicies.any(), pasts(), gaps(), drafts())
                .as(Generated::walk);
    }

    /** Loads that were seen before a walk, in set points, so that there is a forecast in it. */
    private static Arbitrary<List<Double>> pasts() {
        Arbitrary<Double> calm = Arbitraries.doubles().between(3, 4);
        Arbitrary<Double> wild = Arbitraries.doubles().between(0, 30);
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(List.of())),
                Tuple.of(1, calm.list().ofSize(ROUNDS_TO_FORECAST)),
                Tuple.of(1, wild.list().ofSize(ROUNDS_TO_FORECAST)));
    }

    private static Arbitrary<List<Integer>> gaps() {
        return Arbitraries.of(1, 10, 15, 60, 120).list().ofSize(MOST_ROUNDS);
    }

    private static Arbitrary<List<Draft>> drafts() {
        Arbitrary<List<Sight>> sights =
                Arbitraries.frequencyOf(Tuple.of(3, sights().list().ofSize(SIGNALS.size())), Tuple.of(2, allButOne()));
        Arbitrary<Boolean> rarely = Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
        return Combinators.combine(someFleets(), sights, outcomes(), rarely, rarely)
                .as((fleet, seen, outcome, writing, gone) -> new Draft(fleet, seen, outcome, writing, !gone))
                .list()
                .ofMinSize(1)
                .ofMaxSize(MOST_ROUNDS);
    }

    private static Arbitrary<Optional<Outcome>> outcomes() {
        Arbitrary<Outcome> some = Arbitraries.of(
                new Outcome.Applied(Given.START, 3),
                new Outcome.Applied(Given.START, 12),
                new Outcome.Deferred("the endpoint is Updating"),
                new Outcome.Refused(new Fault(Fault.Kind.TIMED_OUT, "no answer within 5 s")),
                new Outcome.Withheld(new WriteHold(WriteMode.PAUSED, "told so")));
        return some.optional(0.3);
    }

    /** All that a policy can look at, whole and new, but for one signal at most. */
    private static Arbitrary<List<Sight>> allButOne() {
        Arbitrary<Sight> good =
                Arbitraries.doubles().between(0, 100).map(load -> (fleet, at) -> read(new Reading.Total(load, at)));
        Arbitrary<Sight> ofEach = Arbitraries.doubles().between(0, 2).map(load -> (fleet, at) -> {
            List<Double> alike = Collections.nCopies(MOST_SERVERS, load);
            return read(new Reading.PerServer(samples(fleet, alike, 1, load, -1, -1), at));
        });
        Arbitrary<Integer> gone = Arbitraries.integers().between(0, 2 * SIGNALS.size());
        return Combinators.combine(good.list().ofSize(SIGNALS.size() - 1), ofEach, gone)
                .as((shared, each, index) -> {
                    List<Sight> all = new ArrayList<>(shared);
                    all.add(each);
                    if (index < all.size()) {
                        all.set(index, (fleet, at) -> Optional.empty());
                    }
                    return all;
                });
    }

    private static Arbitrary<Sight> sights() {
        Arbitrary<Double> loads = Arbitraries.oneOf(
                Arbitraries.doubles().between(0, 2),
                Arbitraries.doubles().between(0, 100),
                Arbitraries.of(0.0, Double.MIN_VALUE, 1e300));
        Arbitrary<Double> garbage =
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1.0, -1e-9);
        Arbitrary<Double> values = Arbitraries.frequencyOf(Tuple.of(12, loads), Tuple.of(1, garbage));
        Arbitrary<Integer> ages = Arbitraries.of(0, 0, 0, 0, 5, 10, 45, 61, 600, -30, -90);
        Arbitrary<Sight> total = Combinators.combine(values, ages)
                .as((value, age) -> (fleet, at) -> read(new Reading.Total(value, at.minusSeconds(age))));
        Arbitrary<Sight> average = Combinators.combine(values, ages, Arbitraries.of(0, 15, 60))
                .as((value, age, span) -> (fleet, at) ->
                        read(new Reading.Average(value, at.minusSeconds(age), Duration.ofSeconds(span))));
        Arbitrary<List<Double>> amounts = loads.list().ofSize(MOST_SERVERS);
        Arbitrary<Sight> samples = Combinators.combine(
                        amounts,
                        Arbitraries.of(1.0, 1.0, 4.0),
                        values,
                        Arbitraries.integers().between(0, 3 * MOST_SERVERS),
                        Arbitraries.integers().between(0, 3 * MOST_SERVERS),
                        ages)
                .as((list, capacity, odd, oddAt, missingAt, age) -> (fleet, at) -> read(new Reading.PerServer(
                        samples(fleet, list, capacity, odd, oddAt, missingAt), at.minusSeconds(age))));
        Arbitrary<Sight> none = Arbitraries.of(
                (fleet, at) -> Optional.empty(),
                (fleet, at) -> Optional.of(Result.failed(Fault.Kind.MISSING, "no value now")));
        return Arbitraries.frequencyOf(
                Tuple.of(6, total), Tuple.of(6, average), Tuple.of(6, samples), Tuple.of(1, none));
    }

    /** A fleet of servers in these states that wants as many as there are if {@code wanted} is negative. */
    private static Fleet fleet(int wanted, List<Server.State> states, Optional<Transition> transition) {
        List<Server> servers = new ArrayList<>();
        for (Server.State state : states) {
            List<String> sizes = GeneratedPolicies.SIZES;
            servers.add(Server.of("server-" + servers.size(), state)
                    .sized(sizes.get(states.size() * servers.size() % sizes.size())));
        }
        int size = servers.size();
        return new Fleet(wanted < 0 ? size : wanted, size, Given.VERSION, transition, servers);
    }

    private static Map<String, Sample> samples(
            Fleet fleet, List<Double> amounts, double capacity, double odd, int oddAt, int missingAt) {
        Map<String, Sample> samples = new HashMap<>();
        for (int i = 0; i < fleet.servers().size(); i++) {
            if (i != missingAt) {
                double amount = i == oddAt ? odd : amounts.get(i);
                samples.put(fleet.servers().get(i).id(), new Sample(amount, capacity));
            }
        }
        return samples;
    }

    private static Optional<Result<Reading>> read(Reading reading) {
        return Optional.of(Result.ok(reading));
    }

    private static Walk walk(Policy policy, List<Double> past, List<Integer> gaps, List<Draft> drafts) {
        List<Observation> rounds = new ArrayList<>();
        Instant at = Given.START;
        for (double load : past) {
            at = at.plusSeconds(15);
            rounds.add(quiet(policy, load, at));
        }
        for (int i = 0; i < drafts.size(); i++) {
            at = at.plusSeconds(gaps.get(i));
            rounds.add(observation(drafts.get(i), at));
        }
        return new Walk(policy, rounds);
    }

    /** A round in which all is known: every signal asks for as many servers. */
    private static Observation quiet(Policy policy, double load, Instant at) {
        Fleet fleet = fleet(-1, Collections.nCopies(5, Server.State.READY), Optional.empty());
        Map<Query, Result<Reading>> readings = new HashMap<>();
        for (TrackedSignal signal : policy.signals()) {
            double each = load * signal.setPoint().value() / 5;
            List<Double> alike = Collections.nCopies(5, each);
            readings.put(signal.query(), Result.ok(new Reading.PerServer(samples(fleet, alike, 1, each, -1, -1), at)));
        }
        return new Observation(at, Result.ok(fleet), readings, Optional.empty(), false);
    }

    private static Observation observation(Draft draft, Instant at) {
        Map<Query, Result<Reading>> readings = new HashMap<>();
        for (int i = 0; i < SIGNALS.size(); i++) {
            Query query = Given.query(SIGNALS.get(i));
            draft.sights().get(i).of(draft.fleet(), at).ifPresent(reading -> readings.put(query, reading));
        }
        Result<Fleet> fleet = draft.seen()
                ? Result.ok(draft.fleet())
                : Result.failed(Fault.Kind.UNREACHABLE, "simulated:chat: no connection");
        return new Observation(at, fleet, readings, draft.outcome(), draft.writing());
    }
}
