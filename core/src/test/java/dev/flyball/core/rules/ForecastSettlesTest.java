package dev.flyball.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.forecast.Risk;
import dev.flyball.core.forecast.RiskSizing;
import dev.flyball.core.testing.ClosedLoop;
import dev.flyball.core.testing.ClosedLoop.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Rules 3, 4 and 5 for the agent's default: a load that never changes, sized by risk. */
@Domain(Worlds.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE, tries = 200)
class ForecastSettlesTest {

    /** Longer than the longest cold start, reading and windows together, and than a forecast needs to begin. */
    private static final int ROUNDS_TO_SETTLE = 60;

    private static final int ROUNDS = 300;

    private static World byRisk(World world) {
        RiskSizing sizing = new RiskSizing(
                Risk.balanced(), Optional.empty(), Duration.ofSeconds(1), 1, true, OptionalDouble.empty());
        return new World(
                world.policy().sizedBy(sizing),
                world.kind(),
                world.load(),
                world.ready(),
                world.starting(),
                world.lag());
    }

    @Property
    void theSizeSettlesAndNeverGrowsAgain(@ForAll World world) {
        List<Integer> wanted = ClosedLoop.run(byRisk(world), ROUNDS);

        List<Integer> later = wanted.subList(ROUNDS_TO_SETTLE, ROUNDS);
        assertThat(later).as("%s", wanted).isSortedAccordingTo((a, b) -> Integer.compare(b, a));
        assertThat(later.get(0) - later.get(later.size() - 1))
                .as("%s", wanted)
                .isLessThanOrEqualTo(1 + later.get(0) / 5);
    }

    @Property
    void theLoadFitsAtItsSetPoint(@ForAll World world) {
        List<Integer> wanted = ClosedLoop.run(byRisk(world), ROUNDS);

        assertThat(wanted).as("%s", wanted).allSatisfy(size -> assertThat(size)
                .isGreaterThanOrEqualTo(Math.min(wanted.get(0), world.need())));
    }

    @Property
    void noMoreIsAskedForThanTheLoadAndItsMarginNeed(@ForAll World world) {
        List<Integer> wanted = ClosedLoop.run(byRisk(world), ROUNDS);

        double margin = 2 * world.need() + 1;
        assertThat(wanted).as("%s", wanted).allSatisfy(size -> assertThat((double) size)
                .isLessThanOrEqualTo(Math.max(wanted.get(0), margin)));
    }
}
