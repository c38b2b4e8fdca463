package dev.flyball.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.decision.Decision;
import dev.flyball.core.demand.Fullest;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.strategy.Sizing;
import dev.flyball.core.strategy.Strategy;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.ServerSize;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Rules 4 and 5 where the size of servers may change too: a constant load, carried by servers of four sizes. */
class ServerSizesSettleTest {

    private static final List<ServerSize> SIZES =
            List.of(new ServerSize("a", 1), new ServerSize("b", 2), new ServerSize("c", 3), new ServerSize("d", 8));
    private static final int ROUNDS = 200;

    /** How many servers of which size. */
    private record State(int servers, int size) {
        double capacity() {
            return servers * SIZES.get(size).capacity();
        }
    }

    @Property
    void numberAndSizeSettleAndCarryWhatCanBeCarried(
            @ForAll Strategy strategy,
            @ForAll @IntRange(min = 1, max = 4) int min,
            @ForAll @IntRange(min = 0, max = 6) int more,
            @ForAll @IntRange(min = 0, max = 6) int servers,
            @ForAll @IntRange(min = 0, max = 3) int size,
            @ForAll @DoubleRange(min = 0.01, max = 100) double load,
            @ForAll @DoubleRange(min = 0.01, max = 5) double memory) {
        if (strategy == Strategy.HORIZONTAL) {
            return;
        }
        Bounds bounds = new Bounds(min, min + more);
        List<State> states = play(strategy, bounds, new State(bounds.clamp(min + servers), size), load, memory);

        State last = states.get(ROUNDS - 1);
        assertThat(states.subList(ROUNDS - 40, ROUNDS)).as("%s", states).containsOnly(last);
        double most = (strategy == Strategy.AUTO ? bounds.max() : last.servers()) * 8;
        assertThat(last.capacity()).isGreaterThanOrEqualTo(Math.min(load, most) - 1e-6);
        assertThat(memory / SIZES.get(last.size()).capacity() <= 0.8 || last.size() == 3)
                .isTrue();
    }

    private static List<State> play(Strategy strategy, Bounds bounds, State first, double load, double memory) {
        Sizing sizing = new Sizing(
                strategy, SIZES, List.of(Given.utilization("memory", 0.8).estimatedBy(new Fullest())), List.of());
        Policy policy = new Policy(
                bounds,
                List.of(Given.perServer("load", 1)),
                new Tolerance(0, 0.1),
                new Stabilization(Duration.ZERO, Duration.ofMinutes(5)));
        Driver driver = new Driver(policy.sized(sizing));
        List<State> states = new ArrayList<>();
        State state = first;
        Optional<Outcome> outcome = Optional.empty();
        for (int round = 0; round < ROUNDS; round++) {
            Round seen = round(round * 15L, state, load, memory);
            Decision decision = driver.decide(outcome.map(seen::outcome).orElse(seen));
            outcome = decision.change()
                    .map(change -> new Outcome.Applied(seen.observation().at(), change.to()));
            state = after(state, decision.change());
            states.add(state);
        }
        return states;
    }

    private static State after(State state, Optional<Change> change) {
        int size = change.flatMap(Change::serverSize)
                .map(name -> SIZES.stream().map(ServerSize::name).toList().indexOf(name))
                .orElse(state.size());
        return new State(change.map(Change::to).orElse(state.servers()), size);
    }

    private static Round round(long at, State state, double load, double memory) {
        ServerSize size = SIZES.get(state.size());
        List<Server> servers = new ArrayList<>();
        Map<String, Sample> samples = new HashMap<>();
        for (int i = 0; i < state.servers(); i++) {
            servers.add(Server.of("server-" + i, Server.State.READY).sized(size.name()));
            samples.put("server-" + i, new Sample(memory, size.capacity()));
        }
        Fleet fleet = new Fleet(state.servers(), state.servers(), Given.VERSION, Optional.empty(), servers);
        return Round.of(Given.second(at), fleet)
                .total("load", load)
                .reading("memory", new Reading.PerServer(samples, Given.second(at)));
    }
}
