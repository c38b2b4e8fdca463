package dev.flyball.core.testing;

import dev.flyball.core.decision.Decision;
import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.Saturation;
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
import java.util.stream.LongStream;

/**
 * A fleet that does what it is told: a write takes some seconds, then servers to remove are gone and new ones start, to
 * be ready a cold start later. A load that never changes spreads evenly over those that are ready. Readings are from
 * any second, whenever the rounds are.
 */
public final class ClosedLoop {

    public static final int INTERVAL = 15;

    private static final long NEVER = Long.MAX_VALUE;

    /** What the signal tells. */
    public enum Kind {
        TOTAL,
        AVERAGE,
        PER_SERVER
    }

    /**
     * What takes how long, in seconds.
     *
     * @param write from a decision to servers that start or are gone
     * @param coldStart from the start of a server until it is ready, at least one
     * @param age from a reading to its use
     * @param span that an average looks back
     */
    public record Lag(int write, int coldStart, int age, int span) {}

    /**
     * What the loop runs on.
     *
     * @param policy one signal
     * @param kind what the signal tells
     * @param load of the whole target, in the unit of the set point
     * @param ready servers that are ready at the start, at least one
     * @param starting servers that start at the start
     * @param lag what takes how long
     */
    public record World(Policy policy, Kind kind, double load, int ready, int starting, Lag lag) {
        /** Returns the size that carries the load, inside the bounds. */
        public int need() {
            double exact = load / signal().setPoint().value();
            return policy.bounds().clamp((int) Math.ceil(exact * (1 - 1e-9)));
        }

        TrackedSignal signal() {
            return policy.signals().get(0);
        }

        /** The most that a server reads, however large the load is. */
        double mostShown() {
            return signal().estimator() instanceof Proportional proportional
                    ? proportional.saturation().map(Saturation::ceiling).orElse(Double.MAX_VALUE)
                    : Double.MAX_VALUE;
        }
    }

    private static final class Machine {
        private final String id;
        private final long readyAt;
        private long goneAt = NEVER;

        Machine(String id, long readyAt) {
            this.id = id;
            this.readyAt = readyAt;
        }

        boolean isReady(long second) {
            return readyAt <= second && second < goneAt;
        }
    }

    private final World world;
    private final Driver driver;
    private final List<Machine> machines = new ArrayList<>();
    private final List<Integer> wantedByRound = new ArrayList<>();

    private ClosedLoop(World world) {
        this.world = world;
        this.driver = new Driver(world.policy());
        add(world.ready(), 0);
        add(world.starting(), world.lag().coldStart());
    }

    /** Returns the wanted size in each round. */
    public static List<Integer> run(World world, int rounds) {
        ClosedLoop loop = new ClosedLoop(world);
        for (int round = 0; round < rounds; round++) {
            loop.play((long) round * INTERVAL);
        }
        return List.copyOf(loop.wantedByRound);
    }

    private void play(long now) {
        wantedByRound.add(wanted());
        Decision decision = driver.decide(new Observation(
                Given.second(now),
                Result.ok(fleet(now)),
                Map.of(world.signal().query(), Result.ok(reading(now))),
                Optional.empty(),
                false));
        decision.change()
                .map(Change::to)
                .ifPresent(to -> resize(to, now + world.lag().write()));
    }

    private int wanted() {
        return (int) machines.stream().filter(m -> m.goneAt == NEVER).count();
    }

    /** The youngest go first. */
    private void resize(int to, long second) {
        add(to - wanted(), second + world.lag().coldStart());
        for (int i = machines.size() - 1; wanted() > to; i--) {
            machines.get(i).goneAt = Math.min(machines.get(i).goneAt, second);
        }
    }

    private void add(int count, long readyAt) {
        for (int i = 0; i < count; i++) {
            machines.add(new Machine("server-" + (machines.size() + 1), readyAt));
        }
    }

    private Fleet fleet(long now) {
        List<Server> seen = machines.stream()
                .filter(m -> m.goneAt > now)
                .map(m -> Server.of(m.id, m.isReady(now) ? Server.State.READY : Server.State.RUNNING))
                .toList();
        return new Fleet(wanted(), seen.size(), Given.VERSION, Optional.empty(), seen);
    }

    private Reading reading(long now) {
        long end = now - world.lag().age();
        Instant at = Given.second(end);
        return switch (world.kind()) {
            case TOTAL -> new Reading.Total(world.load(), at);
            case AVERAGE ->
                new Reading.Average(
                        average(end), at, Duration.ofSeconds(world.lag().span()));
            case PER_SERVER -> new Reading.PerServer(samples(now, end), at);
        };
    }

    private double average(long end) {
        return LongStream.rangeClosed(end - world.lag().span(), end)
                .mapToDouble(this::loadOfEach)
                .average()
                .orElseThrow();
    }

    /** Servers of different capacity carry a load in proportion to it; what a starting server uses is no load. */
    private Map<String, Sample> samples(long now, long end) {
        Map<String, Sample> samples = new HashMap<>();
        for (int i = 0; i < machines.size(); i++) {
            double capacity = 1 + i % 3;
            Machine machine = machines.get(i);
            if (machine.isReady(Math.max(0, end))) {
                samples.put(machine.id, new Sample(loadOfEach(end) * capacity, capacity));
            } else if (machine.readyAt > now) {
                samples.put(machine.id, new Sample(50 * world.load() * capacity, capacity));
            }
        }
        return samples;
    }

    private double loadOfEach(long second) {
        return Math.min(world.mostShown(), unboundedLoadOfEach(second));
    }

    private double unboundedLoadOfEach(long second) {
        long then = Math.max(0, second);
        int ready = 0;
        for (Machine machine : machines) {
            ready += machine.isReady(then) ? 1 : 0;
        }
        return world.load() / ready;
    }
}
