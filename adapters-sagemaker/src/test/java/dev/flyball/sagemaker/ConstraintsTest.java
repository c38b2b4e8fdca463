package dev.flyball.sagemaker;

import static dev.flyball.sagemaker.Fakes.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Transition;
import dev.flyball.core.target.WriteMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SageMaker does to those who scale it, each constraint by its number in docs/sagemaker.md. */
class ConstraintsTest extends OnEmulatedAws {

    private static final TargetId BLUE = target("variant/chat/blue");
    private static final TargetId GREEN = target("variant/chat/green");
    private static final TargetId OTHER = target("variant/search/blue");
    private static final TargetId LLAMA = target("inference-component/llama");
    private static final String VARIANT = "sagemaker:variant:DesiredInstanceCount";

    @Test
    void c5AMissingEndpointIsNotFoundAndHidesNoOther() {
        aws.sageMaker.endpoint("search", "ml.g5.xlarge", "blue=2");

        Map<TargetId, Result<Fleet>> fleets = look(BLUE, OTHER);

        assertThat(((Result.Failed<Fleet>) fleets.get(BLUE)).fault()).satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND);
            assertThat(fault.message()).contains("endpoint chat", "Could not find endpoint", "AWS_REGION");
        });
        assertThat(fleets.get(OTHER)).isInstanceOf(Result.Ok.class);
        assertThat(apply(BLUE, new Change(1, 2))).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                        refused.fault().kind())
                .isEqualTo(Fault.Kind.NOT_FOUND));
    }

    @Test
    void c6ARealTimeVariantNeverGoesToZero() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=1");
        look(BLUE);
        aws.calls();

        assertThat(apply(BLUE, new Change(1, 0))).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.fault().kind()).isEqualTo(Fault.Kind.UNSUPPORTED);
            assertThat(refused.fault().message()).contains("variant blue of endpoint chat", "FLYBALL_MIN_SERVERS");
        });
        assertThat(aws.calls()).doesNotContain("sagemaker:UpdateEndpointWeightsAndCapacities");
    }

    @Test
    void c6AnAsynchronousVariantGoesToZeroAndBack() {
        TargetId jobs = target("variant/jobs/main");
        aws.sageMaker.asynchronous("jobs", "main=1");
        look(jobs);

        assertThat(apply(jobs, new Change(1, 0))).isInstanceOf(Outcome.Applied.class);
        aws.pass(Duration.ofMinutes(6));
        assertThat(fleet(jobs).size()).isZero();
        assertThat(fleet(jobs).servers()).isEmpty();
        assertThat(apply(jobs, new Change(0, 3))).isInstanceOf(Outcome.Applied.class);
        aws.pass(Duration.ofMinutes(6));
        assertThat(fleet(jobs).ready()).isEqualTo(3);
    }

    @Test
    void c7AComponentGoesToZeroAndBackAndOnlyInServiceTakesAChange() {
        aws.sageMaker.component("llama", 2);
        look(LLAMA);

        assertThat(apply(LLAMA, new Change(2, 0))).isInstanceOf(Outcome.Applied.class);
        assertThat(fleet(LLAMA).transition()).contains(new Transition("Updating"));
        assertThat(apply(LLAMA, new Change(2, 1))).isInstanceOf(Outcome.Deferred.class);
        aws.pass(Duration.ofMinutes(6));
        assertThat(fleet(LLAMA).size()).isZero();
        assertThat(apply(LLAMA, new Change(0, 4))).isInstanceOf(Outcome.Applied.class);
        aws.pass(Duration.ofMinutes(6));
        assertThat(fleet(LLAMA).ready()).isEqualTo(4);
        assertThat(aws.sageMaker.component("other", 1).current()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"Failed, REFUSED", "Deleting, REFUSED", "Hibernating, INVALID"})
    void c7AComponentThatIsBrokenIsAFault(String status, Fault.Kind kind) {
        aws.sageMaker.component("llama", 2).become(status, Optional.of("No memory"), aws.now());

        assertThat(fault(LLAMA).kind()).isEqualTo(kind);
        assertThat(fault(LLAMA).message()).contains("inference component llama is " + status + " (No memory)");
    }

    @Test
    void c7AMissingComponentIsNotFound() {
        assertThat(fault(LLAMA).kind()).isEqualTo(Fault.Kind.NOT_FOUND);
    }

    @Test
    void c8AnotherWriterIsAConflictUntilItIsGone() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2", "green=2");
        aws.scaling.register("endpoint/chat/variant/blue", VARIANT, 1, 4);
        aws.scaling.policy("endpoint/chat/variant/blue", VARIANT, "keep-70", "TargetTrackingScaling", "{}");
        aws.scaling.policy("endpoint/chat/variant/blue", VARIANT, "burst", "StepScaling", "{}");

        assertThat(fleet(BLUE).hold()).hasValueSatisfying(hold -> {
            assertThat(hold.mode()).isEqualTo(WriteMode.CONFLICT);
            assertThat(hold.why())
                    .contains("variant blue of endpoint chat", "policies burst, keep-70", "deregister-scalable-target");
        });
        assertThat(fleet(GREEN).hold()).isEmpty();

        aws.scaling.deregister();
        aws.pass(Conflicts.IN_CONFLICT_EVERY);
        assertThat(fleet(BLUE).hold()).isEmpty();
    }

    @Test
    void c8TargetsThatAreLookedAtInOtherRoundsAreAskedForToo() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.sageMaker.endpoint("search", "ml.g5.xlarge", "blue=2");
        aws.scaling.register("endpoint/search/variant/blue", VARIANT, 1, 4);

        assertThat(fleet(BLUE).hold()).isEmpty();
        assertThat(fleet(OTHER).hold()).isPresent();
        assertThat(fleet(BLUE).hold()).isEmpty();
    }

    @Test
    void c8OnlyASuspensionOfAllThatMovesItEndsTheConflict() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.scaling.register("endpoint/chat/variant/blue", VARIANT, 1, 4);
        aws.scaling.suspend(true, true, false);

        assertThat(fleet(BLUE).hold().orElseThrow().why()).contains("its own bounds 1 to 4");
        aws.scaling.suspend(true, true, true);
        aws.pass(Conflicts.IN_CONFLICT_EVERY);
        assertThat(fleet(BLUE).hold()).isEmpty();
    }

    @Test
    void c9AnotherInstanceTypeOfARegisteredVariantIsRefusedWithWhatSageMakerSays() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        look(BLUE);
        aws.refuse(
                "sagemaker:UpdateEndpoint",
                AwsError.invalid("Deregister the variant blue from autoscaling before the instance type is changed"));

        assertThat(apply(BLUE, new Change(2, 2, Optional.of("ml.g5.2xlarge"))))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                                refused.fault().message())
                        .contains("variant blue of endpoint chat", "Deregister the variant blue"));
        assertThat(aws.sageMaker.configs()).as("nothing is left behind").containsExactly("chat-1");
    }

    @Test
    void c9AnotherInstanceTypeKeepsTheNumberOfInstances() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=3");
        look(BLUE);

        assertThat(apply(BLUE, new Change(3, 3, Optional.of("ml.g5.2xlarge")))).isInstanceOf(Outcome.Applied.class);
        aws.pass(Duration.ofMinutes(6));

        assertThat(fleet(BLUE).size()).isEqualTo(3);
        assertThat(fleet(BLUE).servers())
                .allSatisfy(server -> assertThat(server.serverSize()).contains("ml.g5.2xlarge"));
        assertThat(fleet(BLUE).hold()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ml.t2.medium", "ml.t3.large"})
    void c10BurstableInstancesAreNotScaled(String type) {
        aws.sageMaker.endpoint("chat", type, "blue=2");
        aws.sageMaker.endpoint("search", "ml.m5.large", "blue=2");

        Map<TargetId, Result<Fleet>> fleets = look(BLUE, OTHER);

        assertThat(((Result.Failed<Fleet>) fleets.get(BLUE)).fault()).satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Fault.Kind.UNSUPPORTED);
            assertThat(fault.message()).contains("variant blue of endpoint chat runs on " + type + ", a burstable");
        });
        assertThat(fleets.get(OTHER)).isInstanceOf(Result.Ok.class);
    }

    @Test
    void c11AThrottledCallIsMadeAgainBeforeItIsAFault() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.throttle("sagemaker:DescribeEndpoint", 1);
        assertThat(fleet(BLUE).wanted()).isEqualTo(2);

        aws.throttle("sagemaker:DescribeEndpoint", 100);
        assertThat(fault(BLUE).kind()).isEqualTo(Fault.Kind.RATE_LIMITED);
        assertThat(fault(BLUE).message()).contains("endpoint chat", "Rate exceeded");
    }

    @ParameterizedTest
    @CsvSource({
        "sagemaker:DescribeEndpoint, arn:aws:sagemaker:us-east-1:123456789012:endpoint/chat",
        "sagemaker:UpdateEndpointWeightsAndCapacities, arn:aws:sagemaker:us-east-1:123456789012:endpoint/chat",
    })
    void c13AMissingRightIsNamedWithItsArn(String action, String arn) {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.deny(action, arn);

        String said = action.endsWith("DescribeEndpoint")
                ? fault(BLUE).message()
                : ((Outcome.Refused) apply(BLUE, new Change(2, 3))).fault().message();

        assertThat(said).contains("{\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\"" + arn + "\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "ConcurrentUpdateException",
        "FailedResourceAccessException",
        "LimitExceededException",
        "ObjectNotFoundException",
        "ValidationException"
    })
    void c14ErrorsOfApplicationAutoScalingKeepNobodyFromScaling(String code) {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.refuse("application-autoscaling:DescribeScalableTargets", new AwsError(400, code, "Sorry"));

        assertThat(fleet(BLUE).hold()).isEmpty();
    }

    @Test
    void c14WhoWasSeenToScaleATargetIsNotForgottenForAnError() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.scaling.register("endpoint/chat/variant/blue", VARIANT, 1, 4);
        look(BLUE);
        aws.refuse(
                "application-autoscaling:DescribeScalableTargets",
                new AwsError(400, "ConcurrentUpdateException", "Sorry"));
        aws.pass(Duration.ofMinutes(10));

        assertThat(fleet(BLUE).hold().orElseThrow().mode()).isEqualTo(WriteMode.CONFLICT);
    }
}
