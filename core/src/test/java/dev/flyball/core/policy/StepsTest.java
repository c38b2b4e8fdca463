package dev.flyball.core.policy;

import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.ReadyHistory;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Steps.Step;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.testing.Given;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepsTest {

    private static final Steps STEPS = new Steps(List.of(new Step(0.8, 3), new Step(0.5, 1), new Step(0.2, -2)));
    private static final TrackedSignal CPU = Given.utilization("cpu", 0.5);

    @ParameterizedTest
    @CsvSource({"0.9, 7", "0.8, 7", "0.79, 5", "0.5, 5", "0.49, 4", "0.2, 4", "0.19, 2", "0, 2"})
    void theLoadOfOneServerPicksTheStep(double load, double demand) {
        assertThat(demand(STEPS, load, Given.ready(4))).isEqualTo(demand);
    }

    @Test
    void startingServersCountAgainstWhatIsAdded() {
        assertThat(demand(STEPS, 0.5, Given.starting(4, 5))).isEqualTo(5);
        assertThat(demand(STEPS, 0.8, Given.starting(4, 5))).isEqualTo(7);
    }

    @Test
    void whileServersAreOverloadedNoneThatStartsIsTakenAway() {
        assertThat(demand(STEPS, 0.5, Given.starting(4, 9))).isEqualTo(9);
    }

    @Test
    void noMoreIsRemovedThanLeavesTheRestBelowTheLowestStepThatAdds() {
        Steps bold = new Steps(List.of(new Step(0.5, 1), new Step(0.4, -9)));
        assertThat(demand(bold, 0.39, Given.ready(10))).isEqualTo(8);
        assertThat(demand(bold, 0.1, Given.ready(10))).isEqualTo(3);
    }

    @Test
    void withoutAStepThatAddsAllMayBeRemoved() {
        assertThat(demand(new Steps(List.of(new Step(0.4, -9))), 0.3, Given.ready(10)))
                .isEqualTo(1);
    }

    @Test
    void aReadingThatIsNoLoadStaysUnknown() {
        assertThat(STEPS.estimate(
                        CPU, new Reading.Total(-1, second(0)), Given.ready(2), ReadyHistory.empty(), second(0)))
                .isInstanceOf(Demand.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "NaN, 1", "Infinity, 1", "1, 0"})
    void aStepHasABoundAboveZeroAndChangesSomething(double bound, int change) {
        assertThatThrownBy(() -> new Step(bound, change))
                .hasMessageEndingWith("must have a bound above 0 and a change that is not 0");
    }

    @Test
    void thereIsAtLeastOneStep() {
        assertThatThrownBy(() -> new Steps(List.of())).hasMessage("no steps: must have at least one");
    }

    private static double demand(Steps steps, double load, Fleet fleet) {
        ReadyHistory history =
                ReadyHistory.empty().with(second(0), fleet.ready(), fleet.wanted(), Duration.ofMinutes(1));
        Demand demand =
                steps.estimate(CPU, new Reading.Average(load, second(0), Duration.ZERO), fleet, history, second(0));
        return ((Demand.Known) demand).servers();
    }
}
