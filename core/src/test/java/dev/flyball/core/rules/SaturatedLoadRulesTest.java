package dev.flyball.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.Saturation;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.testing.ClosedLoop;
import dev.flyball.core.testing.ClosedLoop.World;
import dev.flyball.core.testing.Given;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Rules 3 and 5 in a loop whose load never changes, and of which full servers show only a part. */
@Domain(Worlds.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class SaturatedLoadRulesTest {

    /** Longer than growing from one server to fifty, a cold start and a reading a step, and then shrinking. */
    private static final int ROUNDS_TO_SETTLE = 200;

    /** Full servers have at least 0.95 of their load each, and are taken to have 1.5 times as much. */
    private static final double MOST_BEYOND = 1.5 / 0.95;

    @Property
    void theSizeSettlesAndNeverChangesAgain(
            @ForAll World world, @ForAll @DoubleRange(min = 0.05, max = 1.3) double part) {
        List<Integer> wanted = ClosedLoop.run(saturating(world, part), 2 * ROUNDS_TO_SETTLE);

        assertThat(wanted.subList(ROUNDS_TO_SETTLE, wanted.size()))
                .as("%s", wanted)
                .containsOnly(wanted.get(ROUNDS_TO_SETTLE));
    }

    @Property
    void noMoreIsAskedForThanFullServersCouldHave(
            @ForAll World world, @ForAll @DoubleRange(min = 0.05, max = 1.3) double part) {
        World seen = saturating(world, part);
        List<Integer> wanted = ClosedLoop.run(seen, ROUNDS_TO_SETTLE);

        double need = world.load() / held(seen);
        int most = Math.max(
                Math.max(wanted.get(0), world.policy().bounds().min()), (int) Math.ceil(need * MOST_BEYOND + 1e-6));
        assertThat(wanted).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(most));
    }

    @Property
    void theSizeEndsWhereTheLoadIsSeenUnlessTheBoundsAreInTheWay(
            @ForAll World world, @ForAll @DoubleRange(min = 0.05, max = 1.3) double part) {
        World seen = saturating(world, part);
        Saturation saturation = ((Proportional) seen.policy().signals().get(0).estimator())
                .saturation()
                .orElseThrow();
        Assume.that(Given.behavior(seen.policy()).tolerance().scaleOut() < 0.5);
        List<Integer> wanted = ClosedLoop.run(seen, ROUNDS_TO_SETTLE);

        int last = wanted.get(wanted.size() - 1);
        double each = world.load() / last;
        assertThat(last == seen.policy().bounds().max()
                        || each
                                <= saturation.level(
                                                seen.policy().signals().get(0).setPoint())
                                        * (1 + 1e-6))
                .as("%s of a load of %s", wanted, world.load())
                .isTrue();
    }

    private static double held(World world) {
        TrackedSignal signal = world.policy().signals().get(0);
        return ((Proportional) signal.estimator()).saturation().orElseThrow().held(signal.setPoint());
    }

    /** The same world, with servers that are full at so much that the set point is this part of it. */
    private static World saturating(World world, double part) {
        Policy policy = world.policy();
        TrackedSignal signal = policy.signals().get(0);
        Saturation saturation = new Saturation(signal.setPoint().value() / part);
        Policy saturating = new Policy(
                policy.bounds(),
                List.of(signal.estimatedBy(new Proportional(Duration.ZERO, Optional.of(saturation)))),
                Given.behavior(policy).tolerance(),
                Given.behavior(policy).stabilization());
        return new World(saturating, world.kind(), world.load(), world.ready(), world.starting(), world.lag());
    }
}
