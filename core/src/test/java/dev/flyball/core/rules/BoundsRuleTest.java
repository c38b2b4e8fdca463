package dev.flyball.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.target.Bounds;
import dev.flyball.core.testing.AnyPolicy;
import dev.flyball.core.testing.Walk;
import dev.flyball.core.testing.Walk.Played;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;

/** Rule 1: the wanted size is always inside the bounds. */
@Domain(AnyPolicy.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class BoundsRuleTest {

    @Property
    void theSizeIsInsideTheBoundsWhateverWasSeenAndRemembered(@ForAll Walk walk) {
        assertThat(walk.play()).allSatisfy(round -> assertThat(round.decision().size())
                .isBetween(bounds(walk, round).min(), bounds(walk, round).max()));
    }

    @Property
    void aChangeGoesFromTheSizeSeenToTheSizeDecided(@ForAll Walk walk) {
        assertThat(walk.play()).allSatisfy(round -> assertThat(round.decision().change().stream())
                .allSatisfy(change -> {
                    assertThat(change.from()).isEqualTo(round.wanted().orElseThrow());
                    assertThat(change.to()).isEqualTo(round.decision().size());
                }));
    }

    private static Bounds bounds(Walk walk, Played round) {
        return walk.policy().schedule().at(round.seen().at(), walk.policy().bounds());
    }
}
