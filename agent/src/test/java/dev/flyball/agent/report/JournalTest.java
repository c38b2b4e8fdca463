package dev.flyball.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.agent.round.RoundListener.Decided;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.decision.Reason;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final TargetId TARGET = TargetId.parse("simulated:chat");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Journal journal = new Journal();

    @Test
    void theNewestDecisionIsFirst() {
        decided(0, 2, Reason.ON_TARGET);
        decided(1, 5, Reason.LOAD_ABOVE_TARGET);

        assertThat(journal.latest("chat").orElseThrow().decision().size()).isEqualTo(5);
        assertThat(journal.of("chat"))
                .extracting(event -> event.decision().size())
                .containsExactly(5, 2);
    }

    @Test
    void anHourIsKeptWholeForAChartEvenWhereNothingHappens() {
        for (int second = 0; second <= 7200; second += 15) {
            decided(second, 5, Reason.ON_TARGET);
        }

        List<Instant> kept = times();
        assertThat(kept).startsWith(START.plusSeconds(7200), START.plusSeconds(7185));
        assertThat(kept).contains(START.plusSeconds(3600));
        assertThat(kept).hasSizeLessThan(270);
    }

    @Test
    void quietDecisionsThatAreNearToEachOtherAreThinned() {
        for (int second = 0; second < 60; second++) {
            decided(second, 5, Reason.ON_TARGET);
        }

        assertThat(times())
                .hasSizeBetween(12, 16)
                .startsWith(START.plusSeconds(59))
                .endsWith(START);
    }

    @Test
    void changesOfTheDayAreKeptWhenQuietDecisionsAreForgotten() {
        decided(0, 2, Reason.ON_TARGET);
        decided(15, 5, Reason.LOAD_ABOVE_TARGET);
        for (int second = 30; second <= 36_000; second += 15) {
            decided(second, 5, Reason.ON_TARGET);
        }

        assertThat(times()).endsWith(START.plusSeconds(30), START.plusSeconds(15), START);
    }

    @Test
    void whatIsOlderThanADayIsForgotten() {
        decided(0, 2, Reason.ON_TARGET);
        decided(100_000, 5, Reason.ON_TARGET);

        assertThat(times()).containsExactly(START.plusSeconds(100_000));
    }

    @Test
    void noMoreThanSoManyAreKept() {
        for (int i = 0; i < 5000; i++) {
            decided(i, 1 + i % 2, Reason.ON_TARGET);
        }

        assertThat(times()).hasSize(Past.MOST_WHOLE + Past.MOST_CHANGES).startsWith(START.plusSeconds(4999));
    }

    @Test
    void whatWasBeforeAMomentIsFound() {
        decided(0, 1, Reason.ON_TARGET);
        decided(15, 2, Reason.ON_TARGET);
        decided(30, 3, Reason.ON_TARGET);

        assertThat(journal.before("chat", START.plusSeconds(30), 1))
                .extracting(event -> event.decision().at())
                .containsExactly(START.plusSeconds(15));
    }

    @Test
    void ofATargetThatWasNeverDecidedNothingIsKnown() {
        assertThat(journal.of("other")).isEmpty();
        assertThat(journal.latest("other")).isEmpty();
    }

    private List<Instant> times() {
        return journal.of("chat").stream().map(event -> event.decision().at()).toList();
    }

    private void decided(int second, int size, Reason reason) {
        TrackedSignal signal = new TrackedSignal(
                new Query(TARGET, "load"), new SetPoint(SetPoint.Unit.PER_SERVER, 1), Duration.ofMinutes(1));
        Policy policy = new Policy(
                new Bounds(1, 10),
                List.of(signal),
                new Tolerance(0, 0),
                new Stabilization(Duration.ZERO, Duration.ZERO));
        Decision decision = new Decision(
                START.plusSeconds(second),
                Result.ok(Fleet.ofCounts(size, size, new Version("1"), Optional.empty())),
                policy.bounds(),
                List.of(),
                size,
                List.of(),
                size,
                Optional.empty(),
                reason,
                Optional.empty(),
                Optional.empty());
        TargetSettings settings = new TargetSettings("chat", TARGET, policy, "flyball", Duration.ofSeconds(1), false);
        journal.decided(new Decided(settings, decision, Optional.empty(), Optional.empty()));
    }
}
