package dev.flyball.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flyball.core.simulation.Oracle.Plan;
import dev.flyball.core.target.Bounds;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OracleTest {

    private static final Deployment DEPLOYMENT = new Deployment(10, 60, 1, new Bounds(1, 20));
    private static final Plan EXACT = new Plan(1, 0);

    /** Ten servers of load, but one server's in the seconds {@code from} to {@code to}. */
    private static Trace withPause(int from, int to) {
        double[] arrivals = new double[1000];
        Arrays.fill(arrivals, 100);
        Arrays.fill(arrivals, from, to, 10);
        return Trace.ofSeconds(arrivals);
    }

    @Test
    void hasServersReadyWhenTheyAreNeededAndPaysForTheirStart() {
        Run run = new Oracle(withPause(400, 600), DEPLOYMENT).run(EXACT);

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
        Run run = new Oracle(withPause(400, 460), DEPLOYMENT).run(EXACT);

        assertThat(run.ready(430)).isEqualTo(10);
        assertThat(run.resizes()).isEmpty();
    }

    @Test
    void takesTheCheapestPlanWithFewEnoughLateRequests() {
        List<Oracle.Outcome> outcomes = new Oracle(withPause(400, 600), DEPLOYMENT).outcomes(0);

        Oracle.Outcome strict = Oracle.cheapest(outcomes, 0).orElseThrow();
        Oracle.Outcome loose = Oracle.cheapest(outcomes, 0.01).orElseThrow();

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

        assertThat(Oracle.cheapest(new Oracle(withPause(400, 600), tooSmall).outcomes(0), 0.01))
                .isEmpty();
    }

    @Test
    void needsNoServersMoreThanAllowedWhenNothingArrives() {
        Trace nothing = Trace.ofSeconds(new double[100]);

        assertThat(new Oracle(nothing, DEPLOYMENT).run(EXACT).score(0).serverSeconds())
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
    void refusesAPlanThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Plan(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Plan(1, -1));
    }
}
