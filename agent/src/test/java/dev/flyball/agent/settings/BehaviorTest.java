package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Environment.problems;
import static dev.flyball.agent.settings.Environment.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.Saturation;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Blindness;
import dev.flyball.core.guard.Blindness.Fallback;
import dev.flyball.core.guard.Cooldown;
import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.guard.RateLimit.Rate;
import dev.flyball.core.guard.RateLimit.Select;
import dev.flyball.core.policy.Behavior;
import dev.flyball.core.policy.Burst;
import dev.flyball.core.policy.Overloads;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Steps;
import dev.flyball.core.policy.Steps.Step;
import dev.flyball.core.policy.Tolerance;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many servers follow from a load, and how fast. */
class BehaviorTest {

    private static final List<String> CHAT =
            List.of("FLYBALL_RESOURCE=kubernetes:deployment/shop/chat", "FLYBALL_MAX_SERVERS=10");
    private static final String TARGET = "FLYBALL_TARGET_UTILIZATION=0.6";

    private static String[] chatWith(String... assignments) {
        return Stream.concat(CHAT.stream(), Arrays.stream(assignments)).toArray(String[]::new);
    }

    private static Policy policy(String... assignments) {
        return settings(chatWith(assignments)).targets().get(0).policy();
    }

    private static List<String> warnings(String... assignments) {
        return settings(chatWith(assignments)).warnings();
    }

    @Test
    void rates() {
        Behavior behavior = policy(
                        TARGET, "FLYBALL_SCALE_OUT_RATE=4/15s, 100%/1m30s", "FLYBALL_SCALE_IN_RATE=1/1m,0.5%/30m:min")
                .tracks()
                .get(0)
                .behavior();

        assertThat(behavior.scaleOut())
                .isEqualTo(RateLimit.of(
                        Select.MOST,
                        new Rate(4, Rate.Unit.SERVERS, Duration.ofSeconds(15)),
                        new Rate(100, Rate.Unit.PERCENT, Duration.ofSeconds(90))));
        assertThat(behavior.scaleIn())
                .isEqualTo(RateLimit.of(
                        Select.LEAST,
                        new Rate(1, Rate.Unit.SERVERS, Duration.ofMinutes(1)),
                        new Rate(0.5, Rate.Unit.PERCENT, Duration.ofMinutes(30))));
    }

    @Test
    void noRateAndNoWayIn() {
        Behavior behavior = policy(TARGET, "FLYBALL_SCALE_OUT_RATE=unlimited", "FLYBALL_SCALE_IN_RATE=off")
                .tracks()
                .get(0)
                .behavior();

        assertThat(behavior.scaleOut()).isEqualTo(RateLimit.none());
        assertThat(behavior.scaleIn().select()).isEqualTo(Select.OFF);
    }

    @ParameterizedTest
    @CsvSource({
        "4/15, ; did you mean 4/15s?",
        "'4/15s,100%/15', ''",
        "none, ; did you mean unlimited?",
        "Disabled, ; did you mean off?",
        "4/15s:max, ; did you mean 4/15s?",
        "4/31m, ''",
        "4/0s, ''",
        "0/15s, ''",
        "0%/15s, ''",
        "1.5/15s, ''",
        "-1/15s, ''",
        "':min', ''",
        "'4/15s,', ''",
        "fast, ''"
    })
    void badRate(String written, String hint) {
        String meant = written.equals("4/15s,100%/15") ? "; did you mean 4/15s,100%/15s?" : hint;
        assertThat(problems(chatWith(TARGET, "FLYBALL_SCALE_OUT_RATE=" + written)))
                .containsExactly(
                        "FLYBALL_SCALE_OUT_RATE=" + written + ": must be unlimited, off, or servers or percent per"
                                + " time, up to 30m, such as 4/15s or 4/15s,100%/15s, with :min at the end for the least of"
                                + " several" + meant);
    }

    @Test
    void cooldowns() {
        assertThat(policy(TARGET, "FLYBALL_SCALE_OUT_COOLDOWN=1m", "FLYBALL_SCALE_IN_COOLDOWN=1h")
                        .cooldown())
                .isEqualTo(new Cooldown(Duration.ofMinutes(1), Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "SCALE_OUT_COOLDOWN=61m, 'must be a duration, 0s to 1h, such as 15s, 5m or 1m30s'",
        "SCALE_IN_COOLDOWN=1, 'must be a duration, 0s to 1h, such as 15s, 5m or 1m30s; did you mean 1s?'",
        "WINDOW=11m, 'must be a duration, 0s to 10m, such as 15s, 5m or 1m30s'",
        "WARM_UP=31m, 'must be a duration, 0s to 30m, such as 15s, 5m or 1m30s'",
        "WEIGHT=0, must be a number above 0",
        "BURST_WINDOW=11m, 'must be off, or a duration, 1s to 10m, such as 15s, 5m or 1m30s'",
        "BURST_WINDOW=0s, 'must be off, or a duration, 1s to 10m, such as 15s, 5m or 1m30s'",
        "BURST_WINDOW=no, 'must be off, or a duration, 1s to 10m, such as 15s, 5m or 1m30s; did you mean off?'",
        "BURST_THRESHOLD=1, must be a number above 1",
        "BURST_HOLD=2h, 'must be a duration, 0s to 1h, such as 15s, 5m or 1m30s'",
        "WHEN_BLIND=keep, 'must be hold, forecast, or a size, 1 or more, a whole number up to 1000000'",
        "WHEN_BLIND=forcast, 'must be hold, forecast, or a size, 1 or more, a whole number up to 1000000; did you mean"
                + " forecast?'",
        "WHEN_BLIND=0, 'must be hold, forecast, or a size, 1 or more, a whole number up to 1000000'",
        "BLIND_AFTER=0, 'must be a whole number of rounds, 1 to 1000'"
    })
    void valueThatIsNotAllowed(String written, String message) {
        assertThat(problems(chatWith(TARGET, "FLYBALL_" + written)))
                .containsExactly("FLYBALL_" + written + ": " + message);
    }

    @Test
    void warmUpAndWindow() {
        TrackedSignal signal = policy(TARGET, "FLYBALL_WARM_UP=2m", "FLYBALL_WINDOW=10m")
                .signals()
                .get(0);

        assertThat(signal.estimator()).isEqualTo(new Proportional(Duration.ofMinutes(2)));
        assertThat(signal.window()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void burst() {
        assertThat(policy(TARGET, "FLYBALL_BURST_WINDOW=30s").burst())
                .isEqualTo(Optional.of(new Burst(Duration.ofSeconds(30), 2, Duration.ofSeconds(60))));
        assertThat(policy(TARGET).burst()).isEmpty();
    }

    @Test
    void blindness() {
        assertThat(policy(TARGET).blindness()).isEqualTo(Blindness.hold());
        assertThat(policy(TARGET, "FLYBALL_WHEN_BLIND=forecast").blindness())
                .isEqualTo(new Blindness(3, new Fallback.Forecast()));
        assertThat(policy(TARGET, "FLYBALL_WHEN_BLIND=4", "FLYBALL_BLIND_AFTER=5")
                        .blindness())
                .isEqualTo(new Blindness(5, new Fallback.AtLeast(4)));
    }

    @Test
    void stepsAreABandByThemselves() {
        Policy policy = policy("FLYBALL_STEPS=0.8:+3, 0.5:+1,.2:-1");

        assertThat(policy.signals().get(0).estimator())
                .isEqualTo(new Steps(List.of(new Step(0.2, -1), new Step(0.5, 1), new Step(0.8, 3))));
        assertThat(policy.signals().get(0).setPoint()).isEqualTo(new SetPoint(Unit.UTILIZATION, 0.5));
        assertThat(policy.tracks().get(0).behavior().tolerance()).isEqualTo(new Tolerance(0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "'0.5:1', '; did you mean 0.5:+1?'",
        "'0.5:+1;0.8:+3', '; did you mean 0.5:+1,0.8:+3?'",
        "'0.5:+0', ''",
        "'0:+1', ''",
        "'0.2:-1', ''",
        "'0.5:+3,0.8:+1', ''",
        "'0.5:+1,0.5:+2', ''",
        "'0.5:+1,0.6:-1', ''",
        "'half', ''",
        "'0.5:+1,', ''"
    })
    void badSteps(String written, String hint) {
        assertThat(problems(chatWith("FLYBALL_STEPS=" + written)))
                .containsExactly("FLYBALL_STEPS=" + written + ": must be LOAD:+SERVERS or LOAD:-SERVERS, separated by"
                        + " commas, such as 0.2:-1,0.5:+1,0.8:+3, with one that adds, and a higher change for each higher"
                        + " load" + hint);
    }

    @Test
    void percentInSteps() {
        assertThat(problems(chatWith("FLYBALL_STEPS=50:+1,80:+3")))
                .containsExactly(
                        "FLYBALL_STEPS=50:+1,80:+3: must have loads that are a fraction, 0.01 to 1 (to 5 for use"
                                + " relative to a request), since signal cpu is held to a fraction of capacity; did you mean"
                                + " 0.5:+1,0.8:+3?");
    }

    @Test
    void threshold() {
        Policy policy = policy("FLYBALL_THRESHOLD=0.8");

        assertThat(policy.signals().get(0).estimator()).isEqualTo(new Overloads(0.8));
        assertThat(policy.signals().get(0).setPoint()).isEqualTo(new SetPoint(Unit.UTILIZATION, 0.8));
        assertThat(policy.tracks().get(0).behavior().tolerance()).isEqualTo(new Tolerance(0, 0));
    }

    @Test
    void percentForAThreshold() {
        assertThat(problems(chatWith("FLYBALL_THRESHOLD=80")))
                .containsExactly(
                        "FLYBALL_THRESHOLD=80: must be a fraction, 0.01 to 1 (to 5 for use relative to a request),"
                                + " since signal cpu is held to a fraction of capacity; did you mean 0.8?");
    }

    @Test
    void thresholdOfASignalThatDoesNotTellTheLoadOfEachServer() {
        assertThat(problems(chatWith("FLYBALL_SIGNAL=queue", "FLYBALL_THRESHOLD=30")))
                .containsExactly(
                        "FLYBALL_THRESHOLD=30: must not be set, since signal queue does not tell the load of each"
                                + " server; set FLYBALL_STEPS or FLYBALL_TARGET_PER_SERVER instead");
    }

    @Test
    void stepsAndThreshold() {
        assertThat(problems(chatWith("FLYBALL_STEPS=0.5:+1", "FLYBALL_THRESHOLD=0.8")))
                .containsExactly(
                        "FLYBALL_THRESHOLD=0.8: must not stand beside FLYBALL_STEPS=0.5:+1, since only one of them"
                                + " can say how many servers a load needs; remove one");
    }

    @Test
    void stepsAndTarget() {
        assertThat(problems(chatWith(TARGET, "FLYBALL_STEPS=0.5:+1")))
                .containsExactly(
                        "FLYBALL_STEPS=0.5:+1: must not stand beside FLYBALL_TARGET_UTILIZATION=0.6, since only"
                                + " one of them can say how many servers a load needs; remove one");
    }

    @Test
    void theNearestOfStepsThresholdAndTargetCounts() {
        Policy policy = policy(
                "FLYBALL_THRESHOLD=0.8",
                "FLYBALL_SIGNALS_A_SIGNAL=cpu",
                "FLYBALL_SIGNALS_A_TARGET_UTILIZATION=0.6",
                "FLYBALL_SIGNALS_B_SIGNAL=memory");

        assertThat(policy.signals())
                .extracting(TrackedSignal::estimator)
                .containsExactly(new Proportional(Duration.ZERO), new Overloads(0.8));
    }

    @Test
    void warnsOfATargetAboveWhatTheSignalReaches() {
        assertThat(settings(
                                "FLYBALL_RESOURCE=simulated:endpoint",
                                "FLYBALL_TARGET_UTILIZATION=0.95",
                                "FLYBALL_SATURATES_AT=off")
                        .warnings())
                .containsExactly(
                        "FLYBALL_TARGET_UTILIZATION=0.95 with FLYBALL_SCALE_OUT_TOLERANCE=0.1 by default: signal"
                                + " utilization never rises above 1, so that no server can ever be added; lower one of them");
        assertThat(warnings("FLYBALL_TARGET_UTILIZATION=0.95")).isEmpty();
    }

    @Test
    void estimatesTheLoadOfFullServersWhereASignalIsKnownToEnd() {
        assertThat(settings("FLYBALL_RESOURCE=simulated:endpoint", "FLYBALL_TARGET_UTILIZATION=0.95")
                        .warnings())
                .isEmpty();
        assertThat(settings("FLYBALL_RESOURCE=simulated:endpoint")
                        .targets()
                        .get(0)
                        .policy()
                        .signals())
                .extracting(TrackedSignal::estimator)
                .containsExactly(new Proportional(Duration.ZERO, Optional.of(new Saturation(1))));
        assertThat(policy(TARGET, "FLYBALL_SATURATES_AT=2").signals())
                .extracting(TrackedSignal::estimator)
                .containsExactly(new Proportional(Duration.ZERO, Optional.of(new Saturation(2))));
    }

    @Test
    void warnsOfATargetThatAFullServerCannotBeToldFrom() {
        assertThat(settings("FLYBALL_RESOURCE=simulated:endpoint", "FLYBALL_TARGET_UTILIZATION=1")
                        .warnings())
                .containsExactly(
                        "FLYBALL_TARGET_UTILIZATION=1: signal utilization shows at most 1, where load that fits"
                                + " cannot be told from more; servers are held to 0.99");
    }

    @Test
    void refusesToSaturateBesideAPolicyThatKnowsNothingOfIt() {
        assertThat(problems("FLYBALL_RESOURCE=simulated:endpoint", "FLYBALL_POLICY=hpa", "FLYBALL_SATURATES_AT=1"))
                .containsExactly("FLYBALL_SATURATES_AT=1: must not stand beside FLYBALL_POLICY=hpa, which has a way of"
                        + " its own to count servers; remove one");
    }

    @Test
    void warnsOfAThresholdAboveWhatTheSignalReaches() {
        assertThat(settings("FLYBALL_RESOURCE=simulated:endpoint", "FLYBALL_THRESHOLD=1")
                        .warnings())
                .containsExactly("FLYBALL_THRESHOLD=1: signal utilization never rises above 1, so that no server ever"
                        + " counts as overloaded; lower it");
    }

    @Test
    void warnsOfStepsAboveWhatTheSignalReaches() {
        assertThat(settings("FLYBALL_RESOURCE=simulated:endpoint", "FLYBALL_STEPS=0.5:+1,1.2:+2")
                        .warnings())
                .containsExactly(
                        "FLYBALL_STEPS=0.5:+1,1.2:+2: signal utilization never rises above 1, so that step 1.2:+2"
                                + " is never reached");
    }

    @Test
    void warnsOfStepsWithinTheTolerance() {
        assertThat(warnings("FLYBALL_STEPS=0.5:+1", "FLYBALL_SCALE_OUT_TOLERANCE=0.2"))
                .containsExactly(
                        "FLYBALL_SCALE_OUT_TOLERANCE=0.2 with FLYBALL_STEPS=0.5:+1: from 5 servers on, step 0.5:+1"
                                + " is within the tolerance, so that it does nothing");
    }

    @Test
    void warnsOfOverloadsWithinTheTolerance() {
        assertThat(warnings("FLYBALL_THRESHOLD=0.5", "FLYBALL_SCALE_OUT_TOLERANCE=0.2"))
                .containsExactly(
                        "FLYBALL_SCALE_OUT_TOLERANCE=0.2 with FLYBALL_THRESHOLD=0.5: from 5 servers on, one more"
                                + " is within the tolerance, so that a single overloaded server adds none");
    }

    @Test
    void warnsOfStepsThatTakeTurns() {
        assertThat(warnings("FLYBALL_STEPS=0.4:-1,0.5:+1"))
                .containsExactly(
                        "FLYBALL_STEPS=0.4:-1,0.5:+1: at 1 server, step 0.5:+1 leaves less than 0.4 for each, so"
                                + " that servers it adds are removed again");
    }

    @Test
    void warnsOfAStepOfTheWholeRange() {
        assertThat(warnings("FLYBALL_STEPS=0.5:+9"))
                .containsExactly(
                        "FLYBALL_STEPS=0.5:+9 and FLYBALL_MAX_SERVERS=10: step 0.5:+9 alone is the whole range of"
                                + " sizes");
    }

    @Test
    void warnsOfAThresholdThatTakesTurns() {
        assertThat(warnings("FLYBALL_THRESHOLD=0.5", "FLYBALL_SCALE_IN_STABILIZATION=0s"))
                .containsExactly(
                        "FLYBALL_THRESHOLD=0.5 with FLYBALL_SCALE_IN_STABILIZATION=0s: servers are removed as soon"
                                + " as the rest would be at the threshold on average, where uneven load adds them again");
    }

    @Test
    void warnsOfAToleranceThatIsLessThanAServer() {
        assertThat(warnings(TARGET, "FLYBALL_SCALE_IN_TOLERANCE=0.05"))
                .containsExactly(
                        "FLYBALL_SCALE_IN_TOLERANCE=0.05: has no effect up to 10 servers, since one server is a"
                                + " larger part of the size than that");
        assertThat(warnings(TARGET, "FLYBALL_SCALE_IN_TOLERANCE=0.1")).isEmpty();
    }

    @Test
    void warnsOfWhatHasNoEffect() {
        assertThat(warnings(TARGET, "FLYBALL_BURST_THRESHOLD=3", "FLYBALL_BURST_HOLD=2m", "FLYBALL_BLIND_AFTER=2"))
                .containsExactly(
                        "FLYBALL_BURST_THRESHOLD=3: has no effect with FLYBALL_BURST_WINDOW=off",
                        "FLYBALL_BURST_HOLD=2m: has no effect with FLYBALL_BURST_WINDOW=off",
                        "FLYBALL_BLIND_AFTER=2: has no effect with FLYBALL_WHEN_BLIND=hold");
    }

    @Test
    void warnsOfAWarmUpWithoutEffect() {
        assertThat(warnings("FLYBALL_STEPS=0.5:+1", "FLYBALL_WARM_UP=1m"))
                .containsExactly("FLYBALL_WARM_UP=1m: has no effect with FLYBALL_STEPS=0.5:+1");
        assertThat(warnings("FLYBALL_SIGNAL=queue", "FLYBALL_TARGET_PER_SERVER=30", "FLYBALL_WARM_UP=1m"))
                .containsExactly(
                        "FLYBALL_WARM_UP=1m: has no effect, since signal queue does not tell the load of each server");
    }

    @Test
    void warnsOfABlindSizeAboveTheMax() {
        assertThat(warnings(TARGET, "FLYBALL_WHEN_BLIND=11"))
                .containsExactly("FLYBALL_WHEN_BLIND=11: is cut to 10, the most servers allowed");
    }
}
