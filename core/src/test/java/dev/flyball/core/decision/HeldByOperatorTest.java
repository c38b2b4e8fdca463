package dev.flyball.core.decision;

import static dev.flyball.core.testing.Given.ready;
import static dev.flyball.core.testing.Given.second;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.policy.Policy;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.SizeHold;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Round;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeldByOperatorTest {

    private static final Policy QUEUE = Given.bounded(1, 8, Given.policy(Given.perServer("queue", 10)));

    private final Driver driver = new Driver(QUEUE);

    @Test
    void theOrderedSizeTakesThePlaceOfWhatTheLoadAsksForAndSaysUntilWhen() {
        Decision decision = decide(0, 2, 50, new SizeHold(7, second(3600)));

        assertThat(decision.change()).contains(new Change(2, 7));
        assertThat(decision.reason()).isEqualTo(Reason.HELD_BY_OPERATOR);
        assertThat(decision.limits())
                .containsExactly(new Limit(Reason.HELD_BY_OPERATOR, 5, 7, Optional.of(second(3600))));
    }

    @Test
    void whereTheLoadAsksForTheSameSizeTheReasonIsTheOrderStill() {
        Decision decision = decide(0, 5, 50, new SizeHold(5, second(3600)));

        assertThat(decision.change()).isEmpty();
        assertThat(decision.reason()).isEqualTo(Reason.HELD_BY_OPERATOR);
    }

    @Test
    void itShrinksToTheOrderedSizeWhateverTheWindows() {
        assertThat(decide(0, 6, 60, new SizeHold(2, second(60))).size()).isEqualTo(2);
    }

    @Test
    void theBoundsHoldAllTheSame() {
        Decision decision = decide(0, 2, 20, new SizeHold(9, second(60)));

        assertThat(decision.size()).isEqualTo(8);
        assertThat(decision.reason()).isEqualTo(Reason.AT_MAX);
    }

    @Test
    void fromItsEndOnTheLoadDecidesUnderTheNormalRules() {
        SizeHold hold = new SizeHold(7, second(60));
        decide(0, 2, 50, hold);

        assertThat(decide(59, 7, 50, hold).size()).isEqualTo(7);
        assertThat(decide(60, 7, 80, hold).size()).isEqualTo(8);
    }

    private Decision decide(int second, int servers, double queue, SizeHold hold) {
        return driver.decide(Round.of(second(second), ready(servers))
                .total("queue", queue)
                .observation()
                .heldAt(hold));
    }
}
