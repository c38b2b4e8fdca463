package dev.flyball.sagemaker;

import static dev.flyball.sagemaker.Fakes.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Query.Expression;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each signal reads, in its unit, and what silence means. */
class SignalsTest {

    private static final TargetId BLUE = target("variant/chat/blue");
    private static final TargetId LLAMA = target("inference-component/llama");
    private static final Map<String, String> OF_BLUE = Map.of("EndpointName", "chat", "VariantName", "blue");
    private static final Map<String, String> OF_LLAMA = Map.of("InferenceComponentName", "llama");
    private static final String SAGEMAKER = "AWS/SageMaker";
    private static final String HOSTS = "/aws/sagemaker/Endpoints";

    private final EmulatedAws aws = new EmulatedAws();

    @AfterEach
    void stop() {
        aws.close();
    }

    @ParameterizedTest
    @CsvSource({
        "invocations-per-instance, AWS/SageMaker, InvocationsPerInstance, 240, 240",
        "concurrent-requests, AWS/SageMaker, ConcurrentRequestsPerModel, 7, 7",
        "model-latency, AWS/SageMaker, ModelLatency, 250000, 0.25",
        "cpu, /aws/sagemaker/Endpoints, CPUUtilization, 2400, 0.5",
        "gpu, /aws/sagemaker/Endpoints, GPUUtilization, 300, 0.75",
        "memory, /aws/sagemaker/Endpoints, MemoryUtilization, 40, 0.4",
    })
    void ofAVariantOnFortyEightCoresAndFourGpus(
            String signal, String namespace, String metric, double told, double read) {
        aws.sageMaker.endpoint("chat", "ml.g5.12xlarge", "blue=2");
        aws.metrics.minutes(namespace, metric, OF_BLUE, told, 1);

        assertThat(average(read(BLUE, signal))).isCloseTo(read, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "invocations-per-copy, AWS/SageMaker, InvocationsPerCopy, 240, 240",
        "concurrent-requests, AWS/SageMaker, ConcurrentRequestsPerCopy, 7, 7",
        "cpu, /aws/sagemaker/InferenceComponents, CPUUtilizationNormalized, 50, 0.5",
        "gpu, /aws/sagemaker/InferenceComponents, GPUUtilizationNormalized, 50, 0.5",
        "memory, /aws/sagemaker/InferenceComponents, MemoryUtilizationNormalized, 50, 0.5",
    })
    void ofAComponent(String signal, String namespace, String metric, double told, double read) {
        aws.sageMaker.component("llama", 2);
        aws.metrics.minutes(namespace, metric, OF_LLAMA, told, 1);

        assertThat(average(read(LLAMA, signal))).isCloseTo(read, within(1e-9));
    }

    @Test
    void ofAServerlessVariant() {
        TargetId serverless = target("serverless/chat/blue");
        aws.sageMaker.serverless("chat", "blue", 20, 4);
        aws.metrics.minutes(SAGEMAKER, "ServerlessProvisionedConcurrencyUtilization", OF_BLUE, 0.8);

        assertThat(average(read(serverless, "provisioned-concurrency"))).isEqualTo(0.8);
    }

    @Test
    void concurrencyIsReadFromTheNewestWholeTenSeconds() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        String metric = "ConcurrentRequestsPerModel";
        aws.metrics.put(SAGEMAKER, metric, OF_BLUE, Instant.parse("2026-03-01T12:00:12Z"), 3);
        aws.metrics.put(SAGEMAKER, metric, OF_BLUE, Instant.parse("2026-03-01T12:00:21Z"), 5);
        aws.metrics.put(SAGEMAKER, metric, OF_BLUE, Instant.parse("2026-03-01T12:00:27Z"), 9);
        aws.metrics.put(SAGEMAKER, metric, OF_BLUE, Instant.parse("2026-03-01T12:00:30Z"), 99);

        assertThat(read(BLUE, "concurrent-requests"))
                .isEqualTo(Result.ok(
                        new Reading.Average(9, Instant.parse("2026-03-01T12:00:30Z"), Duration.ofSeconds(10))));
    }

    @Test
    void theBacklogOfAnAsynchronousEndpointIsThereWithoutInstances() {
        TargetId jobs = target("variant/jobs/main");
        aws.sageMaker.asynchronous("jobs", "main=0");
        aws.metrics.minutes(SAGEMAKER, "ApproximateBacklogSize", Map.of("EndpointName", "jobs"), 42);

        assertThat(read(jobs, "backlog"))
                .isEqualTo(Result.ok(new Reading.Total(42, Instant.parse("2026-03-01T12:00:00Z"))));
    }

    @Test
    void requestsThatNoCopyTookCountToo() {
        aws.sageMaker.component("llama", 0);
        aws.metrics.minutes(SAGEMAKER, "NoCapacityInvocationFailures", OF_LLAMA, 6);

        assertThat(read(LLAMA, "requests"))
                .isEqualTo(Result.ok(new Reading.Total(6, Instant.parse("2026-03-01T12:00:00Z"))));
    }

    @Test
    void withoutCopiesNoFailedRequestIsNoRequest() {
        aws.sageMaker.component("llama", 0);

        assertThat(read(LLAMA, "requests")).isEqualTo(Result.ok(new Reading.Total(0, aws.now())));
    }

    @Test
    void silenceIsNoRequestsOnlyIfTheInstancesShowThatTheyLive() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.metrics.minutes(HOSTS, "CPUUtilization", OF_BLUE, 3, 3, 3);

        assertThat(read(BLUE, "invocations-per-instance"))
                .isEqualTo(Result.ok(
                        new Reading.Average(0, Instant.parse("2026-03-01T12:00:00Z"), Duration.ofMinutes(1))));
        assertThat(average(read(BLUE, "model-latency"))).isZero();
        assertThat(average(read(BLUE, "concurrent-requests"))).isZero();
    }

    @Test
    void silenceWithoutASignOfLifeIsMissing() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.metrics.minutes(HOSTS, "CPUUtilization", OF_BLUE, 3, 3);

        assertThat(fault(read(BLUE, "invocations-per-instance")).kind()).isEqualTo(Fault.Kind.MISSING);
        assertThat(fault(read(BLUE, "invocations-per-instance")).message())
                .contains("variant blue of endpoint chat", "not taken for zero");
    }

    @Test
    void silenceWhileTheEndpointUpdatesIsMissing() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2").become("Updating", Optional.empty(), aws.now());
        aws.metrics.minutes(HOSTS, "CPUUtilization", OF_BLUE, 3, 3, 3);

        assertThat(fault(read(BLUE, "invocations-per-instance")).kind()).isEqualTo(Fault.Kind.MISSING);
    }

    @Test
    void aLatePointAndAGapLeaveTheNewestPointThatThereIs() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.metrics.put(SAGEMAKER, "InvocationsPerInstance", OF_BLUE, Instant.parse("2026-03-01T11:57:10Z"), 50);
        aws.metrics.minutes(HOSTS, "CPUUtilization", OF_BLUE, 3, 3, 3);

        assertThat(read(BLUE, "invocations-per-instance"))
                .isEqualTo(Result.ok(
                        new Reading.Average(50, Instant.parse("2026-03-01T11:58:00Z"), Duration.ofMinutes(1))));
    }

    @Test
    void whatCannotBeReadOfOneTargetHidesNoOther() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        aws.metrics.minutes(SAGEMAKER, "InvocationsPerInstance", OF_BLUE, 5);
        Query good = new Query(BLUE, "invocations-per-instance");
        Query odd = new Query(BLUE, "colour");
        Query silent = new Query(target("variant/search/blue"), "invocations-per-instance");

        Map<Query, Result<Reading>> readings = aws.signals().read(List.of(good, odd, silent), fleets(BLUE), aws.now());

        assertThat(readings.get(good)).isInstanceOf(Result.Ok.class);
        assertThat(fault(readings.get(odd)).kind()).isEqualTo(Fault.Kind.UNSUPPORTED);
        assertThat(fault(readings.get(silent)).kind()).isEqualTo(Fault.Kind.MISSING);
    }

    @Test
    void expiredCredentialsSayWhatToDo() {
        aws.refuse(
                "cloudwatch:GetMetricData",
                new AwsError(403, "ExpiredToken", "The security token included in the request is expired"));

        assertThat(fault(read(BLUE, "invocations-per-instance")).kind()).isEqualTo(Fault.Kind.UNAUTHENTICATED);
        assertThat(fault(read(BLUE, "invocations-per-instance")).message()).contains("renew the AWS credentials");
    }

    @Test
    void anyMetricIsReadFromOneLine() {
        aws.metrics.minutes("AWS/SQS", "ApproximateNumberOfMessagesVisible", Map.of("QueueName", "jobs"), 12);
        String line = "AWS/SQS ApproximateNumberOfMessagesVisible{QueueName=jobs} Maximum";

        assertThat(cloudWatch(line, Reads.TOTAL))
                .isEqualTo(Result.ok(new Reading.Total(12, Instant.parse("2026-03-01T12:00:00Z"))));
        assertThat(average(cloudWatch(line, Reads.AVERAGE))).isEqualTo(12);
    }

    @Test
    void whatNoPointMeansIsForTheUserToSay() {
        String line = "AWS/ApplicationELB RequestCount{LoadBalancer=app/chat/1} Sum every 1m";

        assertThat(fault(cloudWatch(line, Reads.TOTAL)).kind()).isEqualTo(Fault.Kind.MISSING);
        assertThat(cloudWatch(line + " else 0", Reads.TOTAL)).isEqualTo(Result.ok(new Reading.Total(0, aws.now())));
    }

    @Test
    void aLongPeriodIsLookedForFurtherBack() {
        aws.metrics.put("Shop", "Orders", Map.of(), Instant.parse("2026-03-01T11:50:00Z"), 7);

        assertThat(cloudWatch("Shop Orders Sum every 10m", Reads.TOTAL))
                .isEqualTo(Result.ok(new Reading.Total(7, Instant.parse("2026-03-01T12:00:00Z"))));
    }

    private Result<Reading> cloudWatch(String line, Reads reads) {
        Query query = new Query(
                new TargetId("kubernetes", "deployment/shop/chat"),
                "cloudwatch",
                Optional.of(new Expression(line, reads)));
        return aws.signals().read(List.of(query), Map.of(), aws.now()).get(query);
    }

    private Result<Reading> read(TargetId target, String signal) {
        Query query = new Query(target, signal);
        return aws.signals().read(List.of(query), fleets(target), aws.now()).get(query);
    }

    private Map<TargetId, Fleet> fleets(TargetId... targets) {
        Map<TargetId, Fleet> fleets = new HashMap<>();
        aws.targets().observe(List.of(targets), aws.now()).forEach((target, fleet) -> {
            if (fleet instanceof Result.Ok<Fleet> ok) {
                fleets.put(target, ok.value());
            }
        });
        return fleets;
    }

    private static double average(Result<Reading> reading) {
        return ((Reading.Average) ((Result.Ok<Reading>) reading).value()).value();
    }

    private static Fault fault(Result<Reading> reading) {
        return ((Result.Failed<Reading>) reading).fault();
    }
}
