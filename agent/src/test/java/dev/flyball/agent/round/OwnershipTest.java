package dev.flyball.agent.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.round.RoundListener.Decided;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.agent.shard.Ownership;
import dev.flyball.agent.simulated.Timeline;
import dev.flyball.agent.state.Kept;
import dev.flyball.agent.state.Memories;
import dev.flyball.agent.state.Orders;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Rounds of an agent whose targets may become another agent's. */
class OwnershipTest {

    private final FakePlatform platform = new FakePlatform("calm");
    private final TargetId target = platform.target("chat", 2, 4.5);
    private final List<Decided> decided = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final List<List<Kept>> kept = new ArrayList<>();
    private final List<TargetId> recalled = new ArrayList<>();
    private OptionalLong term = OptionalLong.of(1);
    private boolean mayWrite = true;
    private boolean known = true;
    private Optional<Kept> before = Optional.empty();
    private Runnable whileLooking = () -> {};
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void whatIsAnotherAgentsIsNeitherSeenNorDecided() {
        term = OptionalLong.empty();

        round().run();

        assertThat(platform.looks).hasValue(0);
        assertThat(decided).isEmpty();
    }

    @Test
    void whatIsLostWhileItIsLookedAtIsNotDecided() {
        whileLooking = () -> term = OptionalLong.empty();

        round().run();

        assertThat(decided).isEmpty();
        assertThat(platform.sizes).containsEntry(target, 2);
        assertThat(kept).containsExactly(List.of());
    }

    @Test
    void aWriteThatCouldOutlastTheLeaseIsWithheld() {
        mayWrite = false;
        Round round = round();

        round.run();
        round.run();

        assertThat(platform.writes).hasValue(0);
        assertThat(decided.get(1).lastOutcome())
                .get()
                .isInstanceOfSatisfying(
                        Outcome.Withheld.class,
                        withheld -> assertThat(withheld.hold().mode()).isEqualTo(WriteMode.NO_LEASE));
    }

    @Test
    void aTargetThatComesBackIsRememberedAsItWasKeptSince() {
        Round round = round();
        round.run();
        term = OptionalLong.empty();
        round.run();
        term = OptionalLong.of(2);
        round.run();

        assertThat(lost).containsExactly("chat");
        assertThat(recalled).containsExactly(target, target);
        assertThat(decided).hasSize(2);
        assertThat(decided.get(1).lastOutcome()).as("of the tenure before").isEmpty();
    }

    @Test
    void aTargetIsNotDecidedBeforeItIsKnownWhatTheHolderBeforeKnew() {
        known = false;
        Round round = round();
        round.run();
        assertThat(decided).isEmpty();

        known = true;
        round.run();

        assertThat(decided).hasSize(1);
    }

    @Test
    void whatTheHolderBeforeChangedAfterItKeptItsMemoryCountsAsAChange() {
        Round first = round();
        first.run();
        first.run();
        Kept known = kept.get(1).get(0);
        before = Optional.of(
                new Kept(known.target(), known.fit(), known.memory(), Optional.empty(), known.orders(), false));
        platform.sizes.put(target, 8);

        round().run();

        Decided takenOver = decided.get(2);
        assertThat(takenOver.decision().found()).as("a change by somebody else").isEmpty();
        assertThat(takenOver.lastOutcome()).contains(new Outcome.Applied(now, 8));
    }

    @Test
    void theLastOutcomesAreKeptWhenTheRoundsEnd() {
        Round round = round();
        round.run();
        round.stop(Duration.ofSeconds(1));

        assertThat(kept).hasSize(2);
        assertThat(kept.get(1).get(0).write().orElseThrow().outcome()).isPresent();
    }

    private Round round() {
        platform.clock = () -> now;
        Memories memories = new Memories() {
            @Override
            public Optional<Kept> recall(TargetSettings settings) {
                recalled.add(settings.resource());
                return before;
            }

            @Override
            public boolean isKnown(TargetId asked, long tenure) {
                return known;
            }

            @Override
            public CompletableFuture<Void> keep(Object owner, List<Kept> all) {
                kept.add(all);
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<Void> order(TargetSettings settings, Orders orders) {
                return CompletableFuture.completedFuture(null);
            }
        };
        Ownership ownership = new Ownership() {
            @Override
            public OptionalLong term(TargetId asked) {
                return term;
            }

            @Override
            public boolean mayWrite(TargetId asked) {
                return mayWrite;
            }
        };
        RoundListener listener = new RoundListener() {
            @Override
            public void decided(Decided event) {
                decided.add(event);
            }

            @Override
            public void lost(TargetSettings settings) {
                lost.add(settings.name());
            }
        };
        TrackedSignal signal = new TrackedSignal(
                new Query(target, "load"), new SetPoint(SetPoint.Unit.PER_SERVER, 1), Duration.ofMinutes(1));
        Policy policy = new Policy(
                new Bounds(1, 10),
                List.of(signal),
                new Tolerance(0.1, 0.1),
                new Stabilization(Duration.ZERO, Duration.ofMinutes(5)));
        return new Round(
                List.of(new TargetSettings("chat", target, policy, "flyball", Duration.ofSeconds(15), false)),
                Duration.ofSeconds(2),
                new Adapters(List.of(new Adapters.Entry(platform, Timeline.life(() -> now)))),
                task -> {
                    task.run();
                    whileLooking.run();
                },
                Runnable::run,
                memories,
                ownership,
                List.of(listener));
    }
}
