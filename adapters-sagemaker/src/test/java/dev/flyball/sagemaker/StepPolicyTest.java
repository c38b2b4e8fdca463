package dev.flyball.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.policy.Steps;
import dev.flyball.core.policy.Steps.Step;
import dev.flyball.core.result.Result;
import dev.flyball.sagemaker.RegisteredTarget.Stepped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Step scaling of Application Auto Scaling, in Flyball's words. */
class StepPolicyTest extends OnEmulatedAws {

    private static final String ID = "endpoint/chat/variant/blue";
    private static final String VARIANT = "sagemaker:variant:DesiredInstanceCount";
    private static final Map<String, String> BLUE = Map.of("EndpointName", "chat", "VariantName", "blue");
    private static final String GROW = """
            {"AdjustmentType": "ChangeInCapacity", "Cooldown": 120, "MetricAggregationType": "Maximum",
             "StepAdjustments": [
               {"MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 100, "ScalingAdjustment": 1},
               {"MetricIntervalLowerBound": 100, "ScalingAdjustment": 3}]}""";

    @BeforeEach
    void register() {
        aws.scaling.register(ID, VARIANT, 1, 4);
    }

    @Test
    void stepsAreCountedFromTheThresholdOfTheAlarm() {
        policy("grow", GROW, "busy");
        alarm(
                "busy",
                "AWS/SageMaker",
                "InvocationsPerInstance",
                "Sum",
                Map.of("DatapointsToAlarm", "2", "TreatMissingData", "breaching"));

        assertThat(stepped())
                .isEqualTo(Result.ok(new Stepped(
                        "grow",
                        "invocations-per-instance",
                        Optional.empty(),
                        Unit.PER_SERVER,
                        new Steps(List.of(new Step(300, 1), new Step(400, 3))),
                        Duration.ofMinutes(1),
                        Optional.of(Duration.ofMinutes(2)),
                        List.of(
                                "asks for 2 of 3 periods, and Flyball for 2 in a row",
                                "takes missing points for reached, and Flyball keeps the size",
                                "takes the Maximum of the points, and Flyball each by itself"))));
    }

    @Test
    void anyOtherMetricIsALineAndWhatIsBelowRemoves() {
        policy("shrink", """
                {"AdjustmentType": "ChangeInCapacity",
                 "StepAdjustments": [{"MetricIntervalUpperBound": 0, "ScalingAdjustment": -2}]}""", "idle");
        alarm(
                "idle",
                "/aws/sagemaker/Endpoints",
                "CPUUtilization",
                "Average",
                Map.of("ComparisonOperator", "LessThanThreshold"));

        Stepped stepped = ((Result.Ok<Stepped>) stepped()).value();

        assertThat(stepped.signal()).isEqualTo("cloudwatch");
        assertThat(stepped.query())
                .contains("/aws/sagemaker/Endpoints CPUUtilization{EndpointName=chat,VariantName=blue} Average");
        assertThat(stepped.steps()).isEqualTo(new Steps(List.of(new Step(300, -2))));
        assertThat(stepped.lasting()).isEqualTo(Duration.ofMinutes(2));
        assertThat(stepped.adds()).isFalse();
        assertThat(stepped.differs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PercentChangeInCapacity | 0 | 50 | GreaterThanThreshold | adjusts by PercentChangeInCapacity
                    ExactCapacity           | 0 | 5  | GreaterThanThreshold | adjusts by ExactCapacity
                    ChangeInCapacity        | 0 | -1 | GreaterThanThreshold | at or above 300.0 adds -1
                    ChangeInCapacity        | 0 | 1  | LessThanThreshold    | below 300.0 adds 1
                    ChangeInCapacity        | -300 | 1 | GreaterThanThreshold | at or above 0.0 adds 1
                    ChangeInCapacity        | 0 | 1  | LessThanLowerThreshold | compares by LessThanLowerThreshold
                    """)
    void whatStepsCannotSayIsAFault(String type, String bound, int change, String comparison, String why) {
        String edges = comparison.startsWith("Less")
                ? "\"MetricIntervalUpperBound\": " + bound
                : "\"MetricIntervalLowerBound\": " + bound;
        policy(
                "odd",
                "{\"AdjustmentType\": \"" + type + "\", \"StepAdjustments\": [{" + edges + ", \"ScalingAdjustment\": "
                        + change + "}]}",
                "busy");
        alarm("busy", "AWS/SageMaker", "Invocations", "Sum", Map.of("ComparisonOperator", comparison));

        assertThat(why()).startsWith("policy odd ").contains(why);
    }

    @Test
    void whatLeavesZeroIsScalingToZero() {
        policy("wake", GROW, "waiting");
        alarm("waiting", "AWS/SageMaker", "HasBacklogWithoutCapacity", "Maximum", Map.of());

        assertThat(why()).contains("FLYBALL_SCALE_TO_ZERO=on with FLYBALL_SIGNAL=backlog");
    }

    @Test
    void anAlarmThatIsNotThereOrCannotBeSeenIsAFault() {
        policy("grow", GROW, "gone");

        assertThat(why()).isEqualTo("policy grow is called by alarm gone, which there is not");

        aws.deny("cloudwatch:DescribeAlarms", "*");
        assertThat(why()).contains("cloudwatch:DescribeAlarms");
    }

    private void policy(String name, String configuration, String alarm) {
        aws.scaling.policy(ID, VARIANT, name, "StepScaling", configuration);
        aws.scaling.calledBy(alarm);
    }

    private void alarm(String name, String namespace, String metric, String statistic, Map<String, String> others) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "Namespace", namespace,
                "MetricName", metric,
                "Statistic", statistic,
                "Period", "60",
                "EvaluationPeriods", "3",
                "Threshold", "300.0",
                "ComparisonOperator", "GreaterThanThreshold"));
        fields.putAll(others);
        aws.alarms.add(name, fields, BLUE);
    }

    private Result<Stepped> stepped() {
        return ((Result.Ok<List<RegisteredTarget>>) new RegisteredTargets(Duration.ofSeconds(20), aws::now).read())
                .value()
                .get(0)
                .steps()
                .get(0);
    }

    private String why() {
        return ((Result.Failed<Stepped>) stepped()).fault().message();
    }
}
