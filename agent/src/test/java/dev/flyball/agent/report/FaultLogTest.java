package dev.flyball.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.agent.round.RoundListener.Decided;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.core.decision.Decision;
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
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import dev.flyball.core.target.WriteHold;
import dev.flyball.core.target.WriteMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault is said once when it begins, and once when it is over. */
class FaultLogTest {

    private static final TargetId TARGET = new TargetId("kubernetes", "deployment/shop/chat");
    private static final Query CPU = new Query(TARGET, "cpu");
    private static final Fault MISSING = new Fault(Fault.Kind.MISSING, "no pod has a sample");
    private static final Fault MAY_NOT = new Fault(Fault.Kind.FORBIDDEN, "may not patch");

    private final FaultLog log = new FaultLog();
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(new PatternFormatter("%p %s").format(ExtLogRecord.wrap(line)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeEach
    void listen() {
        Logger.getLogger("flyball").addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("flyball").removeHandler(handler);
    }

    @Test
    void aSignalThatCannotBeUsedIsSaidOnceAndWhenItIsOver() {
        round(new Demand.Unknown(CPU, MISSING), Optional.empty());
        round(new Demand.Unknown(CPU, MISSING), Optional.empty());
        round(known(), Optional.empty());
        round(known(), Optional.empty());

        assertThat(lines)
                .containsExactly(
                        "WARN chat: cannot use cpu: no pod has a sample (MISSING)",
                        "INFO chat: can use cpu again, after 30 s");
    }

    @Test
    void anotherFaultOfTheSameSignalIsSaid() {
        round(new Demand.Unknown(CPU, MISSING), Optional.empty());
        round(new Demand.Unknown(CPU, new Fault(Fault.Kind.STALE, "is 200 s old")), Optional.empty());

        assertThat(lines).hasSize(2).last().asString().contains("is 200 s old (STALE)");
    }

    @Test
    void aWriteThatIsRefusedStaysAFaultUntilOneSucceeds() {
        round(known(), Optional.of(new Outcome.Refused(MAY_NOT)));
        round(known(), Optional.of(new Outcome.Withheld(new WriteHold(WriteMode.FORBIDDEN, "told so"))));
        round(known(), Optional.of(new Outcome.Refused(MAY_NOT)));
        round(known(), Optional.of(new Outcome.Applied(now, 3)));

        assertThat(lines)
                .containsExactly(
                        "WARN chat: cannot change kubernetes:deployment/shop/chat: may not patch (FORBIDDEN)",
                        "INFO chat: can change kubernetes:deployment/shop/chat again, after 45 s");
    }

    private static Demand known() {
        return new Demand.Known(CPU, 2.4, 0.6, new SetPoint(SetPoint.Unit.UTILIZATION, 0.5), false);
    }

    private void round(Demand demand, Optional<Outcome> lastOutcome) {
        Policy policy = new Policy(
                new Bounds(1, 10),
                List.of(new TrackedSignal(CPU, new SetPoint(SetPoint.Unit.UTILIZATION, 0.5), Duration.ofMinutes(2))),
                new Tolerance(0.1, 0.1),
                new Stabilization(Duration.ZERO, Duration.ZERO));
        Decision decision = new Decision(
                now,
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
        log.decided(new Decided(settings, decision, Optional.empty(), lastOutcome));
        now = now.plusSeconds(15);
    }
}
