package dev.flyball.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.testing.ClosedLoop;
import dev.flyball.core.testing.ClosedLoop.Kind;
import dev.flyball.core.testing.ClosedLoop.World;
import dev.flyball.core.testing.Given;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;

/** Rules 3, 4 and 5 where they show: in a loop whose load never changes. */
@Domain(Worlds.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class ConstantLoadRulesTest {

    /** Longer than the longest cold start, reading and windows together. */
    private static final int ROUNDS_TO_SETTLE = 40;

    @Property
    void startingServersCountSoNoMoreIsAskedForThanTheLoadNeeds(@ForAll World world) {
        List<Integer> wanted = ClosedLoop.run(world, ROUNDS_TO_SETTLE);

        assertThat(wanted)
                .allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(Math.max(wanted.get(0), world.need())));
    }

    /** Of an average over a change only the least is known, so it may take a second step; a total is always whole. */
    @Property
    void startingServersCountSoTheSameLoadIsAskedForOnce(@ForAll World world) {
        Assume.that(world.kind() == Kind.TOTAL);
        List<Integer> wanted = ClosedLoop.run(world, ROUNDS_TO_SETTLE);
        assertThat(steps(wanted, 1)).as("%s", wanted).isLessThanOrEqualTo(1);
    }

    @Property
    void theSizeNeverTurnsAround(@ForAll World world) {
        List<Integer> wanted = ClosedLoop.run(world, ROUNDS_TO_SETTLE);
        assertThat(Math.min(steps(wanted, 1), steps(wanted, -1)))
                .as("%s", wanted)
                .isZero();
    }

    private static long steps(List<Integer> wanted, int sign) {
        return IntStream.range(1, wanted.size())
                .filter(i -> Integer.compare(wanted.get(i), wanted.get(i - 1)) == sign)
                .count();
    }

    @Property
    void shrinkingLeavesEnoughForTheLoad(@ForAll World world) {
        List<Integer> wanted = ClosedLoop.run(world, ROUNDS_TO_SETTLE);

        assertThat(wanted)
                .allSatisfy(size -> assertThat(size).isGreaterThanOrEqualTo(Math.min(wanted.get(0), world.need())));
    }

    @Property
    void theSizeSettlesAndNeverChangesAgain(@ForAll World world) {
        List<Integer> wanted = ClosedLoop.run(world, 4 * ROUNDS_TO_SETTLE);

        assertThat(wanted.subList(ROUNDS_TO_SETTLE, wanted.size()))
                .as("%s", wanted)
                .containsOnly(wanted.get(ROUNDS_TO_SETTLE));
    }

    @Property
    void theSizeSettlesWithinTheToleranceOfTheLoad(@ForAll World world) {
        List<Integer> wanted = ClosedLoop.run(world, ROUNDS_TO_SETTLE);

        double last = wanted.get(wanted.size() - 1);
        double exact = world.load() / world.policy().signals().get(0).setPoint().value();
        double most = last * (1 + Given.behavior(world.policy()).tolerance().scaleOut()) + 1e-6;
        double least = last * (1 - Given.behavior(world.policy()).tolerance().scaleIn()) - 1e-6;
        assertThat(last == world.need() || least <= exact && exact <= most)
                .as("%s for a load of %s servers", wanted, exact)
                .isTrue();
    }
}
