package dev.flyball.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.decision.Autoscaler;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.SizeHold;
import dev.flyball.core.testing.AnyPolicy;
import dev.flyball.core.testing.Walk;
import dev.flyball.core.testing.Walk.Played;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Rule 1: the wanted size is always inside the bounds. */
@Domain(AnyPolicy.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class BoundsRuleTest {

    @Property
    void theSizeIsInsideTheBoundsWhateverWasSeenAndRemembered(@ForAll Walk walk) {
        assertThat(walk.play()).allSatisfy(round -> assertThat(round.decision().size())
                .isBetween(bounds(walk, round).min(), bounds(walk, round).max()));
    }

    @Property
    void whatAnOperatorOrdersIsTheSizeInsideTheBounds(
            @ForAll Walk walk, @ForAll @IntRange(max = 2000) int servers, @ForAll @IntRange(min = 1) int seconds) {
        assertThat(walk.play()).allSatisfy(round -> {
            SizeHold hold = new SizeHold(servers, round.seen().at().plusSeconds(seconds));

            Decision decision = new Autoscaler(walk.policy())
                    .decide(round.seen().heldAt(hold), round.before())
                    .decision();

            Bounds bounds = bounds(walk, round);
            assertThat(decision.size()).isBetween(bounds.min(), bounds.max());
            if (decision.fleet() instanceof Result.Ok) {
                assertThat(decision.size()).isEqualTo(bounds.clamp(servers));
            }
        });
    }

    @Property
    void aHoldThatIsOverChangesNothing(@ForAll Walk walk, @ForAll @IntRange(max = 2000) int servers) {
        assertThat(walk.play()).allSatisfy(round -> {
            Autoscaler autoscaler = new Autoscaler(walk.policy());
            SizeHold over = new SizeHold(servers, round.seen().at());

            assertThat(autoscaler.decide(round.seen().heldAt(over), round.before()))
                    .isEqualTo(autoscaler.decide(round.seen(), round.before()));
        });
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
