package dev.flyball.core.policy;

import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.ReadyHistory;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.result.Fault;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.testing.Given;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverloadsTest {

    private static final Overloads FIFTY = new Overloads(50);
    private static final TrackedSignal LOAD = Given.perServer("load", 25);

    @Test
    void loadsAboveTheThresholdAreCounted() {
        assertThat(FIFTY.count(List.of(30.0, 55.0, 20.0))).isEqualTo(1);
        assertThat(FIFTY.count(List.of(50.0))).isZero();
    }

    @Test
    void eachOverloadedServerAddsOne() {
        assertThat(demand(Given.ready(3), 30, 55, 20)).isEqualTo(4);
        assertThat(demand(Given.ready(3), 51, 55, 20)).isEqualTo(5);
    }

    @Test
    void startingServersCountAgainstWhatIsAdded() {
        assertThat(demand(Given.starting(3, 4), 30, 55, 20, 99)).isEqualTo(4);
    }

    @Test
    void noFewerThanCarryTheLoadAtTheThresholdAreAskedFor() {
        assertThat(demand(Given.ready(2), 200, 30)).isCloseTo(4.6, within(1e-9));
    }

    @Test
    void withNoneOverloadedAsManyAsCarryTheLoadAtTheThreshold() {
        assertThat(demand(Given.ready(3), 20, 20, 10)).isCloseTo(1, within(1e-9));
    }

    @Test
    void whatDoesNotTellTheLoadOfEachServerIsUnsupported() {
        Demand demand =
                FIFTY.estimate(LOAD, new Reading.Total(1, second(0)), Given.ready(2), ReadyHistory.empty(), second(0));
        assertThat(((Demand.Unknown) demand).fault().kind()).isEqualTo(Fault.Kind.UNSUPPORTED);
    }

    @Test
    void whatCannotBeReadStaysUnknown() {
        Demand demand = FIFTY.estimate(
                LOAD, new Reading.PerServer(Map.of(), second(0)), Given.ready(2), ReadyHistory.empty(), second(0));
        assertThat(((Demand.Unknown) demand).fault().kind()).isEqualTo(Fault.Kind.MISSING);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void theThresholdIsANumberAboveZero(double threshold) {
        assertThatThrownBy(() -> new Overloads(threshold))
                .hasMessage("threshold " + threshold + ": must be a number above 0");
    }

    private static double demand(Fleet fleet, double... loads) {
        Map<String, Sample> samples = new HashMap<>();
        for (int i = 0; i < loads.length; i++) {
            samples.put("server-" + (i + 1), new Sample(loads[i] * 2, 2));
        }
        ReadyHistory history =
                ReadyHistory.empty().with(second(0), fleet.ready(), fleet.wanted(), Duration.ofMinutes(1));
        Demand demand = FIFTY.estimate(LOAD, new Reading.PerServer(samples, second(0)), fleet, history, second(0));
        return ((Demand.Known) demand).servers();
    }
}
