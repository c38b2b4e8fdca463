package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Environment.problems;
import static dev.flyball.agent.settings.Environment.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.forecast.Risk;
import dev.flyball.core.forecast.RiskSizing;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.policy.Behavior;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.policy.Tolerance;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizing by risk, and what is set beside it. */
class RiskTest {

    private static final List<String> CHAT =
            List.of("FLYBALL_RESOURCE=kubernetes:deployment/shop/chat", "FLYBALL_MAX_SERVERS=10");
    private static final String TARGET = "FLYBALL_TARGET_UTILIZATION=0.5";
    private static final String[] CPU_AND_QUEUE = {
        "FLYBALL_SIGNALS_CPU_SIGNAL=cpu",
        "FLYBALL_SIGNALS_CPU_TARGET_UTILIZATION=0.5",
        "FLYBALL_SIGNALS_BACK_SIGNAL=queue",
        "FLYBALL_SIGNALS_BACK_TARGET_PER_SERVER=30"
    };

    private static String[] chatWith(String... assignments) {
        return Stream.concat(CHAT.stream(), Arrays.stream(assignments)).toArray(String[]::new);
    }

    private static Policy policy(String... assignments) {
        return settings(chatWith(assignments)).targets().get(0).policy();
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }

    private static RiskSizing sizing(String... assignments) {
        return policy(assignments).byRisk().orElseThrow().sizing();
    }

    private static Behavior behavior(String... assignments) {
        return policy(assignments).byRisk().orElseThrow().behavior();
    }

    @Test
    void isBalancedUnlessItIsSetAndKeepsTheSetPoint() {
        assertThat(sizing(TARGET))
                .isEqualTo(new RiskSizing(
                        Risk.balanced(), Optional.empty(), Duration.ofSeconds(1), 2, true, OptionalDouble.empty()));
    }

    @Test
    void takesWhatIsSet() {
        RiskSizing sizing = sizing(TARGET, "FLYBALL_RISK=low", "FLYBALL_SLO_WAIT=500ms", "FLYBALL_COLD_START=3m");

        assertThat(sizing.risk()).isEqualTo(Risk.low());
        assertThat(sizing.sloWait()).isEqualTo(Duration.ofMillis(500));
        assertThat(sizing.coldStart()).contains(Duration.ofMinutes(3));
    }

    @ParameterizedTest
    @CsvSource({"0.0001", "0.5", "0.97", "0.9999"})
    void aQuantileIsShownAsItIsSet(String quantile) {
        assertThat(settings(chatWith(TARGET, "FLYBALL_RISK=" + quantile)).inForce())
                .extracting(value -> value.variable() + "=" + value.value())
                .contains("FLYBALL_RISK=" + quantile);
    }

    @ParameterizedTest
    @CsvSource({
        "RISK=balancd, 'balanced, low, high, or a quantile, 0.0001 to 0.9999; did you mean balanced?'",
        "RISK=97, 'balanced, low, high, or a quantile, 0.0001 to 0.9999; did you mean 0.97?'",
        "RISK=1, 'balanced, low, high, or a quantile, 0.0001 to 0.9999; did you mean 0.01?'",
        "SLO_WAIT=2h, 'a duration, 0s to 1h, such as 15s, 5m or 1m30s'",
        "COLD_START=180, 'a duration, 0s to 1h, such as 15s, 5m or 1m30s; did you mean 3m?'",
        "FORECAST=none, 'on or off; did you mean off?'"
    })
    void valueThatIsNotAllowed(String written, String message) {
        assertThat(problems(chatWith(TARGET, "FLYBALL_" + written)))
                .containsExactly("FLYBALL_" + written + ": must be " + message);
    }

    @Test
    void eachTargetHasItsOwn() {
        List<Policy> policies = settings(
                        "FLYBALL_TARGETS_A_RESOURCE=kubernetes:deployment/shop/a",
                        "FLYBALL_TARGETS_B_RESOURCE=kubernetes:deployment/shop/b",
                        "FLYBALL_TARGETS_C_RESOURCE=kubernetes:deployment/shop/c",
                        "FLYBALL_MAX_SERVERS=10",
                        TARGET,
                        "FLYBALL_RISK=high",
                        "FLYBALL_TARGETS_B_RISK=low",
                        "FLYBALL_TARGETS_C_POLICY=hpa")
                .targets()
                .stream()
                .map(target -> target.policy())
                .toList();

        assertThat(policies)
                .extracting(
                        policy -> policy.byRisk().map(known -> known.sizing().risk()))
                .containsExactly(Optional.of(Risk.high()), Optional.of(Risk.low()), Optional.empty());
    }

    @Test
    void canBeSwitchedOff() {
        assertThat(policy(TARGET, "FLYBALL_FORECAST=off").byRisk()).isEmpty();
        assertThat(problems(chatWith(TARGET, "FLYBALL_FORECAST=off", "FLYBALL_RISK=low")))
                .containsExactly("FLYBALL_RISK=low: must not stand beside FLYBALL_FORECAST=off, which follows the load"
                        + " as it is; remove one");
    }

    @Test
    void whatWaitsIsFollowedAsItIsBesideTheLoadThatIsForecast() {
        Policy policy = policy(CPU_AND_QUEUE);

        assertThat(policy.byRisk()).isPresent();
        assertThat(policy.tracks())
                .extracting(track -> track.signals().get(0).query().signal())
                .containsExactly("cpu", "queue");
    }

    @Test
    void aQueueAloneIsForecastOnlyIfTheUserSaysSo() {
        String[] queue = {"FLYBALL_SIGNAL=queue", "FLYBALL_TARGET_PER_SERVER=30"};

        assertThat(policy(queue).byRisk()).isEmpty();
        assertThat(policy(with(queue, "FLYBALL_FORECAST=on")).byRisk()).isPresent();
        assertThat(problems(chatWith(with(queue, "FLYBALL_RISK=low"))))
                .containsExactly("FLYBALL_RISK=low: must not be set, since signal queue says little of the load to"
                        + " come, unless FLYBALL_FORECAST=on says otherwise; remove one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hpa", "keda", "kpa", "sagemaker", "ray"})
    void otherAutoscalersKnowNoForecast(String name) {
        assertThat(problems(chatWith(TARGET, "FLYBALL_POLICY=" + name, "FLYBALL_RISK=low")))
                .containsExactly("FLYBALL_RISK=low: must not stand beside FLYBALL_POLICY=" + name
                        + ", which knows no forecast; remove one");
    }

    @Test
    void stepsSayHowManyServersALoadNeeds() {
        assertThat(policy("FLYBALL_STEPS=0.5:+1").byRisk()).isEmpty();
        assertThat(problems(chatWith("FLYBALL_STEPS=0.5:+1", "FLYBALL_RISK=low")))
                .containsExactly("FLYBALL_RISK=low: must not stand beside FLYBALL_STEPS=0.5:+1, which says how many"
                        + " servers a load needs; remove one");
    }

    @Test
    void signalsThatMustAgreeAreFollowedAsTheyAre() {
        assertThat(policy(with(CPU_AND_QUEUE, "FLYBALL_COMBINE=all")).byRisk()).isEmpty();
        assertThat(problems(chatWith(with(CPU_AND_QUEUE, "FLYBALL_COMBINE=all", "FLYBALL_RISK=low"))))
                .containsExactly("FLYBALL_RISK=low: must not stand beside FLYBALL_COMBINE=all, which asks each signal"
                        + " for the load as it is; remove one");
    }

    @Test
    void serversThatChangeTheirSizeAreNotForecast() {
        assertThat(problems(chatWith(TARGET, "FLYBALL_STRATEGY=auto", "FLYBALL_SIZES=1/1Gi,2/2Gi", "FLYBALL_RISK=low")))
                .containsExactly("FLYBALL_RISK=low: must not stand beside FLYBALL_STRATEGY=auto, since only the number"
                        + " of servers can be forecast; remove one");
    }

    @Test
    void aSignalWithABehaviorOfItsOwnIsFollowedAsItIs() {
        String[] two = {
            "FLYBALL_SIGNALS_A_SIGNAL=cpu",
            "FLYBALL_SIGNALS_B_SIGNAL=memory",
            TARGET,
            "FLYBALL_SIGNALS_B_SCALE_IN_STABILIZATION=10m"
        };

        assertThat(policy(two).byRisk()).isPresent();
        assertThat(policy(two).tracks()).hasSize(2);
        assertThat(policy(two).tracks().get(0).signals().get(0).query().signal())
                .isEqualTo("cpu");
    }

    @Test
    void theForecastSaysHowLongASizeIsKeptUnlessTheUserDoes() {
        assertThat(behavior(TARGET).stabilization()).isEqualTo(new Stabilization(Duration.ZERO, Duration.ZERO));
        assertThat(behavior(TARGET, "FLYBALL_SCALE_IN_STABILIZATION=10m", "FLYBALL_SCALE_OUT_STABILIZATION=30s")
                        .stabilization())
                .isEqualTo(new Stabilization(Duration.ofSeconds(30), Duration.ofMinutes(10)));
    }

    @Test
    void theMarginTakesThePlaceOfTheToleranceUnlessThatIsSet() {
        assertThat(behavior(TARGET).tolerance()).isEqualTo(new Tolerance(0, 0));
        assertThat(behavior(TARGET, "FLYBALL_SCALE_OUT_TOLERANCE=0.1").tolerance())
                .isEqualTo(new Tolerance(0.1, 0));
    }

    @Test
    void ratesHoldBesideIt() {
        assertThat(behavior(TARGET, "FLYBALL_SCALE_OUT_RATE=1/1m").scaleOut().rates())
                .hasSize(1);
    }

    @Test
    void whatHasNoEffectIsSaid() {
        assertThat(settings(chatWith(TARGET, "FLYBALL_FORECAST=off", "FLYBALL_COLD_START=3m"))
                        .warnings())
                .contains("FLYBALL_COLD_START=3m: has no effect, since no load is forecast");
    }
}
