package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Environment.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that can be wrong with one target, and what is said about it. */
class ProblemsTest {

    private static final List<String> CHAT = List.of(
            "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
            "FLYBALL_MAX_SERVERS=10",
            "FLYBALL_TARGET_UTILIZATION=0.6");

    /** The problems of a good target with these variables added or, if they are set already, replaced. */
    private static List<String> problemsOfChatWith(String... assignments) {
        return problems(Stream.concat(CHAT.stream(), Arrays.stream(assignments)).toArray(String[]::new));
    }

    @Test
    void aGoodTargetHasNone() {
        assertThat(problemsOfChatWith()).isEmpty();
    }

    @Test
    void unknownVariable() {
        assertThat(problemsOfChatWith("FLYBALL_MIN_SERVER=2"))
                .containsExactly("FLYBALL_MIN_SERVER is no setting; did you mean FLYBALL_MIN_SERVERS?");
    }

    @Test
    void unknownVariableThatIsLikeNoOther() {
        assertThat(problemsOfChatWith("FLYBALL_COLOUR=blue"))
                .containsExactly("FLYBALL_COLOUR is no setting: remove it, or see docs/settings.md for all");
    }

    @Test
    void variableInLowerCase() {
        assertThat(problems("flyball_resource=simulated:endpoint"))
                .containsExactly("flyball_resource is no setting; did you mean FLYBALL_RESOURCE?");
    }

    @Test
    void theValueOfAnUnknownVariableIsNotTold() {
        assertThat(problemsOfChatWith("FLYBALL_API_TOKN=hunter2"))
                .allSatisfy(message -> assertThat(message).doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @CsvSource({"60, 0.6", "60%, 0.6", "'0,6', 0.6", "75, 0.75"})
    void percentForAFraction(String written, String meant) {
        assertThat(problemsOfChatWith("FLYBALL_TARGET_UTILIZATION=" + written))
                .containsExactly("FLYBALL_TARGET_UTILIZATION=" + written
                        + ": must be a fraction, 0.01 to 1 (to 5 for use relative to a request); did you mean " + meant
                        + "?");
    }

    @Test
    void fractionThatIsNoNumber() {
        assertThat(problemsOfChatWith("FLYBALL_TARGET_UTILIZATION=high"))
                .containsExactly("FLYBALL_TARGET_UTILIZATION=high: must be a fraction, 0.01 to 1 (to 5 for use relative"
                        + " to a request)");
    }

    @Test
    void percentForATolerance() {
        assertThat(problemsOfChatWith("FLYBALL_SCALE_IN_TOLERANCE=10"))
                .containsExactly("FLYBALL_SCALE_IN_TOLERANCE=10: must be a fraction, 0 to below 1; did you mean 0.1?");
    }

    @ParameterizedTest
    @CsvSource({"15, 15s", "5M, 5m", "5 m, 5m", "PT1M30S, 1m30s"})
    void badDuration(String written, String meant) {
        assertThat(problemsOfChatWith("FLYBALL_INTERVAL=" + written))
                .containsExactly("FLYBALL_INTERVAL=" + written
                        + ": must be a duration, 1s to 1h, such as 15s, 5m or 1m30s; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource({"500ms", "0s", "2h", "soon", "1.5m", "9999999h"})
    void durationThatIsNotAllowed(String written) {
        assertThat(problemsOfChatWith("FLYBALL_INTERVAL=" + written))
                .containsExactly(
                        "FLYBALL_INTERVAL=" + written + ": must be a duration, 1s to 1h, such as 15s, 5m or 1m30s");
    }

    @Test
    void windowThatIsTooLong() {
        assertThat(problemsOfChatWith("FLYBALL_SCALE_IN_STABILIZATION=61m"))
                .containsExactly("FLYBALL_SCALE_IN_STABILIZATION=61m: must be a duration, 0s to 1h, such as 15s, 5m or"
                        + " 1m30s");
    }

    @Test
    void emptyValue() {
        assertThat(problemsOfChatWith("FLYBALL_INTERVAL="))
                .containsExactly("FLYBALL_INTERVAL is empty: remove it, or set it to a duration, 1s to 1h, such as"
                        + " 15s, 5m or 1m30s, for example 15s");
    }

    @Test
    void neitherTrueNorFalse() {
        assertThat(problemsOfChatWith("FLYBALL_DRY_RUN=yes"))
                .containsExactly("FLYBALL_DRY_RUN=yes: must be true or false; did you mean true?");
    }

    @Test
    void unknownPolicy() {
        assertThat(problemsOfChatWith("FLYBALL_POLICY=HPA"))
                .containsExactly(
                        "FLYBALL_POLICY=HPA: must be flyball or hpa or keda or kpa or sagemaker or ray; did you mean hpa?");
    }

    @Test
    void noServers() {
        assertThat(problemsOfChatWith("FLYBALL_MIN_SERVERS=0"))
                .containsExactly("FLYBALL_MIN_SERVERS=0: must be 1 or more, unless FLYBALL_SCALE_TO_ZERO=on");
    }

    @Test
    void minAboveMax() {
        assertThat(problemsOfChatWith("FLYBALL_MIN_SERVERS=11"))
                .containsExactly("FLYBALL_MIN_SERVERS=11: must be at most FLYBALL_MAX_SERVERS=10");
    }

    @Test
    void minAboveTheMaxOfThePlatform() {
        assertThat(problems("FLYBALL_RESOURCE=simulated:endpoint", "FLYBALL_MIN_SERVERS=7"))
                .containsExactly("FLYBALL_MIN_SERVERS=7: must be at most FLYBALL_MAX_SERVERS=5 by default");
    }

    @Test
    void noMax() {
        assertThat(problems("FLYBALL_RESOURCE=kubernetes:deployment/shop/chat", "FLYBALL_TARGET_UTILIZATION=0.6"))
                .containsExactly("FLYBALL_MAX_SERVERS is not set: must be 1 or more, a whole number up to 1000000,"
                        + " since only you know what kubernetes:deployment/shop/chat may cost");
    }

    @Test
    void noResource() {
        assertThat(problems("FLYBALL_MAX_SERVERS=10"))
                .containsExactly("FLYBALL_RESOURCE is not set: must name what is scaled,"
                        + " kubernetes:deployment/NAMESPACE/NAME or kubernetes:statefulset/NAMESPACE/NAME or"
                        + " sagemaker:variant/ENDPOINT/VARIANT or simulated:NAME");
    }

    @Test
    void unknownScheme() {
        assertThat(problemsOfChatWith("FLYBALL_RESOURCE=kubernets:deployment/shop/chat"))
                .containsExactly("FLYBALL_RESOURCE=kubernets:deployment/shop/chat: kubernets is no platform, must be"
                        + " kubernetes:deployment/NAMESPACE/NAME or kubernetes:statefulset/NAMESPACE/NAME or"
                        + " sagemaker:variant/ENDPOINT/VARIANT or simulated:NAME; did you mean"
                        + " kubernetes:deployment/shop/chat?");
    }

    @Test
    void resourceWithoutScheme() {
        assertThat(problemsOfChatWith("FLYBALL_RESOURCE=variant/chat/main"))
                .containsExactly("FLYBALL_RESOURCE=variant/chat/main: must be kubernetes:deployment/NAMESPACE/NAME or"
                        + " kubernetes:statefulset/NAMESPACE/NAME or sagemaker:variant/ENDPOINT/VARIANT or"
                        + " simulated:NAME; did you mean sagemaker:variant/chat/main?");
    }

    @ParameterizedTest
    @CsvSource({
        "kubernetes:deploy/shop/chat, kubernetes:deployment/shop/chat",
        "kubernetes:statefulsets/shop/chat, kubernetes:statefulset/shop/chat",
        "kubernetes:Deployment/shop/chat, kubernetes:deployment/shop/chat"
    })
    void malformedResource(String written, String meant) {
        assertThat(problemsOfChatWith("FLYBALL_RESOURCE=" + written))
                .containsExactly("FLYBALL_RESOURCE=" + written + ": must be kubernetes:deployment/NAMESPACE/NAME or"
                        + " kubernetes:statefulset/NAMESPACE/NAME; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource({"kubernetes:deployment/chat", "kubernetes:", "kubernetes:deployment/shop/my chat"})
    void malformedResourceThatIsLikeNoOther(String written) {
        assertThat(problemsOfChatWith("FLYBALL_RESOURCE=" + written))
                .containsExactly("FLYBALL_RESOURCE=" + written + ": must be kubernetes:deployment/NAMESPACE/NAME or"
                        + " kubernetes:statefulset/NAMESPACE/NAME");
    }

    @Test
    void unknownSignal() {
        assertThat(problemsOfChatWith("FLYBALL_SIGNAL=cpus"))
                .containsExactly(
                        "FLYBALL_SIGNAL=cpus: must be cpu or each or memory or prometheus or promql or queue or scraped for kubernetes targets; did you mean cpu?");
    }

    @Test
    void wrongUnit() {
        assertThat(problems(
                        "FLYBALL_RESOURCE=sagemaker:variant/chat/main",
                        "FLYBALL_MAX_SERVERS=10",
                        "FLYBALL_TARGET_UTILIZATION=0.6"))
                .containsExactly("FLYBALL_TARGET_UTILIZATION=0.6: must not be set, since signal invocations is held to"
                        + " an amount per server; set FLYBALL_TARGET_PER_SERVER instead");
    }

    @Test
    void bothUnits() {
        assertThat(problemsOfChatWith("FLYBALL_TARGET_PER_SERVER=30"))
                .containsExactly("FLYBALL_TARGET_PER_SERVER=30: must not be set, since signal cpu is held to a fraction"
                        + " of capacity; remove it, FLYBALL_TARGET_UTILIZATION is enough");
    }

    @Test
    void noSetPoint() {
        assertThat(problems("FLYBALL_RESOURCE=sagemaker:variant/chat/main", "FLYBALL_MAX_SERVERS=10"))
                .containsExactly("FLYBALL_TARGET_PER_SERVER is not set: must be a number above 0, for example 30,"
                        + " since signal invocations is held to an amount per server");
    }

    @Test
    void severalAtOnce() {
        assertThat(problems(
                        "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_TARGET_UTILISATION=0.6",
                        "FLYBALL_SIGNAL=gpu",
                        "FLYBALL_INTERVAL=15",
                        "FLYBALL_SIMULATION_SPEED=0"))
                .containsExactly(
                        "FLYBALL_INTERVAL=15: must be a duration, 1s to 1h, such as 15s, 5m or 1m30s; did you mean"
                                + " 15s?",
                        "FLYBALL_SIMULATION_SPEED=0: must be a whole number, 1 to 3600",
                        "FLYBALL_TARGET_UTILISATION is no setting; did you mean FLYBALL_TARGET_UTILIZATION?",
                        "FLYBALL_MAX_SERVERS is not set: must be 1 or more, a whole number up to 1000000, since only"
                                + " you know what kubernetes:deployment/shop/chat may cost",
                        "FLYBALL_SIGNAL=gpu: must be cpu or each or memory or prometheus or promql or queue or scraped for kubernetes targets");
    }

    @Test
    void oneMistakeGivesOneProblem() {
        assertThat(problems(
                        "FLYBALL_RESORCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_MAX_SERVERS=ten",
                        "FLYBALL_MIN_SERVERS=2"))
                .containsExactly(
                        "FLYBALL_MAX_SERVERS=ten: must be 1 or more, a whole number up to 1000000",
                        "FLYBALL_RESORCE is no setting; did you mean FLYBALL_RESOURCE?");
    }
}
