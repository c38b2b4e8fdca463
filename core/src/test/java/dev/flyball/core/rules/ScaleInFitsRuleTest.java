package dev.flyball.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.Demand;
import dev.flyball.core.testing.Generated;
import dev.flyball.core.testing.Walk;
import dev.flyball.core.testing.Walk.Played;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;

/** Rule 4: a target shrinks only if what remains carries the load at the set point. */
@Domain(Generated.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class ScaleInFitsRuleTest {

    /** In servers. */
    private static final double ROUNDING = 1e-8;

    @Property
    void whatRemainsCarriesTheLoadOfEverySignalAtItsSetPoint(@ForAll Walk walk) {
        int max = walk.policy().bounds().max();
        for (Played round : walk.play()) {
            if (round.shrinks() && round.wanted().orElseThrow() <= max) {
                assertThat(round.decision().demands()).isNotEmpty().allSatisfy(demand -> {
                    assertThat(demand).isInstanceOf(Demand.Known.class);
                    Demand.Known known = (Demand.Known) demand;
                    double setPoint = known.setPoint().value();
                    double carried = round.decision().size() * setPoint;
                    assertThat(known.servers() * setPoint).isLessThanOrEqualTo(carried + ROUNDING * setPoint);
                });
            }
        }
    }
}
