package dev.flyball.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.decision.Decision;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.testing.AnyPolicy;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Observed;
import dev.flyball.core.testing.Round;
import dev.flyball.core.testing.Walk;
import dev.flyball.core.testing.Walk.Played;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Rule 6: one write in flight; while the platform refuses changes the newest wish is kept. */
@Domain(AnyPolicy.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class WriteRuleTest {

    @Property
    void aChangeIsHandedOutIfAndOnlyIfSomethingIsWrongAndMayBeWritten(@ForAll Walk walk) {
        for (Played round : walk.play()) {
            Optional<Fleet> fleet = Observed.fleet(round.seen().fleet());
            boolean writable = fleet.isPresent()
                    && fleet.get().transition().isEmpty()
                    && !round.seen().writing();
            boolean wrong = round.wanted().isPresent()
                            && round.wanted().get() != round.decision().size()
                    || round.decision().change().flatMap(Change::serverSize).isPresent();
            assertThat(round.decision().change().isPresent()).as("%s", round).isEqualTo(writable && wrong);
        }
    }

    @Property
    void theWishThatIsKeptIsTheNewest(@ForAll Walk walk) {
        for (Played round : walk.play()) {
            if (round.wanted().isPresent()) {
                int size = round.decision().size();
                assertThat(round.step().after().wish().stream())
                        .as("%s", round)
                        .allMatch(wish -> wish == size)
                        .hasSize(round.wanted().get() == size ? 0 : 1);
            } else {
                assertThat(round.step().after().wish()).isEqualTo(round.before().wish());
            }
        }
    }

    /** What becomes of a round in which the load cannot be told. */
    private enum Blind {
        SIGNAL_MISSING,
        TARGET_UNREADABLE
    }

    @Property
    void theNewestWishIsSentOnceTheEndpointIsFreeEvenIfAllWentBlindMeanwhile(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 6, max = 30) Integer> needs,
            @ForAll @Size(max = 10) List<Blind> blind,
            @ForAll boolean blindAfter) {
        Driver driver = driver();
        int second = 0;
        for (int need : needs) {
            Decision decision = driver.decide(
                    Round.of(Given.second(second += 15), Given.updating(5)).total("queue", 10 * need));
            assertThat(decision.change()).isEmpty();
        }
        for (Blind how : blind) {
            Decision decision = driver.decide(
                    how == Blind.TARGET_UNREADABLE
                            ? Round.withoutTarget(Given.second(second += 15))
                            : Round.of(Given.second(second += 15), Given.updating(5))
                                    .missing("queue"));
            assertThat(decision.change()).isEmpty();
        }
        int newest = Math.min(20, needs.get(needs.size() - 1));
        Round free = Round.of(Given.second(second + 15), Given.ready(5));
        Decision decision = driver.decide(blindAfter ? free.missing("queue") : free.total("queue", 10 * newest));
        assertThat(decision.change()).contains(new Change(5, newest));
    }

    @Property
    void aWishToShrinkIsNotSentWhileBlind(
            @ForAll @IntRange(min = 1, max = 8) int need, @ForAll @Size(min = 1, max = 10) List<Blind> blind) {
        Driver driver = driver();
        Decision wish =
                driver.decide(Round.of(Given.second(0), Given.updating(10)).total("queue", 10 * need));
        assertThat(wish.size()).isEqualTo(need);
        int second = 0;
        for (Blind how : blind) {
            Decision decision = driver.decide(
                    how == Blind.TARGET_UNREADABLE
                            ? Round.withoutTarget(Given.second(second += 15))
                            : Round.of(Given.second(second += 15), Given.ready(10))
                                    .missing("queue"));
            assertThat(decision.change()).isEmpty();
        }
    }

    /** Without windows, so that a wish follows from its round alone. */
    private static Driver driver() {
        return new Driver(Given.stabilized(Duration.ZERO, Duration.ZERO, Given.policy(Given.perServer("queue", 10))));
    }
}
