package dev.flyball.core.demand;

import static dev.flyball.core.testing.Given.START;
import static dev.flyball.core.testing.Given.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.testing.Given;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FullestTest {

    private static final TrackedSignal MEMORY = Given.utilization("memory", 0.8).estimatedBy(new Fullest());

    @Test
    void theFullestServerCounts() {
        Demand.Known demand = known(perServer(Map.of("server-1", new Sample(1, 10), "server-2", new Sample(8, 10))));

        assertThat(demand.servers()).isEqualTo(1);
        assertThat(demand.load()).isEqualTo(0.8);
        assertThat(demand.partial()).isFalse();
    }

    @Test
    void aServerThatIsNotSeenMayBeFuller() {
        assertThat(known(perServer(Map.of("server-1", new Sample(4, 10)))))
                .extracting(Demand.Known::servers, Demand.Known::partial)
                .containsExactly(0.5, true);
    }

    @Test
    void anAverageOrATotalIsTakenAsItIs() {
        assertThat(known(new Reading.Average(1.6, START, Duration.ZERO)).servers())
                .isEqualTo(2);
        assertThat(known(new Reading.Total(0.4, START)).servers()).isEqualTo(0.5);
    }

    @Test
    void whatIsNoLoadIsRefused() {
        assertThat(fault(new Reading.Total(Double.NaN, START)).kind()).isEqualTo(Fault.Kind.INVALID);
        assertThat(fault(perServer(Map.of("server-1", new Sample(1, 0)))).message())
                .contains("capacity of 0.0");
        assertThat(fault(perServer(Map.of())).kind()).isEqualTo(Fault.Kind.MISSING);
    }

    private static Reading perServer(Map<String, Sample> samples) {
        return new Reading.PerServer(samples, START);
    }

    private static Demand.Known known(Reading reading) {
        return (Demand.Known) estimate(reading);
    }

    private static Fault fault(Reading reading) {
        return ((Demand.Unknown) estimate(reading)).fault();
    }

    private static Demand estimate(Reading reading) {
        return MEMORY.estimator().estimate(MEMORY, reading, ready(2), ReadyHistory.empty(), START);
    }
}
