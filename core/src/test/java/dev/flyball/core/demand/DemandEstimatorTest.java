package dev.flyball.core.demand;

import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.Server.State;
import dev.flyball.core.testing.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemandEstimatorTest {

    private static final TrackedSignal CPU = Given.utilization("cpu", 0.5);
    private static final TrackedSignal QUEUE = Given.perServer("queue", 10);
    private static final Instant NOW = second(600);
    private static final Duration KEEP = Duration.ofHours(3);

    @Nested
    class OfATotal {

        @Test
        void isTheTotalDividedByTheSetPoint() {
            assertThat(known(QUEUE, total(35), Given.ready(2)).servers()).isEqualTo(3.5);
        }

        @Test
        void doesNotDependOnHowManyServersThereAre() {
            assertThat(known(QUEUE, total(35), Given.starting(1, 9)).servers()).isEqualTo(3.5);
            assertThat(known(QUEUE, total(35), Given.ready(0)).servers()).isEqualTo(3.5);
        }

        @Test
        void tellsWhatEachReadyServerWouldCarry() {
            assertThat(known(QUEUE, total(36), Given.starting(3, 9)).load()).isEqualTo(12);
            assertThat(known(QUEUE, total(36), Given.ready(0)).load()).isEqualTo(36);
        }

        @Test
        void ofZeroIsADemandOfZero() {
            assertThat(known(QUEUE, total(0), Given.ready(2)).servers()).isZero();
        }
    }

    @Nested
    class OfAnAverage {

        @Test
        void isTheAverageTimesTheReadyServersDividedByTheSetPoint() {
            assertThat(known(QUEUE, average(25, NOW, 0), Given.ready(4)).servers())
                    .isEqualTo(10);
        }

        @Test
        void doesNotCountServersThatStart() {
            assertThat(known(QUEUE, average(25, NOW, 0), Given.starting(4, 9)).servers())
                    .isEqualTo(10);
        }

        @Test
        void isMultipliedByTheServersOfItsOwnTime() {
            ReadyHistory grew = seen(4, 0, 580).with(second(590), 10, 10, KEEP);
            assertThat(known(QUEUE, average(25, second(580), 0), Given.ready(10), grew)
                            .servers())
                    .isEqualTo(10);
            assertThat(known(QUEUE, average(10, NOW, 0), Given.ready(10), grew).servers())
                    .isEqualTo(10);
        }

        @Test
        void overAChangeIsAtLeastTheAverageTimesTheFewestServersOfThatTime() {
            ReadyHistory grew = seen(4, 0, 560).with(second(570), 10, 10, KEEP);
            Demand.Known demand = known(QUEUE, average(15, second(585), 30), Given.ready(10), grew);
            assertThat(demand.servers()).isEqualTo(6);
            assertThat(demand.partial()).isTrue();
        }

        @Test
        void fromBetweenTwoLooksIsPartialIfTheCountChangedThen() {
            ReadyHistory grew = seen(4, 0, 560).with(second(570), 10, 10, KEEP);
            assertThat(known(QUEUE, average(15, second(565), 0), Given.ready(10), grew)
                            .partial())
                    .isTrue();
            assertThat(known(QUEUE, average(15, second(560), 0), Given.ready(10), grew)
                            .partial())
                    .isFalse();
        }

        @Test
        void fromBeforeTheFirstLookMeansNothingWhileServersStart() {
            assertThat(fault(QUEUE, average(25, second(589), 0), Given.starting(4, 6), seen(4, 590, 600))
                            .message())
                    .startsWith("queue is an average from before the target was first seen");
        }

        @Test
        void fromBeforeTheFirstLookIsAtLeastThatOfTheServersThatTellTheyWereReadyThen() {
            Fleet fleet = new Fleet(
                    6,
                    5,
                    Given.VERSION,
                    Optional.empty(),
                    List.of(
                            readySince(580),
                            readySince(589),
                            readySince(590),
                            Server.of("server-0", State.READY),
                            new Server(
                                    "server-1",
                                    Optional.empty(),
                                    State.RUNNING,
                                    Optional.empty(),
                                    Optional.of(second(580)),
                                    Map.of())));
            Demand.Known demand = known(QUEUE, average(25, second(589), 0), fleet, seen(4, 600, 600));
            assertThat(demand.servers()).isEqualTo(5);
            assertThat(demand.partial()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(longs = {-1, 3601, Long.MAX_VALUE})
        void overASpanThatCannotBeIsInvalid(long seconds) {
            Reading average = new Reading.Average(1, NOW, Duration.ofSeconds(seconds));
            assertThat(fault(QUEUE, average, Given.ready(2)))
                    .isEqualTo(new Fault(
                            Fault.Kind.INVALID,
                            "queue is averaged over " + Duration.ofSeconds(seconds) + ": must be 0 to PT1H"));
        }

        @Test
        void overAnHourIsUsed() {
            assertThat(known(QUEUE, average(25, NOW, 3600), Given.ready(4), seen(4, -3600, 600))
                            .servers())
                    .isEqualTo(10);
        }

        @Test
        void overATimeWithoutAReadyServerMeansNothing() {
            ReadyHistory came = seen(0, 0, 590).with(NOW, 4, 4, KEEP);
            assertThat(fault(QUEUE, average(25, second(585), 0), Given.ready(4), came))
                    .isEqualTo(new Fault(Fault.Kind.MISSING, "queue cannot be read while no server is ready"));
        }

        @Test
        void withoutAReadyServerMeansNothing() {
            assertThat(fault(QUEUE, average(25, NOW, 0), Given.starting(0, 3)))
                    .isEqualTo(new Fault(Fault.Kind.MISSING, "queue cannot be read while no server is ready"));
        }
    }

    @Nested
    class OfSamplesPerServer {

        @Test
        void isARatioOfSumsSoThatALargeServerWeighsAsMuchAsItCarries() {
            Fleet fleet = fleet(State.READY, State.READY);

            Demand.Known demand =
                    known(CPU, samples(Map.of("server-0", new Sample(7, 8), "server-1", new Sample(1, 2))), fleet);

            assertThat(demand.load()).isEqualTo(0.8);
            assertThat(demand.servers()).isEqualTo(3.2);
            assertThat(demand.partial()).isFalse();
        }

        @Test
        void leavesOutWhatServersUseThatAreNotReady() {
            Fleet fleet = fleet(State.READY, State.PENDING, State.RUNNING, State.TERMINATING, State.FAILED);
            Sample busy = new Sample(9, 1);

            Demand.Known demand = known(
                    CPU,
                    samples(Map.of(
                            "server-0", new Sample(0.5, 1),
                            "server-1", busy,
                            "server-2", busy,
                            "server-3", busy,
                            "server-4", busy,
                            "server-of-another-target", busy)),
                    fleet);

            assertThat(demand.servers()).isEqualTo(1);
            assertThat(demand.partial()).isFalse();
        }

        @Test
        void needsNoSampleOfAServerThatIsNotReady() {
            Demand.Known demand =
                    known(CPU, samples(Map.of("server-0", new Sample(0.5, 1))), fleet(State.READY, State.RUNNING));

            assertThat(demand.partial()).isFalse();
        }

        @Test
        void isAtLeastWhatIsKnownIfAReadyServerHasNoSample() {
            Demand.Known demand =
                    known(CPU, samples(Map.of("server-1", new Sample(0.9, 1))), fleet(State.READY, State.READY));

            assertThat(demand.servers()).isCloseTo(1.8, within(1e-9));
            assertThat(demand.partial()).isTrue();
        }

        @Test
        void isMissingIfNoReadyServerHasASample() {
            assertThat(fault(CPU, samples(Map.of()), fleet(State.READY, State.READY)))
                    .isEqualTo(new Fault(Fault.Kind.MISSING, "cpu has no value for any of 2 ready servers"));
        }

        @Test
        void isMissingIfNoServerIsReady() {
            assertThat(fault(CPU, samples(Map.of("server-0", new Sample(1, 1))), fleet(State.RUNNING)))
                    .isEqualTo(new Fault(Fault.Kind.MISSING, "cpu cannot be read while no server is ready"));
        }

        @Test
        void asAmountsDividesByTheSetPointPerServer() {
            Demand.Known demand = known(
                    QUEUE,
                    samples(Map.of("server-0", new Sample(25, 1), "server-1", new Sample(5, 1))),
                    fleet(State.READY, State.READY));

            assertThat(demand.load()).isEqualTo(15);
            assertThat(demand.servers()).isEqualTo(3);
        }

        @Test
        void takenBeforeAServerWentAreAtLeastWhatIsNeeded() {
            ReadyHistory shrank = seen(3, 0, 580).with(second(590), 2, 2, KEEP);
            Map<String, Sample> both = Map.of("server-0", new Sample(0.5, 1), "server-1", new Sample(0.5, 1));
            Fleet two = fleet(State.READY, State.READY);
            assertThat(known(CPU, new Reading.PerServer(both, second(589)), two, shrank)
                            .partial())
                    .isTrue();
            assertThat(known(CPU, new Reading.PerServer(both, second(590)), two, shrank)
                            .partial())
                    .isFalse();
        }

        @Test
        void areAsOldAsTheOldestOfThem() {
            ReadyHistory shrank = seen(3, 0, 580).with(second(590), 2, 2, KEEP);
            Map<String, Sample> both = Map.of("server-0", new Sample(0.5, 1), "server-1", at(589));
            assertThat(known(CPU, new Reading.PerServer(both, NOW), fleet(State.READY, State.READY), shrank)
                            .partial())
                    .isTrue();
        }

        @Test
        void takenBeforeAServerCameAreWhole() {
            ReadyHistory grew = seen(1, 0, 580).with(second(590), 2, 2, KEEP);
            Map<String, Sample> both = Map.of("server-0", new Sample(0.5, 1), "server-1", new Sample(0.5, 1));
            assertThat(known(CPU, new Reading.PerServer(both, second(570)), fleet(State.READY, State.READY), grew)
                            .partial())
                    .isFalse();
        }

        @Test
        void thatBeganBeforeAServerWasReadyAreNoLoadOfIt() {
            Fleet grown = readySince("server-0", 0, "server-1", 590);
            Map<String, Sample> both = Map.of("server-0", measured(600, 30), "server-1", measured(600, 30));

            Demand.Known demand = known(CPU, samples(both), grown);

            assertThat(demand.servers()).isEqualTo(1);
            assertThat(demand.partial()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({"600, 10", "590, 0"})
        void thatBeganWhenAServerWasReadyCount(long second, long span) {
            Fleet grown = readySince("server-0", 0, "server-1", 590);
            Map<String, Sample> both = Map.of("server-0", measured(600, 30), "server-1", measured(second, span));

            Demand.Known demand = known(CPU, samples(both), grown, seen(2, 0, 600));

            assertThat(demand.servers()).isEqualTo(2);
            assertThat(demand.partial()).isFalse();
        }

        @Test
        void ofWhichAllBeganBeforeTheirServersWereReadyAreMissing() {
            Fleet fresh = readySince("server-0", 580, "server-1", 590);
            Map<String, Sample> both = Map.of("server-0", measured(600, 30), "server-1", measured(600, 30));

            assertThat(fault(CPU, samples(both), fresh))
                    .isEqualTo(new Fault(
                            Fault.Kind.MISSING,
                            "cpu has no value for any of 2 ready servers from since they are ready"));
        }

        @Test
        void ofATimeThatCannotBeAreNoLoad() {
            Fleet grown = readySince("server-0", 0, "server-1", 590);
            Sample endless = new Sample(0.5, 1, Optional.of(NOW), Duration.ofSeconds(Long.MAX_VALUE));

            Demand.Known demand =
                    known(CPU, samples(Map.of("server-0", measured(600, 30), "server-1", endless)), grown);

            assertThat(demand.servers()).isEqualTo(1);
            assertThat(demand.partial()).isTrue();
        }

        @Test
        void takenBeforeTheFirstLookAreAtLeastWhatIsNeeded() {
            Map<String, Sample> one = Map.of("server-0", new Sample(0.5, 1));
            assertThat(known(CPU, new Reading.PerServer(one, second(599)), fleet(State.READY), seen(1, 600, 600))
                            .partial())
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(longs = {539, 661, -31557014167219200L, 31556889864403199L})
        void thatIsStaleOrFromTheFutureCountsAsMissing(long second) {
            Map<String, Sample> both = Map.of("server-0", new Sample(0.5, 1), "server-1", at(second));
            Demand.Known demand = known(CPU, samples(both), fleet(State.READY, State.READY));
            assertThat(demand.servers()).isEqualTo(1);
            assertThat(demand.partial()).isTrue();
        }

        @Test
        void thatIsJustYoungEnoughCounts() {
            Map<String, Sample> both = Map.of("server-0", at(540), "server-1", at(660));
            Demand.Known demand = known(CPU, samples(both), fleet(State.READY, State.READY), seen(2, 500, 600));
            assertThat(demand.servers()).isEqualTo(2);
            assertThat(demand.partial()).isFalse();
        }

        @ParameterizedTest
        @CsvSource({"NaN, 1", "-1, 1", "1, 0"})
        void ofWhichOneMakesNoSenseAreAtLeastWhatTheOthersNeed(double amount, double capacity) {
            Map<String, Sample> samples =
                    Map.of("server-0", new Sample(amount, capacity), "server-1", new Sample(0.9, 1));
            Demand.Known demand = known(CPU, samples(samples), fleet(State.READY, State.READY));
            assertThat(demand.servers()).isCloseTo(1.8, within(1e-9));
            assertThat(demand.partial()).isTrue();
        }

        @Test
        void ofWhichNoneMakesSenseNamesTheValue() {
            assertThat(fault(CPU, samples(Map.of("server-0", new Sample(-3, 1))), fleet(State.READY))
                            .message())
                    .isEqualTo("cpu is -3.0, which is no load: it must be a number, 0 or more");
            assertThat(fault(CPU, samples(Map.of("server-0", new Sample(3, -2))), fleet(State.READY))
                            .message())
                    .isEqualTo("cpu is 3.0 of a capacity of -2.0: the capacity must be a number above 0");
        }

        @ParameterizedTest
        @CsvSource({"NaN, 1", "-1, 1", "Infinity, 1", "1, 0", "1, -2", "1, NaN", "1, Infinity", "0, 0"})
        void ofWhichNoneMakesSenseAreInvalid(double amount, double capacity) {
            assertThat(fault(CPU, samples(Map.of("server-0", new Sample(amount, capacity))), fleet(State.READY))
                            .kind())
                    .isEqualTo(Fault.Kind.INVALID);
        }
    }

    @Nested
    class OfABadReading {

        @ParameterizedTest
        @ValueSource(doubles = {Double.NaN, -0.1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
        void isAFaultThatNamesSignalAndValue(double value) {
            String message = "queue is " + value + ", which is no load: it must be a number, 0 or more";

            assertThat(fault(QUEUE, total(value), Given.ready(2))).isEqualTo(new Fault(Fault.Kind.INVALID, message));
            assertThat(fault(QUEUE, average(value, NOW, 0), Given.ready(2)))
                    .isEqualTo(new Fault(Fault.Kind.INVALID, message));
        }

        @Test
        void isTheFaultOfItsSource() {
            Fault fault = new Fault(Fault.Kind.TIMED_OUT, "no answer within 5 s");

            assertThat(DemandEstimator.estimate(CPU, Result.failed(fault), Given.ready(2), ReadyHistory.empty(), NOW))
                    .isEqualTo(new Demand.Unknown(CPU.query(), fault));
        }

        @Test
        void thatIsTooOldIsStale() {
            assertThat(known(QUEUE, new Reading.Total(10, second(540)), Given.ready(2))
                            .servers())
                    .isEqualTo(1);
            assertThat(fault(QUEUE, new Reading.Total(10, second(539)), Given.ready(2)))
                    .isEqualTo(new Fault(Fault.Kind.STALE, "queue is 61 s old, allowed are 60 s"));
        }

        @Test
        void thatIsFromTheFutureIsInvalidIfClocksDoNotExplainIt() {
            assertThat(known(QUEUE, new Reading.Total(10, second(660)), Given.ready(2))
                            .servers())
                    .isEqualTo(1);
            assertThat(fault(QUEUE, new Reading.Total(10, second(661)), Given.ready(2)))
                    .isEqualTo(new Fault(
                            Fault.Kind.INVALID,
                            "queue is from 61 s in the future: set the clocks of this machine and of the source"));
        }

        @Test
        void whoseDemandNoNumberHoldsIsInvalid() {
            assertThat(fault(CPU, total(Double.MAX_VALUE), Given.ready(2)).kind())
                    .isEqualTo(Fault.Kind.INVALID);
        }
    }

    private static Reading total(double value) {
        return new Reading.Total(value, NOW);
    }

    private static Reading average(double value, Instant end, int seconds) {
        return new Reading.Average(value, end, Duration.ofSeconds(seconds));
    }

    private static Reading samples(Map<String, Sample> samples) {
        return new Reading.PerServer(samples, NOW);
    }

    /** Servers named server-0, server-1 and so on. */
    private static Fleet fleet(State... states) {
        List<Server> servers = IntStream.range(0, states.length)
                .mapToObj(i -> Server.of("server-" + i, states[i]))
                .toList();
        return new Fleet(servers.size(), servers.size(), Given.VERSION, Optional.empty(), servers);
    }

    private static ReadyHistory seen(int ready, long first, long last) {
        return ReadyHistory.empty().with(second(first), ready, ready, KEEP).with(second(last), ready, ready, KEEP);
    }

    private static Sample at(long second) {
        return new Sample(
                0.5,
                1,
                Optional.of(Math.abs(second) > 1_000_000 ? Instant.ofEpochSecond(second) : second(second)),
                Duration.ZERO);
    }

    private static Demand.Known known(TrackedSignal signal, Reading reading, Fleet fleet) {
        return known(signal, reading, fleet, seen(fleet.ready(), -7200, 600));
    }

    private static Demand.Known known(TrackedSignal signal, Reading reading, Fleet fleet, ReadyHistory history) {
        Demand demand = DemandEstimator.estimate(signal, Result.ok(reading), fleet, history, NOW);
        assertThat(demand).isInstanceOf(Demand.Known.class);
        return (Demand.Known) demand;
    }

    private static Sample measured(long end, long seconds) {
        return new Sample(0.5, 1, Optional.of(second(end)), Duration.ofSeconds(seconds));
    }

    private static Fleet readySince(String first, long firstSince, String second, long secondSince) {
        List<Server> servers = List.of(readySince(first, firstSince), readySince(second, secondSince));
        return new Fleet(2, 2, Given.VERSION, Optional.empty(), servers);
    }

    private static Server readySince(long second) {
        return readySince("server-since-" + second, second);
    }

    private static Server readySince(String id, long second) {
        return new Server(id, Optional.empty(), State.READY, Optional.empty(), Optional.of(second(second)), Map.of());
    }

    private static Fault fault(TrackedSignal signal, Reading reading, Fleet fleet) {
        return fault(signal, reading, fleet, seen(fleet.ready(), -7200, 600));
    }

    private static Fault fault(TrackedSignal signal, Reading reading, Fleet fleet, ReadyHistory history) {
        Demand demand = DemandEstimator.estimate(signal, Result.ok(reading), fleet, history, NOW);
        assertThat(demand).isInstanceOf(Demand.Unknown.class);
        return ((Demand.Unknown) demand).fault();
    }
}
