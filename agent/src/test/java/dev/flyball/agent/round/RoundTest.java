package dev.flyball.agent.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.round.RoundListener.Decided;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.agent.shard.Ownership;
import dev.flyball.agent.simulated.Timeline;
import dev.flyball.agent.state.Memories;
import dev.flyball.agent.state.Orders;
import dev.flyball.core.decision.Reason;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.SizeHold;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rounds of targets on platforms in memory; each server should carry a load of 1. */
class RoundTest {

    private static final Duration INTERVAL = Duration.ofMillis(400);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final InstantSource clock = now::get;
    private final FakePlatform calm = new FakePlatform("calm");
    private final FakePlatform slow = new FakePlatform("slow");
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Decided> last = new HashMap<>();
    private final List<Decided> all = new ArrayList<>();

    @AfterEach
    void openTheGates() {
        slow.lookGate.countDown();
        slow.readGate.countDown();
        calm.writeGate.countDown();
        threads.shutdownNow();
    }

    @Test
    void growsATargetToItsLoad() {
        TargetId target = calm.target("chat", 2, 4.5);
        Round round = roundOf(settings("chat", target, false));

        round.run();
        writesEnd(round);
        round.run();

        assertThat(calm.sizes).containsEntry(target, 5);
        assertThat(last.get("chat").lastOutcome()).get().isInstanceOf(Outcome.Applied.class);
        assertThat(last.get("chat").decision().reason()).isEqualTo(Reason.ON_TARGET);
    }

    @Test
    void aPlatformThatHangsHoldsUpNobody() {
        TargetId quick = calm.target("quick", 2, 2);
        TargetId hanging = slow.target("hanging", 2, 2);
        slow.lookGate = new CountDownLatch(1);

        roundOf(settings("quick", quick, false), settings("hanging", hanging, false))
                .run();

        assertThat(last.get("quick").decision().reason()).isEqualTo(Reason.ON_TARGET);
        assertThat(last.get("hanging").decision().reason()).isEqualTo(Reason.TARGET_UNKNOWN);
        assertThat(fault("hanging").kind()).isEqualTo(Fault.Kind.TIMED_OUT);
    }

    @Test
    void noSecondLookIsStartedWhileTheFirstHangs() {
        TargetId hanging = slow.target("hanging", 2, 2);
        slow.lookGate = new CountDownLatch(1);
        Round round = roundOf(settings("hanging", hanging, false));

        round.run();
        round.run();

        assertThat(slow.looks).hasValue(1);
        assertThat(fault("hanging").message()).contains("still waiting");
    }

    @Test
    void aTargetThatDoesNotExistHoldsUpNobody() {
        TargetId there = calm.target("there", 1, 3);
        TargetId gone = new TargetId("calm", "gone");
        Round round = roundOf(settings("there", there, false), settings("gone", gone, false));

        round.run();
        writesEnd(round);

        assertThat(calm.sizes).containsEntry(there, 3);
        assertThat(fault("gone").kind()).isEqualTo(Fault.Kind.NOT_FOUND);
    }

    @Test
    void anAdapterThatThrowsIsAFaultAndNotACrash() {
        TargetId broken = calm.target("broken", 1, 3);
        calm.loads.clear();
        Round round = roundOf(settings("broken", broken, false));

        round.run();

        assertThat(unread("broken").kind()).isEqualTo(Fault.Kind.INTERNAL);
        assertThat(calm.writes).hasValue(0);
    }

    @Test
    void aSignalOfAnotherAdapterIsReadForTheTarget() {
        TargetId target = calm.target("chat", 2, 1);
        slow.loads.put(target, 4.0);
        Round round = roundOf(settings("chat", target, "slow-anywhere"));

        round.run();
        writesEnd(round);

        assertThat(calm.sizes).containsEntry(target, 4);
    }

    @Test
    void aSourceThatHangsHidesItsOwnSignalsAlone() {
        TargetId target = calm.target("chat", 2, 2);
        slow.loads.put(target, 4.0);
        slow.readGate = new CountDownLatch(1);
        Round round =
                roundOf(settings("chat", target, "slow-anywhere"), settings("calm", calm.target("calm", 1, 1), false));

        round.run();
        assertThat(unread("chat").message()).contains("half the interval");
        round.run();

        assertThat(unread("chat").message()).contains("still waiting");
        assertThat(last.get("chat").decision().reason()).isEqualTo(Reason.BLIND);
        assertThat(last.get("calm").decision().reason()).isEqualTo(Reason.ON_TARGET);
        assertThat(slow.reads).hasValue(1);
    }

    @Test
    void whatThePlatformHoldsIsDecidedAndNotWritten() {
        WriteHold hold = new WriteHold(WriteMode.CONFLICT, "another autoscaler scales it");
        TargetId target = calm.target("chat", 1, 3);
        calm.holds.put(target, hold);
        Round round = roundOf(settings("chat", target, false));

        round.run();
        round.run();

        assertThat(last.get("chat").hold()).contains(hold);
        assertThat(last.get("chat").decision().size()).isEqualTo(3);
        assertThat(last.get("chat").lastOutcome()).contains(new Outcome.Withheld(hold));
        assertThat(calm.writes).hasValue(0);

        calm.holds.clear();
        round.run();
        writesEnd(round);

        assertThat(calm.sizes).containsEntry(target, 3);
    }

    @Test
    void onlyOneWriteIsInFlight() {
        TargetId target = calm.target("chat", 1, 3);
        calm.writeGate = new CountDownLatch(1);
        Round round = roundOf(settings("chat", target, false));

        round.run();
        calm.loads.put(target, 5.0);
        round.run();

        assertThat(last.get("chat").decision().reason()).isEqualTo(Reason.WRITE_IN_FLIGHT);
        assertThat(last.get("chat").decision().size()).isEqualTo(5);

        calm.writeGate.countDown();
        writesEnd(round);
        round.run();
        writesEnd(round);

        assertThat(calm.sizes).containsEntry(target, 5);
        assertThat(calm.writes).hasValue(2);
    }

    @Test
    void aDryRunDecidesAndWritesNothing() {
        TargetId target = calm.target("chat", 1, 3);
        Round round = roundOf(settings("chat", target, true));

        round.run();
        round.run();

        assertThat(all).allSatisfy(event -> {
            assertThat(event.mode()).isEqualTo(WriteMode.DRY_RUN);
            assertThat(event.decision().size()).isEqualTo(3);
        });
        assertThat(last.get("chat").lastOutcome())
                .contains(new Outcome.Withheld(new WriteHold(WriteMode.DRY_RUN, "FLYBALL_DRY_RUN is set")));
        assertThat(calm.writes).hasValue(0);
    }

    @Test
    void aWriteThatIsForbiddenIsTriedAgainAfterAMinute() {
        TargetId target = calm.target("chat", 1, 3);
        calm.answer = () -> Optional.of(new Outcome.Refused(new Fault(Fault.Kind.FORBIDDEN, "may not")));
        Round round = roundOf(settings("chat", target, false));

        round.run();
        writesEnd(round);
        round.run();

        assertThat(last.get("chat").mode()).isEqualTo(WriteMode.FORBIDDEN);
        assertThat(calm.writes).hasValue(1);

        calm.answer = Optional::empty;
        now.set(now.get().plusSeconds(61));
        round.run();
        writesEnd(round);

        assertThat(calm.sizes).containsEntry(target, 3);
    }

    @Test
    void whatIsSelectedComesAndGoes() {
        TargetId first = calm.target("a", 1, 3);
        TargetId second = calm.target("b", 2, 2);
        calm.selected.add(first);
        Round round = roundOf(settings("default", new TargetId("calm", "all?"), false));

        round.run();
        writesEnd(round);
        assertThat(last).containsOnlyKeys("a");
        assertThat(calm.sizes).containsEntry(first, 3);

        calm.selected.add(second);
        runUntilListed(round);
        assertThat(last).containsOnlyKeys("a", "b");
        assertThat(last.get("b").decision().demands().get(0).query().target()).isEqualTo(second);

        calm.selected.remove(first);
        runUntilListed(round);
        assertThat(last).containsOnlyKeys("b");
        assertThat(round.loops()).hasSize(1);
    }

    @Test
    void whatCannotBeListedStaysAsItWas() {
        TargetId target = calm.target("a", 1, 1);
        calm.selected.add(target);
        Round round = roundOf(settings("x", new TargetId("calm", "all?"), false));
        round.run();

        calm.listFault = Optional.of(new Fault(Fault.Kind.FORBIDDEN, "may not list"));
        runUntilListed(round);

        assertThat(last).containsOnlyKeys("x-a");
        assertThat(round.members().get(0).fault()).contains(calm.listFault.get());
    }

    @Test
    void aTargetThatIsNamedBelongsToItsOwnSettings() {
        TargetId target = calm.target("a", 1, 1);
        calm.selected.add(target);
        Round round = roundOf(settings("x", new TargetId("calm", "all?"), false), settings("own", target, false));

        round.run();

        assertThat(last).containsOnlyKeys("own");
    }

    /** A list that was asked for in one round is there in the next, or the one after. */
    private void runUntilListed(Round round) {
        int lists = calm.lists.get();
        while (calm.lists.get() < lists + 2) {
            round.run();
        }
        round.run();
    }

    @Test
    void aPausedTargetIsDecidedAndExplainedButNotWrittenUntilItIsResumed() {
        TargetId target = calm.target("chat", 2, 4.5);
        Round round = roundOf(settings("chat", target, false));
        round.loops().get(0).pause();

        round.run();

        assertThat(calm.sizes).containsEntry(target, 2);
        assertThat(last.get("chat").mode()).isEqualTo(WriteMode.PAUSED);
        assertThat(last.get("chat").decision().size()).isEqualTo(5);

        round.loops().get(0).resume();
        round.run();
        writesEnd(round);

        assertThat(calm.sizes).containsEntry(target, 5);
    }

    @Test
    void aHeldTargetKeepsTheOrderedSizeUntilTheClockSaysThatItIsOver() {
        TargetId target = calm.target("chat", 2, 2);
        Round round = roundOf(settings("chat", target, false));
        round.loops().get(0).hold(new SizeHold(7, now.get().plusSeconds(3600)));

        round.run();
        writesEnd(round);
        now.set(now.get().plusSeconds(3599));
        round.run();

        assertThat(calm.sizes).containsEntry(target, 7);
        assertThat(last.get("chat").decision().reason()).isEqualTo(Reason.HELD_BY_OPERATOR);
        assertThat(round.loops().get(0).orders().held()).isPresent();

        now.set(now.get().plusSeconds(1));
        round.run();

        assertThat(last.get("chat").decision().reason()).isNotEqualTo(Reason.HELD_BY_OPERATOR);
        assertThat(round.loops().get(0).orders()).isEqualTo(Orders.none());
    }

    @Test
    void howeverManyAskForExtraRoundsOneIsUnderWayAndOneWaits() throws Exception {
        slow.target("slow", 2, 2);
        TargetId hanging = new TargetId("slow", "slow");
        slow.lookGate = new CountDownLatch(1);
        Round round = roundOf(settings("slow", hanging, false));
        ExtraRounds extra = new ExtraRounds(List.of(round), threads);

        List<CompletableFuture<Void>> asked = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            asked.add(extra.ask());
        }
        slow.lookGate.countDown();
        for (CompletableFuture<Void> one : asked) {
            one.get(10, TimeUnit.SECONDS);
        }

        assertThat(all).hasSizeBetween(1, 2);
    }

    private Round roundOf(TargetSettings... targets) {
        Timeline life = Timeline.life(clock);
        Adapters adapters = new Adapters(List.of(new Adapters.Entry(calm, life), new Adapters.Entry(slow, life)));
        RoundListener listener = new RoundListener() {
            @Override
            public void decided(Decided event) {
                all.add(event);
                last.put(event.target().name(), event);
            }

            @Override
            public void left(TargetSettings target) {
                last.remove(target.name());
            }
        };
        return new Round(
                List.of(targets),
                INTERVAL,
                adapters,
                threads,
                threads,
                Memories.none(),
                Ownership.ofAll(),
                List.of(listener));
    }

    private static TargetSettings settings(String name, TargetId target, boolean dryRun) {
        return settings(name, new Query(target, "load"), dryRun);
    }

    private static TargetSettings settings(String name, TargetId target, String signal) {
        return settings(name, new Query(target, signal), false);
    }

    private static TargetSettings settings(String name, Query query, boolean dryRun) {
        TrackedSignal load = new TrackedSignal(query, new SetPoint(SetPoint.Unit.PER_SERVER, 1), Duration.ofMinutes(1));
        Policy policy = new Policy(
                new Bounds(1, 10),
                List.of(load),
                new Tolerance(0.1, 0.1),
                new Stabilization(Duration.ZERO, Duration.ofMinutes(5)));
        return new TargetSettings(name, query.target(), policy, "flyball", Duration.ofSeconds(1), dryRun);
    }

    private Fault fault(String name) {
        return ((Result.Failed<Fleet>) last.get(name).decision().fleet()).fault();
    }

    private Fault unread(String name) {
        return ((Demand.Unknown) last.get(name).decision().demands().get(0)).fault();
    }

    private static void writesEnd(Round round) {
        round.loops().forEach(loop -> loop.write().ifPresent(write -> write.join()));
    }
}
