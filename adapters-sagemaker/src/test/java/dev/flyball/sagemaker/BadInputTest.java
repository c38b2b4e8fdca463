package dev.flyball.sagemaker;

import static dev.flyball.sagemaker.Fakes.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is wrong with one target is said of it, and reaches no other. Metrics that lack points: {@link SignalsTest}. */
class BadInputTest {

    private static final TargetId BLUE = target("variant/chat/blue");
    private static final TargetId RED = target("variant/chat/red");
    private static final TargetId OTHER = target("variant/search/blue");

    private final EmulatedAws aws = new EmulatedAws();

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void aVariantThatDoesNotExistIsNamedWithThoseThatDo() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2", "green=2");

        assertThat(fault(RED))
                .isEqualTo(new Fault(Fault.Kind.NOT_FOUND, "endpoint chat has no variant red; it has blue, green"));
        assertThat(look(BLUE, RED).get(BLUE)).isInstanceOf(Result.Ok.class);
        assertThat(refused(RED, new Change(1, 2)).kind()).isEqualTo(Fault.Kind.NOT_FOUND);
    }

    @Test
    void anEndpointOfAnotherRegionIsNotFoundAndTheRegionIsMentioned() {
        assertThat(fault(BLUE).kind()).isEqualTo(Fault.Kind.NOT_FOUND);
        assertThat(fault(BLUE).message()).contains("endpoint chat", "AWS_REGION");
    }

    @Test
    void moreThanTheAccountMayHaveIsRefusedWithTheLimit() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.sageMaker.quota = 4;

        Fault fault = refused(BLUE, new Change(2, 9));

        assertThat(fault.kind()).isEqualTo(Fault.Kind.REFUSED);
        assertThat(fault.message())
                .contains("variant blue of endpoint chat", "'ml.g5.xlarge for endpoint usage' is 4", "Service Quotas");
        assertThat(((Result.Ok<Fleet>) look(BLUE).get(BLUE)).value().wanted()).isEqualTo(2);
    }

    @Test
    void oneVariantOverTheLimitDoesNotKeepAnotherFromTheSameCallForGood() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.sageMaker.endpoint("search", "ml.g5.xlarge", "blue=2");
        aws.sageMaker.quota = 4;

        assertThat(refused(BLUE, new Change(2, 9)).kind()).isEqualTo(Fault.Kind.REFUSED);
        assertThat(aws.targets().apply(OTHER, new Change(2, 3), new Version("any")))
                .isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void expiredCredentialsAreAFaultOfEachTargetAndPass() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.refuse(
                "sagemaker:DescribeEndpoint",
                new AwsError(400, "ExpiredTokenException", "The security token included in the request is expired"));

        assertThat(fault(BLUE).kind()).isEqualTo(Fault.Kind.UNAUTHENTICATED);
        assertThat(fault(BLUE).message()).contains("endpoint chat", "renew the AWS credentials");
        aws.allow("sagemaker:DescribeEndpoint");
        assertThat(look(BLUE).get(BLUE)).isInstanceOf(Result.Ok.class);
    }

    @Test
    void aServerlessVariantIsNoVariantOnInstancesAndTheOtherWayRound() {
        aws.sageMaker.serverless("chat", "blue", 20, 4);
        aws.sageMaker.endpoint("search", "ml.g5.xlarge", "blue=2");

        assertThat(fault(BLUE).kind()).isEqualTo(Fault.Kind.UNSUPPORTED);
        assertThat(fault(BLUE).message()).contains("sagemaker:serverless/chat/blue");
        assertThat(fault(target("serverless/search/blue")).message()).contains("sagemaker:variant/search/blue");
    }

    @Test
    void provisionedConcurrencyStaysBetweenOneAndTheMostAtOnce() {
        TargetId serverless = target("serverless/chat/blue");
        aws.sageMaker.serverless("chat", "blue", 20, 4);
        assertThat(((Result.Ok<Fleet>) look(serverless).get(serverless)).value().ready())
                .isEqualTo(4);

        assertThat(refused(serverless, new Change(4, 21)).message()).contains("MaxConcurrency is 20");
        assertThat(refused(serverless, new Change(4, 0)).message()).contains("FLYBALL_MIN_SERVERS");
        assertThat(aws.targets().apply(serverless, new Change(4, 20), new Version("any")))
                .isInstanceOf(Outcome.Applied.class);
        aws.pass(Duration.ofMinutes(6));
        assertThat(((Result.Ok<Fleet>) look(serverless).get(serverless)).value().ready())
                .isEqualTo(20);
    }

    private Map<TargetId, Result<Fleet>> look(TargetId... targets) {
        return aws.targets().observe(List.of(targets), aws.now());
    }

    private Fault fault(TargetId target) {
        return ((Result.Failed<Fleet>) look(target).get(target)).fault();
    }

    private Fault refused(TargetId target, Change change) {
        return ((Outcome.Refused) aws.targets().apply(target, change, new Version("any"))).fault();
    }
}
