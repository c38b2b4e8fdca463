package dev.flyball.core.policy;

import static dev.flyball.core.testing.Given.START;
import static dev.flyball.core.testing.Given.perServer;
import static dev.flyball.core.testing.Given.ready;
import static dev.flyball.core.testing.Given.utilization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.ReadyHistory;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.result.Fault;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import dev.flyball.core.testing.Given;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HPA's sizes for metrics of each kind, at a tolerance of 0.1 both ways. */
class HpaSizeTest {

    private static final HpaSize SIZE = new HpaSize(new Tolerance(0.1, 0.1), HpaSize.StartUp.ofOther());

    @ParameterizedTest
    @CsvSource({
        // total, servers: 4 pods at 10 each
        "40, 4",
        "44, 4",
        "44.1, 4.41",
        "36, 4",
        "35.9, 3.59",
        "0, 0",
        "0.0004, 0.0001"
    })
    void anExternalMetricAsksForAFractionOutsideTheTolerance(double total, double servers) {
        assertThat(servers(perServer("queue", 10), new Reading.Total(total, START), ready(4)))
                .isEqualTo(servers);
    }

    @Test
    void theToleranceOfATotalIsOfThePodsThatExist() {
        Fleet grown = new Fleet(6, 4, Given.VERSION, Optional.empty(), ready(4).servers());

        assertThat(servers(perServer("queue", 10), new Reading.Total(41, START), grown))
                .isEqualTo(4);
    }

    @Test
    void whatOneServerWouldCarryOfATotalIsTold() {
        Demand.Known demand = (Demand.Known) estimate(perServer("queue", 10), new Reading.Total(80, START), ready(4));
        assertThat(demand.load()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"10, 4", "11, 4", "11.2, 5", "20, 8", "9, 4", "8.9, 4", "7.4, 3", "0, 0"})
    void anAverageIsTakenOverTheReadyPods(double average, double servers) {
        assertThat(servers(perServer("rate", 10), average(average), ready(4))).isEqualTo(servers);
    }

    @Test
    void whatIsNoLoadIsRefused() {
        assertThat(fault(perServer("queue", 10), new Reading.Total(-1, START)).kind())
                .isEqualTo(Fault.Kind.INVALID);
        assertThat(fault(perServer("queue", 10), average(Double.NaN)).kind()).isEqualTo(Fault.Kind.INVALID);
        assertThat(fault(perServer("queue", 10), samples(1, Double.NaN)).kind()).isEqualTo(Fault.Kind.INVALID);
        assertThat(fault(perServer("queue", 10), new Reading.PerServer(Map.of(), START))
                        .message())
                .contains("no value for any pod that counts");
    }

    @ParameterizedTest
    @CsvSource({
        // use of the one of 2 pods that has a sample, servers at a target of 0.5
        "0.2, 2", // the other is taken to use its whole request, which turns the move around
        "1.4, 3", // the other is taken to use nothing: 0.7 on average is 1.4 of the target, of 2 pods
        "0.5, 2"
    })
    void aPodWithoutASampleCountsAgainstTheMove(double use, double servers) {
        assertThat(servers(utilization("memory", 0.5), samples(1, use), ready(2)))
                .isEqualTo(servers);
    }

    @Test
    void aPodOfUnknownAgeThatIsNotReadyIsTakenToStart() {
        HpaSize cpu = new HpaSize(new Tolerance(0.1, 0.1), HpaSize.StartUp.ofCpu());
        Fleet fleet = new Fleet(
                2,
                2,
                Given.VERSION,
                Optional.empty(),
                List.of(Server.of("server-1", Server.State.READY), Server.of("server-2", Server.State.RUNNING)));
        TrackedSignal signal = utilization("cpu", 0.5);

        // 0.9 and nothing are 0.45 on average: not more than there are
        Demand demand = cpu.estimate(signal, samples(2, 0.9), fleet, ReadyHistory.empty(), START);

        assertThat(((Demand.Known) demand).servers()).isEqualTo(2);
    }

    @Test
    void aPodThatWasNeverReadyIsTakenToStart() {
        HpaSize cpu = new HpaSize(new Tolerance(0.1, 0.1), HpaSize.StartUp.ofCpu());
        Server never = new Server(
                "server-2", Optional.empty(), Server.State.RUNNING, Optional.of(START), Optional.empty(), Map.of());
        Fleet fleet = new Fleet(
                2, 2, Given.VERSION, Optional.empty(), List.of(Server.of("server-1", Server.State.READY), never));

        Demand demand = cpu.estimate(utilization("cpu", 0.5), samples(2, 0.9), fleet, ReadyHistory.empty(), START);

        assertThat(((Demand.Known) demand).servers()).isEqualTo(2);
    }

    @Test
    void amountsCountInThousandths() {
        assertThat(servers(perServer("rate", 0.005), samples(2, 0.006), ready(2)))
                .isEqualTo(3);
    }

    /** Above a target of 1 a missing pod is taken to use the target: 1.2 of a request of 2 is 2.4. */
    @Test
    void aTargetAboveTheRequestIsTakenForWhatIsMissing() {
        List<Server> servers = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            servers.add(new Server(
                    "server-" + i,
                    Optional.empty(),
                    Server.State.READY,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of("memory", 2.0)));
        }
        Fleet fleet = new Fleet(10, 10, Given.VERSION, Optional.empty(), servers);
        Map<String, Sample> nine = new HashMap<>();
        servers.subList(0, 9).forEach(server -> nine.put(server.id(), new Sample(0.6, 2)));

        // (9 * 0.6 + 2.4) / 20 = 39 %, of 120 % is 0.325, of 10 pods 3.25
        assertThat(servers(utilization("memory", 1.2), new Reading.PerServer(nine, START), fleet))
                .isEqualTo(4);
    }

    private static Reading average(double value) {
        return new Reading.Average(value, START, Duration.ZERO);
    }

    private static Reading samples(int count, double use) {
        Map<String, Sample> samples = new HashMap<>();
        for (int i = 1; i <= count; i++) {
            samples.put("server-" + i, new Sample(use, 1));
        }
        return new Reading.PerServer(samples, START);
    }

    private static double servers(TrackedSignal signal, Reading reading, Fleet fleet) {
        return ((Demand.Known) estimate(signal, reading, fleet)).servers();
    }

    private static Fault fault(TrackedSignal signal, Reading reading) {
        return ((Demand.Unknown) estimate(signal, reading, ready(2))).fault();
    }

    private static Demand estimate(TrackedSignal signal, Reading reading, Fleet fleet) {
        return SIZE.estimate(signal, reading, fleet, ReadyHistory.empty(), START);
    }
}
