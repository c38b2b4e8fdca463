package dev.flyball.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.decision.Decision;
import dev.flyball.core.guard.ZeroScaling;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.testing.AnyPolicy;
import dev.flyball.core.testing.Driver;
import dev.flyball.core.testing.Given;
import dev.flyball.core.testing.Observed;
import dev.flyball.core.testing.Round;
import dev.flyball.core.testing.Walk;
import dev.flyball.core.testing.Walk.Played;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Rule 2: nothing shrinks on missing, stale, negative, partial or meaningless data, nor for one window after it. */
@Domain(AnyPolicy.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class BadDataRuleTest {

    private static final int ROUND_SECONDS = 15;

    /** How long a forecast's size is kept at least. */
    private static final Duration SHORTEST_HOLD = Duration.ofSeconds(30);

    @Property
    void badDataShrinksNothingButWhatIsAboveMax(@ForAll Walk walk) {
        for (Played round : walk.play()) {
            if (round.shrinks() && !Observed.complete(walk.policy(), round.seen())) {
                assertThat(round.decision().size())
                        .as("%s", round)
                        .isEqualTo(round.decision().bounds().max());
            }
        }
    }

    @Property
    void nothingShrinksBelowTheSizeThatBadDataFoundWithinOneWindow(@ForAll Walk walk) {
        List<Played> rounds = walk.play();
        for (Played round : rounds) {
            if (round.shrinks()) {
                int least = rounds.stream()
                        .filter(earlier -> isWithinOneWindow(earlier, round, walk))
                        .filter(earlier -> !Observed.complete(walk.policy(), earlier.seen()))
                        .flatMap(earlier -> earlier.wanted().stream())
                        .mapToInt(round.decision().bounds()::clamp)
                        .max()
                        .orElse(0);
                assertThat(round.decision().size()).as("%s", round).isGreaterThanOrEqualTo(least);
            }
        }
    }

    private static boolean isWithinOneWindow(Played earlier, Played now, Walk walk) {
        Instant begin =
                now.seen().at().minus(window(walk.policy(), now.decision().size()));
        return earlier.seen().at().isAfter(begin)
                && earlier.seen().at().isBefore(now.seen().at());
    }

    /** The shortest window of all tracks; for the step to zero, the grace is one of them. */
    private static Duration window(Policy policy, int size) {
        Stream<Duration> windows = policy.tracks().stream()
                .map(track -> track.behavior().stabilization().scaleIn());
        Stream<Duration> ahead = policy.byRisk().stream()
                .map(byRisk -> byRisk.behavior().stabilization().scaleIn())
                .map(window -> window.compareTo(SHORTEST_HOLD) > 0 ? window : SHORTEST_HOLD);
        Stream<Duration> grace = policy.zero().filter(zero -> size == 0).map(ZeroScaling::grace).stream();
        return Stream.of(windows, ahead, grace)
                .flatMap(Function.identity())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** With a load that needs 2 of 10 servers all the time. */
    @Property
    void shrinkingStartsOneWindowAfterTheTargetCouldBeReadAgain(
            @ForAll @IntRange(min = 1, max = 20) int window,
            @ForAll @IntRange(max = 19) int goodBefore,
            @ForAll @IntRange(min = 1, max = 30) int unreadable) {
        Driver driver = driver(window);
        int firstBad = Math.min(goodBefore, window - 1) + 1;
        int lastBad = firstBad + unreadable - 1;
        for (int i = 0; i < lastBad + window; i++) {
            Instant at = Given.second((long) i * ROUND_SECONDS);
            boolean bad = i >= firstBad && i <= lastBad;
            Decision decision = driver.decide(
                    bad
                            ? Round.withoutTarget(at)
                            : Round.of(at, Given.ready(10)).total("queue", 20));
            assertThat(decision.size()).as("round %d", i).isEqualTo(10);
        }
        Instant after = Given.second((long) (lastBad + window) * ROUND_SECONDS);
        assertThat(driver.decide(Round.of(after, Given.ready(10)).total("queue", 20))
                        .size())
                .isEqualTo(2);
    }

    @Property
    void shrinkingStartsOneWindowAfterMemoryWasLost(@ForAll @IntRange(min = 1, max = 20) int window) {
        Driver driver = driver(window);
        for (int i = 0; i < window; i++) {
            assertThat(lowLoad(driver, i).size()).as("round %d", i).isEqualTo(10);
        }
        driver.forget();
        for (int i = window; i < 2 * window; i++) {
            assertThat(lowLoad(driver, i).size()).as("round %d", i).isEqualTo(10);
        }
        assertThat(lowLoad(driver, 2 * window).size()).isEqualTo(2);
    }

    private static Decision lowLoad(Driver driver, int round) {
        return driver.decide(Round.of(Given.second((long) round * ROUND_SECONDS), Given.ready(10))
                .total("queue", 20));
    }

    private static Driver driver(int window) {
        return new Driver(Given.stabilized(
                Duration.ZERO,
                Duration.ofSeconds((long) window * ROUND_SECONDS),
                Given.policy(Given.perServer("queue", 10))));
    }
}
