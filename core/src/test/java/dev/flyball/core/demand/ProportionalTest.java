package dev.flyball.core.demand;

import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.Server.State;
import dev.flyball.core.testing.Given;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Warm-up and rolling updates; what else it does stands in {@link DemandEstimatorTest}. */
class ProportionalTest {

    private static final TrackedSignal LOAD =
            Given.perServer("load", 10).estimatedBy(new Proportional(Duration.ofSeconds(30)));

    @Test
    void aServerThatWarmsUpDoesNotCount() {
        Demand.Known demand = known(new double[] {10, 99}, server("a", State.READY, 0), server("b", State.READY, 571));
        assertThat(demand.servers()).isEqualTo(1);
        assertThat(demand.partial()).isFalse();
    }

    @Test
    void aServerThatHasWarmedUpCounts() {
        Demand.Known demand = known(new double[] {10, 30}, server("a", State.READY, 0), server("b", State.READY, 570));
        assertThat(demand.servers()).isEqualTo(4);
    }

    @Test
    void surgeServersOfARollingUpdateChangeNothing() {
        Demand.Known before = known(new double[] {10, 10}, server("a", State.READY, 0), server("b", State.READY, 0));
        Demand.Known during = known(
                new double[] {10, 10, 50},
                server("a", State.READY, 0),
                server("b", State.READY, 0),
                server("c", State.RUNNING, 590));
        assertThat(during).isEqualTo(before);
    }

    @Test
    void terminatingServersDoNotCount() {
        Demand.Known demand =
                known(new double[] {10, 99}, server("a", State.READY, 0), server("b", State.TERMINATING, 0));
        assertThat(demand.servers()).isEqualTo(1);
        assertThat(demand.partial()).isFalse();
    }

    @Test
    void theSmallestLoadIsNotNone() {
        assertThat(known(new double[] {Double.MIN_VALUE}, server("a", State.READY, 0))
                        .servers())
                .isPositive();
    }

    @Test
    void aWarmUpIsNotNegative() {
        assertThatThrownBy(() -> new Proportional(Duration.ofSeconds(-1)))
                .hasMessage("warm-up PT-1S: must be 0 or more");
    }

    private static Demand.Known known(double[] amounts, Server... servers) {
        Map<String, Sample> samples = new HashMap<>();
        for (int i = 0; i < amounts.length; i++) {
            samples.put(servers[i].id(), new Sample(amounts[i], 1));
        }
        Fleet fleet = new Fleet(servers.length, servers.length, Given.VERSION, Optional.empty(), List.of(servers));
        ReadyHistory history =
                ReadyHistory.empty().with(second(600), fleet.ready(), fleet.wanted(), Duration.ofHours(1));
        return (Demand.Known) LOAD.estimator()
                .estimate(LOAD, new Reading.PerServer(samples, second(600)), fleet, history, second(600));
    }

    private static Server server(String id, State state, long readySince) {
        return new Server(id, Optional.empty(), state, Optional.empty(), Optional.of(second(readySince)), Map.of());
    }
}
