package dev.flyball.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import dev.flyball.sagemaker.RegisteredTarget.Load;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Application Auto Scaling does, in Flyball's words. */
class RegisteredTargetsTest {

    private static final String ID = "endpoint/chat/variant/blue";
    private static final String VARIANT = "sagemaker:variant:DesiredInstanceCount";

    private final EmulatedAws aws = new EmulatedAws();

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void aPredefinedMetricIsAPreset() {
        aws.scaling.register(ID, VARIANT, 1, 4);
        track(ID, VARIANT, """
                {"TargetValue": 70.0, "ScaleInCooldown": 600, "DisableScaleIn": true,
                 "PredefinedMetricSpecification":
                   {"PredefinedMetricType": "SageMakerVariantInvocationsPerInstance"}}""");

        assertThat(read())
                .containsExactly(new RegisteredTarget(
                        ID,
                        Result.ok(TargetId.parse("sagemaker:variant/chat/blue")),
                        1,
                        4,
                        List.of(Result.ok(new Load(
                                "p",
                                "invocations-per-instance",
                                Optional.empty(),
                                Optional.empty(),
                                new SetPoint(Unit.PER_SERVER, 70),
                                Optional.empty(),
                                Optional.of(Duration.ofMinutes(10)),
                                false))),
                        List.of(),
                        List.of()));
    }

    @Test
    void anyOtherMetricIsALine() {
        aws.scaling.register(ID, VARIANT, 1, 4);
        track(ID, VARIANT, """
                {"TargetValue": 50.0, "CustomizedMetricSpecification": {"Namespace": "/aws/sagemaker/Endpoints",
                 "MetricName": "CPUUtilization", "Statistic": "Average", "Dimensions":
                   [{"Name": "VariantName", "Value": "blue"}, {"Name": "EndpointName", "Value": "chat"}]}}""");

        Load load = ((Result.Ok<Load>) read().get(0).policies().get(0)).value();

        assertThat(load.signal()).isEqualTo("cloudwatch");
        assertThat(load.query())
                .contains("/aws/sagemaker/Endpoints CPUUtilization{EndpointName=chat,VariantName=blue} Average");
        assertThat(load.reads()).contains(Reads.AVERAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint/chat/variant/blue, sagemaker:variant:DesiredProvisionedConcurrency, sagemaker:serverless/chat/blue",
        "inference-component/llama, sagemaker:inference-component:DesiredCopyCount, sagemaker:inference-component/llama",
    })
    void eachDimensionIsAKindOfTarget(String id, String dimension, String resource) {
        aws.scaling.register(id, dimension, 0, 4);

        assertThat(read().get(0).target()).isEqualTo(Result.ok(TargetId.parse(resource)));
    }

    @Test
    void whatThereAreNoWordsForIsSaid() {
        aws.scaling.register(ID, VARIANT, 1, 4);
        track(ID, VARIANT, """
                {"TargetValue": 50.0, "CustomizedMetricSpecification": {"Metrics": [{"Id": "m1"}]}}""");

        assertThat(read().get(0).policies())
                .extracting(load -> ((Result.Failed<Load>) load).fault().message())
                .containsExactly("policy p follows an expression of several metrics; put that into one metric");
    }

    @Test
    void aMissingRightIsAFault() {
        aws.deny("application-autoscaling:DescribeScalingPolicies", "*");

        assertThat(new RegisteredTargets(Duration.ofSeconds(20), aws::now).read())
                .isInstanceOfSatisfying(
                        Result.Failed.class,
                        failed -> assertThat(failed.fault().kind()).isEqualTo(Fault.Kind.FORBIDDEN));
    }

    private void track(String id, String dimension, String configuration) {
        aws.scaling.policy(id, dimension, "p", "TargetTrackingScaling", configuration);
    }

    private List<RegisteredTarget> read() {
        return ((Result.Ok<List<RegisteredTarget>>) new RegisteredTargets(Duration.ofSeconds(20), aws::now).read())
                .value();
    }
}
