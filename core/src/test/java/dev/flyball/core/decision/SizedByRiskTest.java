package dev.flyball.core.decision;

import static dev.flyball.core.testing.Given.perServer;
import static dev.flyball.core.testing.Given.policy;
import static dev.flyball.core.testing.Given.ready;
import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.forecast.Risk;
import dev.flyball.core.forecast.RiskSizing;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.ByRisk;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import dev.flyball.core.policy.Track;
import dev.flyball.core.target.Change;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Round;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is set beside the forecast, and what the forecast says. */
class SizedByRiskTest {

    private static final int TICK = 15;
    private static final int TAUGHT = 60;
    private static final RiskSizing SIZING = new RiskSizing(
            Risk.balanced(),
            Optional.of(Duration.ofSeconds(60)),
            Duration.ofSeconds(1),
            1,
            true,
            OptionalDouble.empty());

    private static Policy byRisk(Duration window, Tolerance tolerance) {
        Policy plain = policy(perServer("load", 1));
        return plain.sizedBy(new ByRisk(
                SIZING,
                plain.tracks()
                        .get(0)
                        .behavior()
                        .tolerating(tolerance)
                        .stabilized(new Stabilization(Duration.ZERO, window))));
    }

    /**
     * Plays a load on a fleet that is at once as large as was decided, and returns its size before and after each
     * round.
     */
    private static int[] sizes(Policy policy, double before, double after, int rounds) {
        Driver driver = new Driver(policy);
        int[] sizes = new int[rounds + 1];
        int size = 10;
        for (int i = 0; i < TAUGHT + rounds; i++) {
            Round round = Round.of(second((long) i * TICK), ready(size)).total("load", i < TAUGHT ? before : after);
            size = driver.decide(round).change().map(Change::to).orElse(size);
            if (i >= TAUGHT - 1) {
                sizes[i - TAUGHT + 1] = size;
            }
        }
        return sizes;
    }

    @Test
    void aSizeIsKeptForAColdStartWhereNoWindowIsSet() {
        int[] sizes = sizes(byRisk(Duration.ZERO, new Tolerance(0, 0)), 9, 4, 12);

        assertThat(sizes[4]).isEqualTo(sizes[0]);
        assertThat(sizes[12]).isLessThan(sizes[0]);
    }

    @Test
    void aLongerScaleInWindowThatWasSetHoldsBesideTheForecast() {
        int[] sizes = sizes(byRisk(Duration.ofMinutes(10), new Tolerance(0, 0)), 9, 4, 60);

        assertThat(sizes[39]).isEqualTo(sizes[0]);
        assertThat(sizes[60]).isLessThan(sizes[0]);
    }

    @Test
    void aToleranceThatWasSetHoldsBesideTheForecast() {
        int[] loose = sizes(byRisk(Duration.ZERO, new Tolerance(1, 0)), 9, 11.5, 20);
        int[] tight = sizes(byRisk(Duration.ZERO, new Tolerance(0, 0)), 9, 11.5, 20);

        assertThat(loose[20]).isEqualTo(loose[0]);
        assertThat(tight[20]).isGreaterThanOrEqualTo(12);
    }

    @Test
    void aSecondTrackIsFollowedAsItIs() {
        Policy first = byRisk(Duration.ZERO, new Tolerance(0, 0));
        Track queue =
                new Track(List.of(perServer("queue", 10)), first.tracks().get(0).behavior());
        Policy two = new Policy(first.bounds(), List.of(first.tracks().get(0), queue)).sizedBy(SIZING);
        Driver driver = new Driver(two);
        for (int i = 0; i < TAUGHT; i++) {
            driver.decide(Round.of(second((long) i * TICK), ready(10))
                    .total("load", 8)
                    .total("queue", 0));
        }

        Decision decision = driver.decide(Round.of(second((long) TAUGHT * TICK), ready(10))
                .total("load", 8)
                .total("queue", 170));

        assertThat(decision.forecast()).isPresent();
        assertThat(decision.size()).isEqualTo(17);
        assertThat(decision.reason()).isEqualTo(Reason.LOAD_ABOVE_TARGET);
    }
}
