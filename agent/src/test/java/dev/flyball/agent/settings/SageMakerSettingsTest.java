package dev.flyball.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.agent.Adapters;
import dev.flyball.core.strategy.Strategy;
import dev.flyball.core.target.ServerSize;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may be set for each kind of SageMaker target. */
class SageMakerSettingsTest {

    @Test
    void aComponentGoesToZeroByItsRequests() {
        assertThat(problems(
                        "FLYBALL_RESOURCE=sagemaker:inference-component/llama",
                        "FLYBALL_MIN_SERVERS=0",
                        "FLYBALL_MAX_SERVERS=8",
                        "FLYBALL_SCALE_TO_ZERO=on",
                        "FLYBALL_SIGNAL=requests",
                        "FLYBALL_TARGET_PER_SERVER=120"))
                .isEmpty();
    }

    @Test
    void anAsynchronousVariantGoesToZeroByItsBacklog() {
        assertThat(problems(
                        "FLYBALL_RESOURCE=sagemaker:variant/jobs/main",
                        "FLYBALL_MIN_SERVERS=0",
                        "FLYBALL_MAX_SERVERS=8",
                        "FLYBALL_SCALE_TO_ZERO=on",
                        "FLYBALL_SIGNAL=backlog",
                        "FLYBALL_TARGET_PER_SERVER=4"))
                .isEmpty();
    }

    @Test
    void whatIsOnlyThereWithServersDoesNotLeadToZero() {
        assertThat(problems(
                        "FLYBALL_RESOURCE=sagemaker:variant/chat/main",
                        "FLYBALL_MIN_SERVERS=0",
                        "FLYBALL_MAX_SERVERS=8",
                        "FLYBALL_SCALE_TO_ZERO=on",
                        "FLYBALL_TARGET_PER_SERVER=4"))
                .singleElement()
                .asString()
                .contains("FLYBALL_SCALE_TO_ZERO=on", "invocations-per-instance cannot", "backlog");
    }

    @Test
    void eachKindHasSignalsOfItsOwn() {
        assertThat(problems(
                        "FLYBALL_RESOURCE=sagemaker:inference-component/llama",
                        "FLYBALL_MAX_SERVERS=8",
                        "FLYBALL_SIGNAL=backlog",
                        "FLYBALL_TARGET_PER_SERVER=4"))
                .anySatisfy(problem ->
                        assertThat(problem).contains("FLYBALL_SIGNAL=backlog", "invocations-per-copy", "cloudwatch"));
        assertThat(problems("FLYBALL_RESOURCE=sagemaker:serverless/chat/main", "FLYBALL_MAX_SERVERS=8"))
                .isEmpty();
    }

    @Test
    void aNameOfNoKindIsToldAllKinds() {
        assertThat(problems("FLYBALL_RESOURCE=sagemaker:endpoint/chat", "FLYBALL_MAX_SERVERS=8"))
                .singleElement()
                .asString()
                .contains(
                        "sagemaker:variant/ENDPOINT/VARIANT",
                        "sagemaker:inference-component/NAME",
                        "sagemaker:serverless/ENDPOINT/VARIANT");
    }

    @Test
    void variantsGrowByInstanceTypesAndComponentsDoNot() {
        String[] larger = {
            "FLYBALL_MAX_SERVERS=8",
            "FLYBALL_TARGET_PER_SERVER=300",
            "FLYBALL_STRATEGY=auto",
            "FLYBALL_SIZES=ml.g5.xlarge=1,ml.g5.2xlarge=1.8"
        };

        assertThat(((ReadSettings.Valid) read(with("FLYBALL_RESOURCE=sagemaker:variant/chat/main", larger)))
                        .settings()
                        .targets()
                        .get(0)
                        .policy()
                        .sizing())
                .satisfies(sizing -> {
                    assertThat(sizing.strategy()).isEqualTo(Strategy.AUTO);
                    assertThat(sizing.sizes())
                            .containsExactly(new ServerSize("ml.g5.xlarge", 1), new ServerSize("ml.g5.2xlarge", 1.8));
                });
        assertThat(problems(with("FLYBALL_RESOURCE=sagemaker:inference-component/llama", larger)))
                .anySatisfy(problem -> assertThat(problem).contains("FLYBALL_STRATEGY=auto", "must be horizontal"));
    }

    @Test
    void anyTargetIsScaledByAnyMetric() {
        assertThat(problems(
                        "FLYBALL_RESOURCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_MAX_SERVERS=8",
                        "FLYBALL_SIGNAL=cloudwatch",
                        "FLYBALL_QUERY=AWS/SQS ApproximateNumberOfMessagesVisible{QueueName=jobs} Maximum",
                        "FLYBALL_TARGET_PER_SERVER=20"))
                .isEmpty();
    }

    private static String[] with(String first, String... others) {
        return Stream.concat(Stream.of(first), Arrays.stream(others)).toArray(String[]::new);
    }

    private static List<String> problems(String... assignments) {
        return read(assignments) instanceof ReadSettings.Invalid invalid
                ? invalid.problems().stream().map(Problem::message).toList()
                : List.of();
    }

    private static ReadSettings read(String... assignments) {
        Map<String, String> environment = Arrays.stream(assignments)
                .map(assignment -> assignment.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return SettingsReader.read(environment, Adapters.platforms());
    }
}
