package dev.flyball.core.testing;

import dev.flyball.core.decision.Decision;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fleet that does what it is told: new servers are ready a cold start later, removed ones are gone by the next round,
 * and a load that never changes spreads evenly over those that are ready. Readings describe the moment of a round.
 */
public final class ClosedLoop {

    public static final Duration INTERVAL = Duration.ofSeconds(15);

    /** What the signal tells. */
    public enum Kind {
        TOTAL,
        AVERAGE,
        PER_SERVER
    }

    /**
     * What the loop runs on.
     *
     * @param policy one signal
     * @param kind what the signal tells
     * @param load of the whole target, in the unit of the set point
     * @param ready servers that are ready at the start, at least one
     * @param starting servers that start at the start
     * @param coldStart rounds from asking for a server until it is ready, at least one
     * @param age rounds from a reading to its use
     * @param span rounds that an average looks back
     */
    public record World(
            Policy policy, Kind kind, double load, int ready, int starting, int coldStart, int age, int span) {

        /** Returns the size that carries the load, inside the bounds. */
        public int need() {
            double exact = load / signal().setPoint().value();
            return policy.bounds().clamp((int) Math.ceil(exact - 1e-9 * Math.max(1, exact)));
        }

        TrackedSignal signal() {
            return policy.signals().get(0);
        }
    }

    private record Starting(String id, int readyAt) {}

    private final World world;
    private final Driver driver;
    private final List<Starting> servers = new ArrayList<>();
    private final List<Integer> readyByRound = new ArrayList<>();
    private final List<Integer> wantedByRound = new ArrayList<>();
    private int made;

    private ClosedLoop(World world) {
        this.world = world;
        this.driver = new Driver(world.policy());
        add(world.ready(), 0);
        add(world.starting(), world.coldStart());
    }

    /** Returns the wanted size in each round. */
    public static List<Integer> run(World world, int rounds) {
        ClosedLoop loop = new ClosedLoop(world);
        for (int round = 0; round < rounds; round++) {
            loop.play(round);
        }
        return List.copyOf(loop.wantedByRound);
    }

    private void play(int round) {
        readyByRound.add(
                (int) servers.stream().filter(s -> s.readyAt() <= round).count());
        wantedByRound.add(servers.size());
        Instant at = at(round);
        Decision decision = driver.decide(new Observation(
                at,
                Result.ok(fleet(round)),
                Map.of(world.signal().query(), Result.ok(reading(round))),
                Optional.empty(),
                false));
        decision.change().map(Change::to).ifPresent(to -> resize(to, round));
    }

    private void resize(int to, int round) {
        add(to - servers.size(), round + world.coldStart());
        while (servers.size() > to) {
            servers.remove(servers.size() - 1);
        }
    }

    private void add(int count, int readyAt) {
        for (int i = 0; i < count; i++) {
            servers.add(new Starting("server-" + ++made, readyAt));
        }
    }

    private Fleet fleet(int round) {
        List<Server> seen = servers.stream()
                .map(s -> Server.of(s.id(), s.readyAt() <= round ? Server.State.READY : Server.State.RUNNING))
                .toList();
        return new Fleet(servers.size(), servers.size(), Given.VERSION, Optional.empty(), seen);
    }

    private Reading reading(int round) {
        int end = round - world.age();
        if (world.kind() == Kind.TOTAL) {
            return new Reading.Total(world.load(), at(end));
        }
        if (world.kind() == Kind.AVERAGE) {
            double sum = 0;
            for (int i = end - world.span(); i <= end; i++) {
                sum += loadOfEach(i);
            }
            return new Reading.Average(sum / (world.span() + 1), at(end), INTERVAL.multipliedBy(world.span()));
        }
        return new Reading.PerServer(samples(round, end), at(end));
    }

    /** Servers of different capacity carry a load in proportion to it; what a starting server uses is no load. */
    private Map<String, Sample> samples(int round, int end) {
        Map<String, Sample> samples = new HashMap<>();
        for (int i = 0; i < servers.size(); i++) {
            Starting server = servers.get(i);
            double capacity = 1 + i % 3;
            if (server.readyAt() <= Math.max(0, end)) {
                samples.put(server.id(), new Sample(loadOfEach(end) * capacity, capacity));
            } else if (server.readyAt() > round) {
                samples.put(server.id(), new Sample(50 * world.load() * capacity, capacity));
            }
        }
        return samples;
    }

    private double loadOfEach(int round) {
        return world.load() / readyByRound.get(Math.max(0, round));
    }

    private static Instant at(int round) {
        return Given.START.plus(INTERVAL.multipliedBy(round));
    }
}
