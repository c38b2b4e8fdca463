package dev.flyball.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.round.RoundListener.Decided;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.agent.simulated.Timeline;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.decision.Reason;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.port.Adapter;
import dev.flyball.core.port.Notice;
import dev.flyball.core.port.Notice.Importance;
import dev.flyball.core.port.Notices;
import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Platform.SignalKind;
import dev.flyball.core.port.Signals;
import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class NotifierTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TargetId TARGET = new TargetId("made-up", "chat");
    private static final Query CPU = new Query(TARGET, "cpu");

    private final List<Notice> told = new ArrayList<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Notifier notifier = new Notifier(
            new Adapters(List.of(new Adapters.Entry(new MadeUp(), Timeline.life(() -> NOW)))), waiting::add);

    @Test
    void anAppliedChangeIsToldWithTheReasonOfItsDecision() {
        round(known(), Optional.empty(), Optional.empty());
        round(known(), Optional.empty(), Optional.of(new Outcome.Applied(NOW, 3)));
        work();
        assertThat(told).singleElement().satisfies(notice -> {
            assertThat(notice.importance()).isEqualTo(Importance.NORMAL);
            assertThat(notice.code()).isEqualTo("LOAD_ABOVE_TARGET");
            assertThat(notice.message()).startsWith("2 -> 3 servers LOAD_ABOVE_TARGET: cpu");
        });
    }

    @Test
    void aChangeThatWasNotAppliedIsNotTold() {
        round(known(), Optional.empty(), Optional.empty());
        round(known(), Optional.empty(), Optional.of(new Outcome.Deferred("busy")));
        work();
        assertThat(told).isEmpty();
    }

    @Test
    void anObstacleIsToldWhenItBeginsAndNotInEachRound() {
        Demand missing = new Demand.Unknown(CPU, new Fault(Fault.Kind.MISSING, "no pod has a sample"));
        round(missing, Optional.empty(), Optional.empty());
        round(missing, Optional.empty(), Optional.empty());
        work();
        assertThat(told)
                .containsExactly(new Notice(
                        Importance.WARNING, "MISSING", "use cpu", "cannot use cpu: no pod has a sample", NOW));
    }

    @Test
    void ofAgentsThatShareATargetOneTells() {
        Demand missing = new Demand.Unknown(CPU, new Fault(Fault.Kind.MISSING, "no pod has a sample"));
        round(missing, Optional.of(new WriteHold(WriteMode.NO_LEASE, "pod a holds it")), Optional.empty());
        work();
        assertThat(told).isEmpty();
    }

    @Test
    void nothingIsToldOnTheRoundsOwnThread() {
        round(known(), Optional.of(new WriteHold(WriteMode.CONFLICT, "another scales it")), Optional.empty());
        assertThat(told).isEmpty();
        work();
        assertThat(told).extracting(Notice::code).containsExactly("CONFLICT");
    }

    private void work() {
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    private static Demand known() {
        return new Demand.Known(CPU, 2.4, 0.6, new SetPoint(SetPoint.Unit.UTILIZATION, 0.5), false);
    }

    private void round(Demand demand, Optional<WriteHold> hold, Optional<Outcome> lastOutcome) {
        Policy policy = new Policy(
                new Bounds(1, 10),
                List.of(new TrackedSignal(CPU, new SetPoint(SetPoint.Unit.UTILIZATION, 0.5), Duration.ofMinutes(2))),
                new Tolerance(0.1, 0.1),
                new Stabilization(Duration.ZERO, Duration.ZERO));
        Decision decision = new Decision(
                NOW,
                Result.ok(Fleet.ofCounts(2, 2, new Version("1"), Optional.empty())),
                policy.bounds(),
                List.of(demand),
                3,
                List.of(),
                3,
                Optional.empty(),
                Reason.LOAD_ABOVE_TARGET,
                Optional.of(new Change(2, 3)),
                Optional.empty());
        TargetSettings settings = new TargetSettings("chat", TARGET, policy, "flyball", Duration.ofSeconds(15), false);
        notifier.decided(new Decided(settings, decision, hold, lastOutcome));
    }

    private final class MadeUp implements Adapter {

        @Override
        public List<Platform> platforms() {
            SignalKind kind = new SignalKind(SetPoint.Unit.UTILIZATION, Optional.empty(), Duration.ofMinutes(1));
            return List.of(new Platform(
                    "made-up", List.of(), Duration.ofSeconds(15), "cpu", Map.of("cpu", kind), Optional.empty()));
        }

        @Override
        public Optional<Targets> targets() {
            return Optional.empty();
        }

        @Override
        public Optional<Signals> signals() {
            return Optional.empty();
        }

        @Override
        public Optional<Notices> notices() {
            return Optional.of((target, notice) -> {
                told.add(notice);
                return Optional.empty();
            });
        }
    }
}
