package dev.flyball.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.core.simulation.Oracle.Plan;
import dev.flyball.core.target.Bounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OracleTest {

    private static final Deployment DEPLOYMENT = new Deployment(10, 60, 1, new Bounds(1, 20));
    private static final Plan EXACT = new Plan(1, 0, 0);

    /** Ten servers of load, but one server's in the seconds {@code from} to {@code to}. */
    private static Trace withPause(int from, int to) {
        double[] arrivals = new double[1000];
        Arrays.fill(arrivals, 100);
        Arrays.fill(arrivals, from, to, 10);
        return Trace.ofSeconds(arrivals);
    }

    @Test
    void hasServersReadyWhenTheyAreNeededAndPaysForTheirStart() {
        Run run = new Oracle(withPause(400, 600), DEPLOYMENT, 0).outcome(EXACT).run();

        assertThat(run.ready(399)).isEqualTo(10);
        assertThat(run.paid(400)).isEqualTo(1);
        assertThat(run.paid(539)).isEqualTo(1);
        assertThat(run.paid(540)).isEqualTo(10);
        assertThat(run.ready(599)).isEqualTo(1);
        assertThat(run.ready(600)).isEqualTo(10);
        assertThat(run.score(0).waits().late()).isZero();
        assertThat(run.resizes()).containsExactly(new Run.Resize(400, 1), new Run.Resize(540, 10));
    }

    @Test
    void keepsServersThroughAPauseShorterThanAColdStart() {
        Run run = new Oracle(withPause(400, 460), DEPLOYMENT, 0).outcome(EXACT).run();

        assertThat(run.ready(430)).isEqualTo(10);
        assertThat(run.resizes()).isEmpty();
    }

    @Test
    void takesTheCheapestPlanWithFewEnoughLateRequests() {
        List<Double> progress = new ArrayList<>();
        Map<Double, Oracle.Outcome> found =
                new Oracle(withPause(400, 600), DEPLOYMENT, 0).cheapest(List.of(0.0, 0.01), progress::add);

        assertThat(progress).isSorted().allSatisfy(part -> assertThat(part).isBetween(0.0, 1.0));
        Oracle.Outcome strict = found.get(0.0);
        Oracle.Outcome loose = found.get(0.01);

        assertThat(strict.score().waits().late()).isZero();
        assertThat(loose.score().waits().lateShare()).isLessThanOrEqualTo(0.01);
        assertThat(loose.score().serverSeconds())
                .isLessThanOrEqualTo(strict.score().serverSeconds());
        assertThat(strict.score().serverHours())
                .isLessThan(ConstantSize.of(withPause(400, 600), DEPLOYMENT, 10)
                        .score(0)
                        .serverHours());
    }

    @Test
    void saysWhenNoPlanKeepsToIt() {
        Deployment tooSmall = DEPLOYMENT.within(new Bounds(1, 5));

        assertThat(new Oracle(withPause(400, 600), tooSmall, 0).cheapest(List.of(0.01), part -> {}))
                .isEmpty();
    }

    @Test
    void needsNoServersMoreThanAllowedWhenNothingArrives() {
        Trace nothing = Trace.ofSeconds(new double[100]);

        assertThat(new Oracle(nothing, DEPLOYMENT, 0).outcome(EXACT).score().serverSeconds())
                .isEqualTo(100);
        assertThat(ConstantSize.smallest(nothing, DEPLOYMENT, 0, 0)).isEqualTo(1);
    }

    @Test
    void constantSizeIsTheFewestWithEnoughInTime() {
        Trace trace = withPause(5, 995);

        assertThat(ConstantSize.smallest(trace, DEPLOYMENT, 0, 0)).isEqualTo(9);
        assertThat(ConstantSize.of(trace, DEPLOYMENT, 9).score(0).waits().late())
                .isZero();
        assertThat(ConstantSize.of(trace, DEPLOYMENT, 8).score(0).waits().late())
                .isPositive();
    }

    @Test
    void paysForTheStartsThatWereAskedForBeforeTheBeginning() {
        double[] arrivals = new double[300];
        Arrays.fill(arrivals, 10, 300, 100);
        Trace rising = Trace.ofSeconds(arrivals);

        Oracle.Outcome outcome = new Oracle(rising, DEPLOYMENT, 0).outcome(EXACT);

        assertThat(outcome.run().paid(0)).isEqualTo(10);
        assertThat(outcome.score().serverSeconds()).isEqualTo(10 + 290 * 10 + 9 * 60);
    }

    @Test
    void whatComesBeforeCountsForNothing() {
        double[] arrivals = new double[1000];
        Arrays.fill(arrivals, 200);
        Arrays.fill(arrivals, 300, 1000, 50);
        Oracle.Outcome outcome = new Oracle(Trace.ofSeconds(arrivals), DEPLOYMENT, 300).outcome(EXACT);

        assertThat(outcome.score().serverSeconds()).isEqualTo(700 * 5);
        assertThat(outcome.score().waits().requests()).isEqualTo(698 * 50);
        assertThat(outcome.score().waits().late()).isZero();
        assertThat(outcome.score().changes()).isZero();
    }

    @Test
    void mayLeaveOutTheHighestPeaks() {
        double[] arrivals = new double[10_000];
        Arrays.fill(arrivals, 50);
        Arrays.fill(arrivals, 5000, 5020, 150);
        Oracle oracle = new Oracle(Trace.ofSeconds(arrivals), DEPLOYMENT, 0);

        assertThat(oracle.outcome(EXACT).score().largest()).isEqualTo(15);
        Oracle.Outcome shaved = oracle.outcome(new Plan(1, 0.01, 0));
        assertThat(shaved.score().largest()).isLessThan(15);
        assertThat(shaved.score().waits().late()).isPositive();
    }

    @Property(tries = 60)
    void itsCostIsThatOfItsServersAndTheirStarts(
            @ForAll @Size(min = 5, max = 200) List<@IntRange(max = 60) Integer> load,
            @ForAll @IntRange(min = 1, max = 8) int window,
            @ForAll @IntRange(max = 30) int coldStart) {
        Trace trace =
                Trace.ofSeconds(load.stream().mapToDouble(Integer::doubleValue).toArray());
        Deployment deployment = new Deployment(7, coldStart, 1, new Bounds(1, 20));

        Oracle.Outcome outcome = new Oracle(trace, deployment, 0).outcome(new Plan(window, 0, 0));

        long expected = outcome.run().ready(0);
        for (int second = 1; second < trace.seconds(); second++) {
            int now = outcome.run().ready(second);
            expected += now + (long) coldStart * Math.max(0, now - outcome.run().ready(second - 1));
        }
        assertThat(outcome.score().serverSeconds()).isEqualTo(expected);
    }

    @Test
    void refusesAPlanThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Plan(0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Plan(1, 0, -1));
    }
}
