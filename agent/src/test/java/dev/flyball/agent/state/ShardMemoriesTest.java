package dev.flyball.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.port.Archive;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.SizeHold;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The state of a shard goes with the shard from agent to agent. */
class ShardMemoriesTest {

    private static final Logger LOGGER = Logger.getLogger(ShardMemories.class.getName());
    private static final Orders HELD =
            new Orders(false, Optional.of(new SizeHold(7, Instant.parse("2026-01-01T01:00:00Z"))));
    private static final int SHARD = 3;

    private final Shelf shelf = new Shelf();
    private final List<String> said = new ArrayList<>();
    private long now = -5_000_000_000L;
    private boolean holds = true;
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            said.add(new PatternFormatter("%p %s").format(ExtLogRecord.wrap(entry)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(ear);
    }

    @AfterEach
    void stopListening() {
        LOGGER.removeHandler(ear);
    }

    @Test
    void aShardThatIsGivenUpGoesOnWithAllThatWasKnown() {
        ShardMemories first = holder(1);
        first.keep("rounds", List.of(kept("chat", 1), kept("code", 2)));
        first.order(settings("chat"), HELD);
        first.keep("rounds", List.of(kept("chat", 3).under(HELD), kept("code", 4)));
        first.held(Map.of(), Set.of(SHARD));

        ShardMemories second = holder(1);

        assertThat(second.recall(settings("chat"))).contains(kept("chat", 3).under(HELD));
        assertThat(second.recall(settings("code"))).contains(kept("code", 4));
        assertThat(said).anyMatch(line -> line.contains("The memory of 2 targets comes from map shard-3"));
    }

    @Test
    void aRoundThatLostTheShardOnItsWayTakesNothingAway() {
        ShardMemories first = holder(1);
        first.keep("rounds", List.of(kept("chat", 1), kept("code", 2)));
        holds = false;
        first.keep("rounds", List.of(kept("chat", 3)));
        first.keep("rounds", List.of());
        first.held(Map.of(), Set.of(SHARD));
        holds = true;

        ShardMemories second = holder(1);

        assertThat(second.recall(settings("chat"))).contains(kept("chat", 1));
        assertThat(second.recall(settings("code"))).contains(kept("code", 2));
    }

    @Test
    void anAgentThatIsStoppedKeepsWhatItKnowsLast() {
        ShardMemories first = holder(1);
        first.keep("rounds", List.of(kept("chat", 1)));
        first.keep("rounds", List.of(kept("chat", 2)));
        assertThat(first.close()).isCompleted();

        assertThat(holder(1).recall(settings("chat"))).contains(kept("chat", 2));
    }

    @Test
    void whatAnAgentThatWasKilledDecidedLastIsNotGoneBy() {
        ShardMemories first = holder(1);
        first.keep("rounds", List.of(kept("chat", 1)));
        first.order(settings("chat"), HELD);
        first.keep("rounds", List.of(kept("chat", 2)));

        Kept recalled = holder(1).recall(settings("chat")).orElseThrow();

        assertThat(recalled.last()).isFalse();
        assertThat(recalled.orders()).isEqualTo(HELD);
        assertThat(recalled.memory().blindRounds()).isEqualTo(1);
        assertThat(recalled.memory().tracks()).isEmpty();
    }

    @Test
    void whatWasGivenUpIsNotTheLastAnyMoreOnceTheNextHolderDecides() {
        ShardMemories first = holder(1);
        first.keep("rounds", List.of(kept("chat", 1)));
        first.close();
        holder(1).keep("rounds", List.of(kept("chat", 2)));

        assertThat(holder(1).recall(settings("chat")).orElseThrow().last()).isFalse();
    }

    @Test
    void itIsWrittenOnceAMinuteAndOnlyIfItChanged() {
        ShardMemories agent = holder(1);
        int rounds = 0;
        for (int beat = 0; beat < 200; beat++) {
            pass(Duration.ofSeconds(3));
            agent.held(Map.of(SHARD, 1L), Set.of());
            if (beat % 5 == 0) {
                agent.keep("rounds", List.of(kept("chat", ++rounds)));
            }
        }
        assertThat(shelf.writes).as("in ten minutes").isBetween(9, 11);

        pass(Duration.ofMinutes(2));
        agent.held(Map.of(SHARD, 1L), Set.of());
        int before = shelf.writes;
        pass(Duration.ofMinutes(2));
        agent.held(Map.of(SHARD, 1L), Set.of());
        assertThat(shelf.writes).as("nothing new").isEqualTo(before);
    }

    @Test
    void aShardWithoutTargetsIsNotKept() {
        ShardMemories agent = holder(1);
        agent.keep("rounds", List.of());
        pass(Duration.ofMinutes(5));
        agent.held(Map.of(SHARD, 1L), Set.of());
        agent.close();

        assertThat(shelf.writes).isZero();
    }

    @Test
    void onlyTheHolderWrites() {
        ShardMemories first = holder(1);
        first.keep("rounds", List.of(kept("chat", 1)));
        first.held(Map.of(), Set.of());
        ShardMemories second = holder(1);
        second.keep("rounds", List.of(kept("chat", 2)));

        first.keep("rounds", List.of(kept("chat", 9)));
        first.order(settings("chat"), HELD);
        first.close();

        assertThat(holder(1).recall(settings("chat")).orElseThrow().memory().blindRounds())
                .isEqualTo(2);
    }

    @Test
    void aLateWriteOfTheHolderBeforeIsReplaced() {
        ShardMemories agent = holder(1);
        agent.keep("rounds", List.of(kept("chat", 1)));
        shelf.write("shard-3", new byte[] {1}, Optional.of(shelf.version("shard-3")));

        agent.order(settings("chat"), HELD);

        assertThat(holder(1).recall(settings("chat")).orElseThrow().orders()).isEqualTo(HELD);
    }

    @Test
    void whatIsDamagedOrNewerIsSetAside() {
        shelf.write("shard-3", new byte[] {1, 2, 3}, Optional.empty());
        ShardMemories agent = holder(1);

        assertThat(agent.recall(settings("chat"))).isEmpty();
        agent.keep("rounds", List.of(kept("chat", 1)));
        assertThat(shelf.entries.get("shard-3-damaged").bytes()).containsExactly(1, 2, 3);
        assertThat(said)
                .singleElement()
                .asString()
                .contains("cannot be used", "damaged", "set aside as map shard-3-damaged", "none shrinks");
        assertThat(holder(1).recall(settings("chat"))).isPresent();
    }

    @Test
    void aRightThatIsMissingIsNamedAndSurvived() {
        shelf.fault = Optional.of(new Fault(Fault.Kind.FORBIDDEN, "may not get configmaps"));
        ShardMemories agent = holder(1);

        assertThat(agent.isKnown(settings("chat").resource(), 1)).isTrue();
        agent.keep("rounds", List.of(kept("chat", 1)));
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofSeconds(15));
            agent.held(Map.of(SHARD, 1L), Set.of());
        }
        assertThat(said).hasSize(2);
        assertThat(said.get(0)).contains("cannot be read: may not get configmaps (FORBIDDEN)");
        assertThat(said.get(1)).contains("cannot be kept in map shard-3: may not get configmaps");

        shelf.fault = Optional.empty();
        pass(Duration.ofSeconds(15));
        agent.held(Map.of(SHARD, 1L), Set.of());
        assertThat(said.get(2)).contains("is kept in map shard-3 again");
    }

    @Test
    void aServerThatIsAwayIsWaitedForAWhile() {
        shelf.fault = Optional.of(new Fault(Fault.Kind.UNREACHABLE, "no connection"));
        ShardMemories agent = holder(1);
        assertThat(agent.isKnown(settings("chat").resource(), 1)).isFalse();

        pass(Duration.ofSeconds(31));
        agent.held(Map.of(SHARD, 1L), Set.of());

        assertThat(agent.isKnown(settings("chat").resource(), 1)).isTrue();
        assertThat(agent.isKnown(settings("chat").resource(), 2)).isFalse();
    }

    @Test
    void whatDoesNotFitIsKeptInPartAndOrdersInAnyCase() {
        shelf.largest = 2_000;
        ShardMemories first = holder(1);
        List<Kept> many = IntStream.range(0, 400)
                .mapToObj(i -> kept("chat" + i, 1))
                .map(kept -> kept.target().toString().equals("calm:chat7") ? kept.under(HELD) : kept)
                .toList();
        first.keep("rounds", many);
        first.close();

        assertThat(said)
                .singleElement()
                .asString()
                .contains("The state of 400 targets is too large for map shard-3", "2000 bytes", "FLYBALL_SHARDS");
        assertThat(holder(1).recall(settings("chat7")).orElseThrow().orders()).isEqualTo(HELD);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private ShardMemories holder(long term) {
        ShardMemories agent = new ShardMemories(shelf, Runnable::run, () -> now, target -> SHARD, shard -> holds);
        agent.held(Map.of(SHARD, term), Set.of());
        return agent;
    }

    private static Kept kept(String name, int blindRounds) {
        return new Kept(
                new TargetId("calm", name),
                Fit.of(settings(name)),
                Remembered.blindFor(blindRounds),
                Optional.empty(),
                Orders.none(),
                true);
    }

    private static TargetSettings settings(String name) {
        TargetId target = new TargetId("calm", name);
        Policy policy = new Policy(
                new Bounds(1, 10),
                List.of(new TrackedSignal(
                        new Query(target, "load"), new SetPoint(SetPoint.Unit.PER_SERVER, 1), Duration.ofMinutes(1))),
                new Tolerance(0.1, 0.1),
                new Stabilization(Duration.ZERO, Duration.ofMinutes(5)));
        return new TargetSettings(name, target, policy, "flyball", Duration.ofSeconds(15), false);
    }

    /** An archive in memory. */
    private static final class Shelf implements Archive {

        final Map<String, Entry> entries = new HashMap<>();
        Optional<Fault> fault = Optional.empty();
        int largest = 1 << 20;
        int writes;

        String version(String name) {
            return entries.get(name).version();
        }

        @Override
        public String named(String name) {
            return "map " + name;
        }

        @Override
        public int largest() {
            return largest;
        }

        @Override
        public Result<Optional<Entry>> read(String name) {
            return fault.<Result<Optional<Entry>>>map(Result::failed)
                    .orElseGet(() -> Result.ok(Optional.ofNullable(entries.get(name))));
        }

        @Override
        public Result<Optional<String>> write(String name, byte[] bytes, Optional<String> seen) {
            if (fault.isPresent()) {
                return Result.failed(fault.get());
            }
            Optional<String> known = Optional.ofNullable(entries.get(name)).map(Entry::version);
            if (!known.equals(seen)) {
                return Result.ok(Optional.empty());
            }
            String version = Integer.toString(++writes);
            entries.put(name, new Entry(bytes, version));
            return Result.ok(Optional.of(version));
        }
    }
}
