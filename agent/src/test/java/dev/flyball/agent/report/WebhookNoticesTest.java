package dev.flyball.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.flyball.agent.round.RoundListener.Decided;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.decision.Reason;
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
import org.junit.jupiter.api.Test;

class WebhookNoticesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TargetId TARGET = new TargetId("simulated", "chat");

    private final List<String> told = new ArrayList<>();
    private final WebhookNotices notices = new WebhookNotices(
            new ObjectMapper()
                    .registerModule(new Jdk8Module())
                    .registerModule(new JavaTimeModule())
                    .setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT),
            Optional.of(told::add));

    @Test
    void aChangeIsToldOnceItIsApplied() {
        round(Optional.of(new Change(2, 3)), Optional.empty(), Optional.empty());
        assertThat(told).isEmpty();

        round(Optional.empty(), Optional.empty(), Optional.of(new Outcome.Applied(NOW, 3)));

        assertThat(told)
                .singleElement()
                .asString()
                .contains(
                        "\"kind\":\"change\"",
                        "\"target\":\"chat\"",
                        "\"code\":\"LOAD_ABOVE_TARGET\"",
                        "\"from\":2",
                        "\"to\":3");
    }

    @Test
    void anObstacleIsToldWhenItBeginsAndWhenItIsOver() {
        Optional<WriteHold> conflict = Optional.of(new WriteHold(WriteMode.CONFLICT, "another scales it"));
        round(Optional.empty(), conflict, Optional.empty());
        round(Optional.empty(), conflict, Optional.empty());
        round(Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(told).hasSize(2);
        assertThat(told.get(0)).contains("\"kind\":\"obstacle\"", "\"code\":\"CONFLICT\"", "another scales it");
        assertThat(told.get(1)).contains("\"kind\":\"recovery\"").doesNotContain("\"code\"");
    }

    @Test
    void ofAgentsThatShareATargetOneTells() {
        round(Optional.empty(), Optional.of(new WriteHold(WriteMode.NO_LEASE, "pod a holds it")), Optional.empty());

        assertThat(told).isEmpty();
    }

    @Test
    void aRefusedChangeIsAnObstacle() {
        round(Optional.of(new Change(2, 3)), Optional.empty(), Optional.empty());
        round(
                Optional.of(new Change(2, 3)),
                Optional.empty(),
                Optional.of(new Outcome.Refused(new Fault(Fault.Kind.FORBIDDEN, "may not patch"))));

        assertThat(told).singleElement().asString().contains("\"code\":\"FORBIDDEN\"", "may not patch");
    }

    private void round(Optional<Change> change, Optional<WriteHold> hold, Optional<Outcome> lastOutcome) {
        Policy policy = new Policy(
                new Bounds(1, 10),
                List.of(new TrackedSignal(
                        new Query(TARGET, "load"), new SetPoint(SetPoint.Unit.PER_SERVER, 1), Duration.ofMinutes(2))),
                new Tolerance(0.1, 0.1),
                new Stabilization(Duration.ZERO, Duration.ZERO));
        Decision decision = new Decision(
                NOW,
                Result.ok(Fleet.ofCounts(2, 2, new Version("1"), Optional.empty())),
                policy.bounds(),
                List.of(),
                3,
                List.of(),
                3,
                Optional.empty(),
                Reason.LOAD_ABOVE_TARGET,
                change,
                Optional.empty());
        TargetSettings settings = new TargetSettings("chat", TARGET, policy, "flyball", Duration.ofSeconds(15), false);
        notices.decided(new Decided(settings, decision, hold, lastOutcome));
    }
}
