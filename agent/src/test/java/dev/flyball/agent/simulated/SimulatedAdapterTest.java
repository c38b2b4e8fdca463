package dev.flyball.agent.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedAdapterTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final TargetId TARGET = TargetId.parse("simulated:endpoint");

    private final SimulatedAdapter adapter = new SimulatedAdapter(() -> NOON);

    @Test
    void anEndpointStartsWithOneReadyServerThatIsUsed() {
        Fleet fleet = observe(NOON);

        assertThat(fleet.wanted()).isEqualTo(1);
        assertThat(fleet.ready()).isEqualTo(1);
        assertThat(utilization(fleet)).isEqualTo(1);
    }

    @Test
    void aNewServerStartsAndIsReadyLater() {
        Fleet fleet = observe(NOON);

        Outcome outcome = adapter.apply(TARGET, new Change(1, 5), fleet.version());

        assertThat(outcome).isEqualTo(new Outcome.Applied(NOON, 5));
        assertThat(observe(NOON.plusSeconds(30)).starting()).isEqualTo(4);
        assertThat(observe(NOON.plus(Duration.ofMinutes(2))).ready()).isEqualTo(5);
    }

    @Test
    void aChangeBasedOnAnOldSizeIsPutOff() {
        Fleet old = observe(NOON);
        adapter.apply(TARGET, new Change(1, 2), old.version());

        Outcome outcome = adapter.apply(TARGET, new Change(1, 4), old.version());

        assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
        assertThat(observe(NOON).wanted()).isEqualTo(2);
    }

    @Test
    void twoEndpointsAreTwo() {
        TargetId other = TargetId.parse("simulated:other");
        adapter.apply(TARGET, new Change(1, 3), observe(NOON).version());

        Fleet fleet = ok(adapter.observe(List.of(other), NOON).get(other));

        assertThat(fleet.wanted()).isEqualTo(1);
    }

    @Test
    void anEndpointThatWasNeverSeenHasNoReading() {
        Query query = new Query(TARGET, "utilization");

        Result<Reading> reading = adapter.read(List.of(query), Map.of(), NOON).get(query);

        assertThat(reading).isInstanceOfSatisfying(Result.Failed.class, failed -> assertThat(
                        failed.fault().kind())
                .isEqualTo(Fault.Kind.NOT_FOUND));
    }

    private Fleet observe(Instant at) {
        return ok(adapter.observe(List.of(TARGET), at).get(TARGET));
    }

    private double utilization(Fleet fleet) {
        Query query = new Query(TARGET, "utilization");
        Result<Reading> reading =
                adapter.read(List.of(query), Map.of(TARGET, fleet), NOON).get(query);
        Reading.PerServer samples = (Reading.PerServer) ((Result.Ok<Reading>) reading).value();
        return samples.samples().get("server-1").amount();
    }

    private static Fleet ok(Result<Fleet> result) {
        return ((Result.Ok<Fleet>) result).value();
    }
}
