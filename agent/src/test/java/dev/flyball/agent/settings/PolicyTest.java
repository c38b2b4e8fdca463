package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Environment.problems;
import static dev.flyball.agent.settings.Environment.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.HpaSize;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Presets;
import dev.flyball.core.policy.Presets.Knobs;
import dev.flyball.core.policy.Tolerance;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies by name, and what is set beside them. */
class PolicyTest {

    private static final List<String> CHAT = List.of(
            "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
            "FLYBALL_MAX_SERVERS=10",
            "FLYBALL_TARGET_UTILIZATION=0.6");

    private static String[] chatWith(String... assignments) {
        return Stream.concat(CHAT.stream(), Arrays.stream(assignments)).toArray(String[]::new);
    }

    private static Policy policy(String... assignments) {
        return settings(chatWith(assignments)).targets().get(0).policy();
    }

    static Stream<String> names() {
        return Presets.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isThePresetOfItsName(String name) {
        Policy own = policy();
        TrackedSignal plain = own.signals().get(0);

        assertThat(policy("FLYBALL_POLICY=" + name))
                .usingRecursiveComparison()
                .ignoringFields("schedule", "byRisk")
                .isEqualTo(Presets.of(name, own.bounds(), List.of(plain), Knobs.defaults()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void onlyFlyballsOwnForecasts(String name) {
        assertThat(policy("FLYBALL_POLICY=" + name).byRisk().isPresent()).isEqualTo(name.equals("flyball"));
    }

    @Test
    void whatIsSetBesideItTakesThePlaceOfThatPart() {
        Policy policy = policy(
                "FLYBALL_POLICY=hpa",
                "FLYBALL_SCALE_OUT_TOLERANCE=0.3",
                "FLYBALL_SCALE_IN_STABILIZATION=10m",
                "FLYBALL_WINDOW=1m");
        Policy hpa = policy("FLYBALL_POLICY=hpa");

        assertThat(policy.signals().get(0).estimator())
                .isEqualTo(new HpaSize(new Tolerance(0.3, 0.1), HpaSize.StartUp.ofCpu()));
        assertThat(policy.signals().get(0).window()).isEqualTo(Duration.ofMinutes(1));
        assertThat(policy.tracks().get(0).behavior())
                .usingRecursiveComparison()
                .ignoringFields("stabilization")
                .isEqualTo(hpa.tracks().get(0).behavior());
        assertThat(policy.tracks().get(0).behavior().stabilization())
                .isEqualTo(new Stabilization(Duration.ZERO, Duration.ofMinutes(10)));
    }

    @Test
    void aBurstModeCanBeTurnedOff() {
        assertThat(policy("FLYBALL_POLICY=kpa").burst()).isPresent();
        assertThat(policy("FLYBALL_POLICY=kpa", "FLYBALL_BURST_WINDOW=off").burst())
                .isEmpty();
    }

    @Test
    void zeroWaitsAsItsModelDoes() {
        Policy policy = settings(
                        "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_MAX_SERVERS=10",
                        "FLYBALL_SIGNAL=queue",
                        "FLYBALL_TARGET_PER_SERVER=30",
                        "FLYBALL_MIN_SERVERS=0",
                        "FLYBALL_SCALE_TO_ZERO=on",
                        "FLYBALL_POLICY=kpa")
                .targets()
                .get(0)
                .policy();

        assertThat(policy.zero().orElseThrow().grace()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void saysWhatComesFromIt() {
        assertThat(settings(chatWith("FLYBALL_POLICY=sagemaker")).inForce())
                .extracting(value -> value.variable() + "=" + value.value() + " " + value.origin())
                .contains(
                        "FLYBALL_POLICY=sagemaker set",
                        "FLYBALL_SCALE_OUT_TOLERANCE=0 by FLYBALL_POLICY",
                        "FLYBALL_SCALE_IN_COOLDOWN=5m by FLYBALL_POLICY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STEPS=0.5:+1", "THRESHOLD=0.8"})
    void itsWayToCountServersStays(String written) {
        assertThat(problems(
                        "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_MAX_SERVERS=10",
                        "FLYBALL_POLICY=hpa",
                        "FLYBALL_" + written))
                .containsExactly(
                        "FLYBALL_" + written + ": must not stand beside FLYBALL_POLICY=hpa, which has a way of its"
                                + " own to count servers; remove one");
    }

    @Test
    void itsStartUpRulesStay() {
        assertThat(problems(chatWith("FLYBALL_POLICY=hpa", "FLYBALL_WARM_UP=1m")))
                .containsExactly(
                        "FLYBALL_WARM_UP=1m: must not stand beside FLYBALL_POLICY=hpa, which has a way of its own"
                                + " to count servers; remove one");
    }
}
