package dev.flyball.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.flyball.core.decision.Autoscaler;
import dev.flyball.core.decision.Explanation;
import dev.flyball.core.decision.Limit;
import dev.flyball.core.decision.Memory;
import dev.flyball.core.decision.Step;
import dev.flyball.core.guard.Proposals;
import dev.flyball.core.testing.AnyPolicy;
import dev.flyball.core.testing.MemoryCopy;
import dev.flyball.core.testing.Walk;
import dev.flyball.core.testing.Walk.Played;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;

/** A decision depends on what is handed in and on nothing else, and is consistent in itself. */
@Domain(AnyPolicy.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class PurityTest {

    @Property
    void theSameInputGivesTheSameStep(@ForAll Walk walk) {
        Autoscaler another = new Autoscaler(walk.policy());

        // Backwards, so that anything kept outside of the memory would show.
        for (Played round : reversed(walk)) {
            assertThat(another.decide(round.seen(), round.before())).isEqualTo(round.step());
        }
    }

    @Property
    void noObservationMakesItThrow(@ForAll Walk walk) {
        assertThatCode(() -> walk.play().forEach(round -> Explanation.line(round.decision())))
                .doesNotThrowAnyException();
    }

    @Property
    void theLimitsLeadFromTheProposalToTheSize(@ForAll Walk walk) {
        for (Played round : walk.play()) {
            int size = round.decision().proposal();
            for (Limit limit : round.decision().limits()) {
                assertThat(limit.from()).as("%s", round).isEqualTo(size).isNotEqualTo(limit.to());
                size = limit.to();
            }
            assertThat(size).as("%s", round).isEqualTo(round.decision().size());
        }
    }

    /** What is written down and read back is equal, not the same. */
    @Property
    void memoryThatIsReadBackChangesNoDecision(@ForAll Walk walk) {
        Autoscaler autoscaler = new Autoscaler(walk.policy());
        Memory memory = Memory.empty();
        for (Played round : walk.play()) {
            Step step = autoscaler.decide(round.seen(), MemoryCopy.of(memory));
            assertThat(step.decision()).isEqualTo(round.decision());
            memory = step.after();
        }
    }

    @Property
    void whatIsRememberedIsInOrderOfTime(@ForAll Walk walk) {
        for (Played round : walk.play()) {
            assertThat(round.step().after().ready().entries())
                    .isSortedAccordingTo((a, b) -> a.from().compareTo(b.from()));
            assertThat(round.step().after().tracks()).allSatisfy(track -> {
                assertThat(track.proposals().lowest()).isSortedAccordingTo(PurityTest::byTime);
                assertThat(track.proposals().highest()).isSortedAccordingTo(PurityTest::byTime);
            });
        }
    }

    private static int byTime(Proposals.Entry a, Proposals.Entry b) {
        return a.at().compareTo(b.at());
    }

    private static Iterable<Played> reversed(Walk walk) {
        List<Played> rounds = walk.play();
        Collections.reverse(rounds);
        return rounds;
    }
}
