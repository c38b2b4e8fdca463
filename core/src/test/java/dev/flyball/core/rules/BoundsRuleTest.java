package dev.flyball.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.testing.Generated;
import dev.flyball.core.testing.Walk;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;

/** Rule 1: the wanted size is always inside the bounds. */
@Domain(Generated.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class BoundsRuleTest {

    @Property
    void theSizeIsInsideTheBoundsWhateverWasSeenAndRemembered(@ForAll Walk walk) {
        assertThat(walk.play()).allSatisfy(round -> assertThat(round.decision().size())
                .isBetween(walk.policy().bounds().min(), walk.policy().bounds().max()));
    }

    @Property
    void aChangeGoesFromTheSizeSeenToTheSizeDecided(@ForAll Walk walk) {
        assertThat(walk.play()).allSatisfy(round -> assertThat(round.decision().change().stream())
                .allSatisfy(change -> {
                    assertThat(change.from()).isEqualTo(round.wanted().orElseThrow());
                    assertThat(change.to()).isEqualTo(round.decision().size());
                }));
    }
}
