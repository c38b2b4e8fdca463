package dev.flyball.sagemaker;

import static dev.flyball.sagemaker.Fakes.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Adapter;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Transition;
import dev.flyball.core.target.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes over the wire, through the whole of the SDK, in the shape that AWS sends it. */
class AwsAnswersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");
    private static final TargetId CHAT = target("variant/Chat/blue");
    private static final String ARN = "arn:aws:sagemaker:us-east-1:123456789012:endpoint/chat";

    private final List<RecordedAws> opened = new ArrayList<>();

    @AfterEach
    void closeAwsAndForgetRegionAndCredentials() {
        opened.forEach(RecordedAws::close);
        RecordedAws.tearDown();
    }

    @Test
    void anEndpointThatIsBeingUpdated() {
        RecordedAws aws = answering(RecordedAws.answering(200, """
                {"CreationTime":1.7723556E9,"EndpointArn":"%s","EndpointConfigName":"chat-1","EndpointName":"Chat",
                 "EndpointStatus":"Updating","LastModifiedTime":1.772362E9,"ProductionVariants":[
                  {"CurrentInstanceCount":2,"CurrentWeight":1.0,"DesiredInstanceCount":5,"DesiredWeight":1.0,
                   "DeployedImages":[],"VariantName":"blue",
                   "VariantStatus":[{"StartTime":1.772362E9,"Status":"ActivatingTraffic"}]}]}""".formatted(ARN)));

        Fleet fleet = ((Result.Ok<Fleet>) observe()).value();

        assertThat(fleet.wanted()).isEqualTo(5);
        assertThat(fleet.ready()).isEqualTo(2);
        assertThat(fleet.transition()).contains(new Transition("Updating"));
        assertThat(fleet.version()).isEqualTo(new Version("2026-03-01T10:46:40Z"));
        assertThat(aws.bodies()).contains("{\"EndpointName\":\"Chat\"}");
    }

    @Test
    void aChangeThatIsAccepted() {
        RecordedAws aws = answering(RecordedAws.answering(200, "{\"EndpointArn\":\"" + ARN + "\"}"));

        assertThat(apply()).isEqualTo(new Outcome.Applied(NOW, 3));
        assertThat(aws.bodies())
                .containsExactly("{\"EndpointName\":\"Chat\",\"DesiredWeightsAndCapacities\":"
                        + "[{\"VariantName\":\"blue\",\"DesiredInstanceCount\":3}]}");
    }

    @Test
    void aBusyEndpointDefersTheChange() {
        RecordedAws aws = answering(
                RecordedAws.failing(400, "ValidationException", "Cannot update in-progress endpoint \"" + ARN + "\"."));

        assertThat(apply())
                .isEqualTo(
                        new Outcome.Deferred("endpoint Chat is being updated; SageMaker takes one change at a time"));
        assertThat(aws.bodies()).hasSize(1);
    }

    @Test
    void aMissingRightIsNamedWithAPolicyThatGrantsIt() {
        String said = "User: arn:aws:iam::123456789012:user/flyball is not authorized to perform:"
                + " sagemaker:UpdateEndpointWeightsAndCapacities on resource: " + ARN
                + " because no identity-based policy allows the sagemaker:UpdateEndpointWeightsAndCapacities action";
        answering(RecordedAws.failing(400, "AccessDeniedException", said));

        assertThat(refused(apply()))
                .isEqualTo(new Fault(
                        Fault.Kind.FORBIDDEN,
                        "sagemaker:UpdateEndpointWeightsAndCapacities for variant blue of endpoint Chat is not"
                                + " allowed: " + said + "; add to the caller's IAM policy: {\"Effect\":\"Allow\","
                                + "\"Action\":\"sagemaker:UpdateEndpointWeightsAndCapacities\",\"Resource\":\""
                                + ARN + "\"}"));
    }

    @Test
    void aMissingRightOfWhichAwsDoesNotTellTheResource() {
        answering(RecordedAws.failing(400, "AccessDeniedException", "Access denied"));

        assertThat(observeFault().message())
                .endsWith("{\"Effect\":\"Allow\",\"Action\":\"sagemaker:DescribeEndpoint\",\"Resource\":"
                        + "\"arn:aws:sagemaker:*:*:endpoint/chat\"}");
    }

    @Test
    void aUsedUpQuotaIsRefused() {
        answering(RecordedAws.failing(
                400,
                "ResourceLimitExceeded",
                "The account-level service limit 'ml.g5.xlarge for endpoint usage' is 4 Instances"));

        Fault fault = refused(apply());

        assertThat(fault.kind()).isEqualTo(Fault.Kind.REFUSED);
        assertThat(fault.message()).contains("'ml.g5.xlarge for endpoint usage' is 4 Instances", "quota");
    }

    @ParameterizedTest
    @CsvSource({
        "400, ValidationException, Could not find endpoint \"chat\"., NOT_FOUND",
        "400, ExpiredTokenException, The security token included in the request is expired, UNAUTHENTICATED",
        "400, UnrecognizedClientException, The security token included in the request is invalid., UNAUTHENTICATED",
        "400, ThrottlingException, Rate exceeded, RATE_LIMITED",
        "503, ServiceUnavailable, Try later, UNREACHABLE",
        "400, ValidationException, Something else, REFUSED",
    })
    void eachErrorOfSageMakerHasItsKind(int status, String code, String message, Fault.Kind kind) {
        answering(RecordedAws.failing(status, code, message));

        assertThat(observeFault()).satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault.message()).contains("endpoint Chat", message);
        });
    }

    @Test
    void aVariantThatWentAwayIsNotFound() {
        answering(RecordedAws.failing(
                400,
                "ValidationException",
                "The variant name(s) \"blue\" is/are not present within endpoint configuration \"chat-1\"."));

        assertThat(refused(apply()).kind()).isEqualTo(Fault.Kind.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, User: u is not authorized to perform: cloudwatch:GetMetricData, FORBIDDEN",
        "403, InvalidClientTokenId, The security token included in the request is invalid., UNAUTHENTICATED",
        "400, Throttling, Rate exceeded, RATE_LIMITED",
        "500, InternalServiceFault, Sorry, UNREACHABLE",
    })
    void eachErrorOfCloudWatchHasItsKind(int status, String code, String message, Fault.Kind kind) {
        answering(RecordedAws.failingMetrics(status, code, message));

        Query query = new Query(CHAT, "invocations-per-instance");

        assertThat(adapter()
                        .signals()
                        .orElseThrow()
                        .read(List.of(query), Map.of(), NOW)
                        .get(query))
                .isInstanceOfSatisfying(Result.Failed.class, failed -> {
                    assertThat(failed.fault().kind()).isEqualTo(kind);
                    assertThat(failed.fault().message()).contains(message);
                });
    }

    @Test
    void anAwsThatNeverAnswersIsGivenUpInTime() {
        answering(RecordedAws.silent());

        Outcome outcome =
                adapter(Duration.ofMillis(500)).targets().orElseThrow().apply(CHAT, new Change(2, 3), new Version("1"));

        assertThat(refused(outcome).kind()).isEqualTo(Fault.Kind.TIMED_OUT);
    }

    @Test
    void noConnectionIsUnreachable() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        RecordedAws.setUp("http://127.0.0.1:" + closedPort);

        Fault fault = observeFault();
        assertThat(fault.kind()).isEqualTo(Fault.Kind.UNREACHABLE);
        assertThat(fault.message()).contains("Connection refused", "AWS_ENDPOINT_URL");
    }

    @Test
    void aMissingRegionIsAFaultOfEachTarget() {
        assertThat(observeFault())
                .isEqualTo(new Fault(
                        Fault.Kind.UNREACHABLE,
                        "no AWS region is set: set AWS_REGION, for example AWS_REGION=eu-central-1"));
        assertThat(adapter().targets().orElseThrow().obstacles(CHAT))
                .as("one problem, said once")
                .hasSize(1);
    }

    @Test
    void missingCredentialsAreAFaultOfEachTarget() {
        System.setProperty("aws.region", "us-east-1");

        Fault fault = observeFault();
        assertThat(fault.kind()).isEqualTo(Fault.Kind.UNAUTHENTICATED);
        assertThat(fault.message()).startsWith("no AWS credentials were found: set AWS_ACCESS_KEY_ID");
    }

    private RecordedAws answering(RecordedAws aws) {
        opened.add(aws);
        return aws;
    }

    private static Adapter adapter() {
        return adapter(Duration.ofSeconds(20));
    }

    private static Adapter adapter(Duration limit) {
        return new SageMakerAdapter(limit, () -> NOW, Runnable::run);
    }

    private static Result<Fleet> observe() {
        return adapter().targets().orElseThrow().observe(List.of(CHAT), NOW).get(CHAT);
    }

    private static Fault observeFault() {
        return ((Result.Failed<Fleet>) observe()).fault();
    }

    private static Outcome apply() {
        return adapter().targets().orElseThrow().apply(CHAT, new Change(2, 3), new Version("1"));
    }

    private static Fault refused(Outcome outcome) {
        return ((Outcome.Refused) outcome).fault();
    }
}
