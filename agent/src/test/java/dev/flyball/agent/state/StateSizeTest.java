package dev.flyball.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.decision.Autoscaler;
import dev.flyball.core.decision.Memory;
import dev.flyball.core.decision.Step;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.forecast.Risk;
import dev.flyball.core.forecast.RiskSizing;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.simulation.DayOfLoad;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** How much of a state file one target takes, as docs/state.md tells it. */
class StateSizeTest {

    private static final TargetId TARGET = TargetId.parse("simulated:endpoint");
    private static final Query LOAD = new Query(TARGET, "load");
    private static final int TICK = 15;
    private static final int DAY = 24 * 60 * 60;
    private static final int HOUR = 60 * 60;
    private static final int SERVERS_PER_LOAD = 4;

    private static final Policy FOLLOWING = new Policy(
            new Bounds(1, 20),
            List.of(new TrackedSignal(LOAD, new SetPoint(SetPoint.Unit.PER_SERVER, 0.6), Duration.ofMinutes(2))),
            new Tolerance(0.1, 0.1),
            new Stabilization(Duration.ZERO, Duration.ofMinutes(5)));

    private static final RiskSizing BY_RISK = new RiskSizing(
            Risk.balanced(), Optional.empty(), Duration.ofSeconds(1), 1 / 0.6, true, OptionalDouble.empty());

    @Test
    void aTargetThatIsFollowedAsItIsTakesAKilobyteOfTheFile() throws IOException {
        assertThat(largest(FOLLOWING)).isBetween(900, 1_500);
    }

    @Test
    void aTargetWithAForecastTakesUpTo12KilobytesOfTheFile() throws IOException {
        assertThat(largest(FOLLOWING.sizedBy(BY_RISK))).isBetween(7_000, 12_000);
    }

    /** Returns how many bytes a target takes at most, of the looks once an hour through a day of decisions. */
    private static int largest(Policy policy) throws IOException {
        Autoscaler autoscaler = new Autoscaler(policy);
        Memory memory = Memory.empty();
        Optional<Outcome> outcome = Optional.empty();
        int size = 4;
        int largest = 0;
        for (int second = 0; second < DAY; second += TICK) {
            Instant now = Instant.parse("2026-01-01T00:00:00.123Z").plusSeconds(second);
            Step step = autoscaler.decide(seen(now, size, outcome), memory);
            memory = step.after();
            outcome = step.decision().change().map(change -> new Outcome.Applied(now, change.to()));
            size = step.decision().size();
            largest = second % HOUR == 0 ? Math.max(largest, bytes(memory)) : largest;
        }
        return largest;
    }

    private static Observation seen(Instant now, int size, Optional<Outcome> outcome) {
        Fleet fleet = Fleet.ofCounts(size, size, new Version("1"), Optional.empty());
        Reading load = new Reading.Total(SERVERS_PER_LOAD * DayOfLoad.at(now), now);
        return new Observation(now, Result.ok(fleet), Map.of(LOAD, Result.ok(load)), outcome, false);
    }

    private static int bytes(Memory memory) throws IOException {
        Fit fit = new Fit("flyball", List.of("0 load, PER_SERVER 0.6, weight 1.0"), List.of());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new StateJson().write(List.of(new Kept(TARGET, fit, memory, Optional.empty(), Orders.none(), false)), file);
        return file.size();
    }
}
