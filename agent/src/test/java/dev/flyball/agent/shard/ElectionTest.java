package dev.flyball.agent.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Leases;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Agents that divide shards before a server in memory, in a time that a test moves on. */
class ElectionTest {

    private static final Terms TERMS = new Terms(Duration.ofSeconds(15), Duration.ofSeconds(4));
    private static final long MILLISECOND = 1_000_000;
    private static final int TRIES = 200;
    private static final int EVENTS = 200;

    @Property(tries = TRIES)
    void neverDoTwoAgentsDecideForOneTarget(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 7) int shards,
            @ForAll @IntRange(min = 1, max = 5) int agents) {
        World world = new World(seed, shards);
        IntStream.range(0, agents).forEach(i -> world.start());
        for (int i = 0; i < EVENTS; i++) {
            world.somethingHappens();
        }

        world.calm();
        List<String> settled = world.deciders();
        assertThat(settled).as("who decides for which shard, once all is calm").doesNotContain("");
        long least = shards / world.agents.size();
        assertThat(world.agents).allSatisfy(agent -> assertThat(agent.holds()).isBetween(least, least + 1));
        world.pass(Duration.ofMinutes(5));
        assertThat(world.deciders()).as("the same a while later").isEqualTo(settled);
        assertThat(world.taken).as("shards that changed hands meanwhile").isZero();
    }

    @Example
    void theShardsOfAnAgentThatIsKilledMoveWithinTheTimeOfALease() {
        World world = new World(1, 4);
        world.start();
        world.start();
        world.calm();
        world.agents.remove(0);

        world.pass(TERMS.lease().plus(TERMS.beat().multipliedBy(2)));

        assertThat(world.agents.get(0).holds()).isEqualTo(4);
    }

    @Example
    void theShardsOfAnAgentThatIsStoppedMoveAtOnce() {
        World world = new World(1, 4);
        world.start();
        world.start();
        world.calm();
        assertThat(world.agents.get(0).election.resign()).isEmpty();
        world.agents.remove(0);

        world.pass(TERMS.beat().multipliedBy(2));

        assertThat(world.agents.get(0).holds()).isEqualTo(4);
        assertThat(world.leases.keySet())
                .filteredOn(name -> name.startsWith("agent-"))
                .hasSize(1);
    }

    @Example
    void anAgentThatCannotReachTheServerStopsDecidingByItself() {
        World world = new World(1, 2);
        world.start();
        world.calm();
        world.unreachable = true;

        world.pass(TERMS.lease());

        assertThat(world.agents.get(0).holds()).isZero();
    }

    @Example
    void theLeasesOfAgentsThatEndedAreRemoved() {
        World world = new World(1, 2);
        world.start();
        world.start();
        world.calm();
        world.agents.remove(0);

        world.pass(TERMS.lease().multipliedBy(12));

        assertThat(world.leases.keySet())
                .filteredOn(name -> name.startsWith("agent-"))
                .hasSize(1);
    }

    /** One agent: its clock starts anywhere, and runs up to 2 % too fast or too slow. */
    private static final class Agent {

        final String name;
        final Election election;
        final Tenures tenures;
        final int shards;
        long pausedUntil;
        boolean inStep;

        Agent(String name, int shards, Leases leases, LongSupplier clock) {
            this.name = name;
            this.shards = shards;
            this.tenures = new Tenures(clock);
            this.election = new Election(leases, name, shards, TERMS, clock, tenures);
        }

        long holds() {
            return IntStream.range(0, shards)
                    .filter(shard -> tenures.remaining(shard).isPresent())
                    .count();
        }
    }

    /** The server, the time, and all that can go wrong. */
    private static final class World implements Leases {

        final Map<String, Lease> leases = new HashMap<>();
        final List<Agent> agents = new ArrayList<>();
        final Random random;
        final int shards;
        boolean unreachable;
        boolean faulty = true;
        int taken;
        private long nanos;
        private long versions;
        private int names;

        World(long seed, int shards) {
            this.random = new Random(seed);
            this.shards = shards;
        }

        void start() {
            long offset = random.nextLong() / 4;
            double speed = 0.98 + random.nextDouble() * 0.04;
            agents.add(new Agent("a" + names++, shards, this, () -> offset + (long) (nanos * speed)));
        }

        void somethingHappens() {
            Agent agent = agents.get(random.nextInt(agents.size()));
            switch (random.nextInt(12)) {
                case 0 -> agent.pausedUntil = nanos + random.nextInt(40_000) * MILLISECOND;
                case 1 -> {
                    if (random.nextInt(4) == 0) {
                        agents.remove(agent);
                        start();
                    }
                }
                case 2 -> unreachable = random.nextInt(3) == 0;
                case 3 -> {
                    if (random.nextInt(4) == 0) {
                        agent.inStep = true;
                        agent.election.resign();
                        agents.remove(agent);
                        start();
                    }
                }
                default -> beat(agent);
            }
            move(random.nextInt(3_000));
        }

        private void beat(Agent agent) {
            if (agent.pausedUntil <= nanos && !agent.inStep) {
                agent.inStep = true;
                agent.election.step();
                agent.inStep = false;
            }
        }

        private void move(int milliseconds) {
            for (int left = milliseconds; left > 0; left -= 250) {
                nanos += Math.min(left, 250) * MILLISECOND;
                deciders();
            }
        }

        /** Lets time pass in which nothing goes wrong. */
        void pass(Duration time) {
            faulty = false;
            taken = 0;
            long end = nanos + time.toNanos();
            while (nanos < end) {
                for (Agent agent : List.copyOf(agents)) {
                    beat(agent);
                    move(1 + random.nextInt(50));
                }
                move((int) TERMS.beat().toMillis());
            }
        }

        void calm() {
            unreachable = false;
            agents.forEach(agent -> agent.pausedUntil = 0);
            pass(Duration.ofMinutes(3));
        }

        /** Returns who decides for each shard; empty for nobody. */
        List<String> deciders() {
            return IntStream.range(0, shards)
                    .mapToObj(shard -> {
                        List<String> holders = agents.stream()
                                .filter(agent -> agent.tenures.remaining(shard).isPresent())
                                .map(agent -> agent.name)
                                .toList();
                        assertThat(holders)
                                .as("who decides for shard %d", shard)
                                .hasSizeLessThan(2);
                        return holders.isEmpty() ? "" : holders.get(0);
                    })
                    .toList();
        }

        /** A request takes time, before and after it is answered, or its sender is stopped; others go on. */
        private void travel() {
            if (faulty) {
                move(
                        switch (random.nextInt(20)) {
                            case 0 -> random.nextInt(40_000);
                            case 1, 2 -> random.nextInt(6_000);
                            default -> random.nextInt(100);
                        });
                if (random.nextInt(40) == 0) {
                    beat(agents.get(random.nextInt(agents.size())));
                }
            }
        }

        private boolean lost() {
            return unreachable || faulty && random.nextInt(12) == 0;
        }

        private static <T> Result<T> failed() {
            return Result.failed(Fault.Kind.UNREACHABLE, "lost");
        }

        @Override
        public Result<List<Lease>> list() {
            travel();
            List<Lease> answer = List.copyOf(leases.values());
            travel();
            return lost() ? failed() : Result.ok(answer);
        }

        @Override
        public Result<Optional<Lease>> write(
                String name, Optional<String> holder, Duration time, Optional<Lease> seen) {
            travel();
            if (lost()) {
                return failed();
            }
            boolean fits =
                    Optional.ofNullable(leases.get(name)).map(Lease::version).equals(seen.map(Lease::version));
            if (fits) {
                if (name.startsWith("shard") && !seen.flatMap(Lease::holder).equals(holder)) {
                    taken++;
                }
                leases.put(name, new Lease(name, holder, time, "v" + versions++));
            }
            Optional<Lease> answer = fits ? Optional.of(leases.get(name)) : Optional.empty();
            travel();
            return lost() ? failed() : Result.ok(answer);
        }

        @Override
        public Result<Boolean> remove(String name) {
            travel();
            return lost() ? failed() : Result.ok(leases.remove(name) != null);
        }
    }
}
