package dev.flyball.core.demand;

import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.testing.Given;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaturationTest {

    @Test
    void ofServersThatAreNotFullTheWholeLoadIsSeen() {
        Demand.Known demand = of(0.6, 0.9, 10);
        assertThat(demand.servers()).isCloseTo(15, within(1e-9));
        assertThat(demand.beyond()).isFalse();
    }

    @Test
    void fullServersAreTakenToHaveHalfAsMuchLoadAgainAsTheyShow() {
        Demand.Known demand = of(0.6, 1, 10);
        assertThat(demand.servers()).isCloseTo(25, within(1e-9));
        assertThat(demand.beyond()).isTrue();
    }

    /** Ten are read, so it is the load of ten, whatever is on its way. */
    @Test
    void serversThatAreStartingDoNotMakeItMore() {
        Map<String, Sample> samples = samples(1, 10);
        TrackedSignal cpu = signal(0.6);
        Demand waiting = DemandEstimator.estimate(
                cpu,
                Result.ok(new Reading.PerServer(samples, second(0))),
                Given.starting(10, 25),
                ReadyHistory.empty().with(second(0), 10, 25, Duration.ofHours(1)),
                second(0));
        assertThat(((Demand.Known) waiting).servers()).isEqualTo(of(0.6, 1, 10).servers());
    }

    /** The mean counts: among many servers there is always one that idles for a moment. */
    @Test
    void oneServerThatIdlesAmongManyThatAreFullChangesNothing() {
        Map<String, Sample> samples = samples(1, 40);
        samples.put("server-1", new Sample(0.2, 1));
        assertThat(of(signal(0.6), samples, 40).beyond()).isTrue();
    }

    @Test
    void fullServersAmongOthersThatHaveRoomAreNoSaturation() {
        Map<String, Sample> samples = samples(1, 4);
        samples.put("server-1", new Sample(0.2, 1));
        assertThat(of(signal(0.6), samples, 4).beyond()).isFalse();
    }

    @Test
    void ofSignalsThatShowAnyLoadNothingIsEstimated() {
        Demand.Known demand = of(Given.utilization("cpu", 0.6), samples(3, 10), 10);
        assertThat(demand.servers()).isCloseTo(50, within(1e-9));
        assertThat(demand.beyond()).isFalse();
    }

    /** CPU relative to a request of half the limit reads 2 at most. */
    @Test
    void theCeilingMayBeAnyReading() {
        TrackedSignal cpu = Given.utilization("cpu", 0.6)
                .estimatedBy(new Proportional(Duration.ZERO, Optional.of(new Saturation(2))));
        assertThat(of(cpu, samples(1.8, 10), 10).servers()).isCloseTo(30, within(1e-9));
        assertThat(of(cpu, samples(2, 10), 10).servers()).isCloseTo(50, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.95", "0.9, 0.95", "0.92, 0.96", "0.97, 0.985", "1, 0.99", "5, 0.99"})
    void fullIsAboveALevelBetweenTheSetPointAndTheCeiling(double setPoint, double level) {
        assertThat(new Saturation(1).level(new SetPoint(Unit.UTILIZATION, setPoint)))
                .isCloseTo(level, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aCeilingIsANumberAboveZero(double ceiling) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Saturation(ceiling))
                .withMessageContaining("must be a number above 0");
    }

    @Property
    void moreLoadNeverAsksForFewerServers(
            @ForAll @DoubleRange(min = 0.01, max = 5) double setPoint,
            @ForAll @DoubleRange(min = 0.1, max = 50) double ceiling,
            @ForAll @DoubleRange(min = 0, max = 2) double part,
            @ForAll @DoubleRange(min = 1, max = 1.5) double more,
            @ForAll @IntRange(min = 1, max = 50) int servers) {
        TrackedSignal signal = Given.utilization("cpu", setPoint)
                .estimatedBy(new Proportional(Duration.ZERO, Optional.of(new Saturation(ceiling))));
        double load = part * ceiling;
        assertThat(of(signal, samples(load * more, servers), servers).servers())
                .isGreaterThanOrEqualTo(
                        of(signal, samples(load, servers), servers).servers() * (1 - 1e-12));
    }

    /** The trap of a ratio that cannot pass the tolerance. */
    @Property
    void fullServersAskForAtLeastHalfAsManyAgainWhateverTheSetPoint(
            @ForAll @DoubleRange(min = 0.01, max = 5) double setPoint,
            @ForAll @IntRange(min = 1, max = 50) int servers) {
        assertThat(of(setPoint, 1, servers).servers()).isGreaterThan(servers * 1.5);
    }

    private static Demand.Known of(double setPoint, double load, int servers) {
        return of(signal(setPoint), samples(load, servers), servers);
    }

    private static TrackedSignal signal(double setPoint) {
        return Given.utilization("cpu", setPoint)
                .estimatedBy(new Proportional(Duration.ZERO, Optional.of(new Saturation(1))));
    }

    private static Map<String, Sample> samples(double load, int servers) {
        Map<String, Sample> samples = new HashMap<>();
        for (int i = 1; i <= servers; i++) {
            samples.put("server-" + i, new Sample(load, 1));
        }
        return samples;
    }

    private static Demand.Known of(TrackedSignal signal, Map<String, Sample> samples, int ready) {
        return (Demand.Known) DemandEstimator.estimate(
                signal,
                Result.ok(new Reading.PerServer(samples, second(0))),
                Given.ready(ready),
                ReadyHistory.empty().with(second(0), ready, ready, Duration.ofHours(1)),
                second(0));
    }
}
