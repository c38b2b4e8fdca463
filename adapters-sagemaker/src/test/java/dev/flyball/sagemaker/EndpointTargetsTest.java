package dev.flyball.sagemaker;

import static dev.flyball.sagemaker.Fakes.endpoint;
import static dev.flyball.sagemaker.Fakes.target;
import static dev.flyball.sagemaker.Fakes.variant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Targets;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointRequest;
import software.amazon.awssdk.services.sagemaker.model.EndpointStatus;

class EndpointTargetsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");
    private static final Version SEEN = new Version("2026-03-01T10:00:00Z");
    private static final TargetId BLUE = target("variant/chat/blue");
    private static final TargetId GREEN = target("variant/chat/green");
    private static final TargetId OTHER = target("variant/search/blue");

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void describesAnEndpointOnceForAllOfItsVariants() {
        Fakes aws = Fakes.withEndpoints(
                name -> endpoint(EndpointStatus.IN_SERVICE, variant("blue", 2, 2), variant("green", 3, 3)));

        Map<TargetId, Result<Fleet>> fleets = targets(aws).observe(List.of(BLUE, GREEN, OTHER), NOW);

        assertThat(aws.described)
                .extracting(DescribeEndpointRequest::endpointName)
                .containsExactlyInAnyOrder("chat", "search");
        assertThat(wanted(fleets.get(BLUE))).isEqualTo(2);
        assertThat(wanted(fleets.get(GREEN))).isEqualTo(3);
        assertThat(wanted(fleets.get(OTHER))).isEqualTo(2);
    }

    @Test
    void describesEndpointsSideBySide() {
        CyclicBarrier bothOnTheirWay = new CyclicBarrier(2);
        Fakes aws = Fakes.withEndpoints(name -> {
            try {
                bothOnTheirWay.await();
            } catch (InterruptedException | BrokenBarrierException alone) {
                throw new IllegalStateException(alone);
            }
            return endpoint(EndpointStatus.IN_SERVICE, variant("blue", 2, 2));
        });

        assertThat(targets(aws).observe(List.of(BLUE, OTHER), NOW).values())
                .hasSize(2)
                .allSatisfy(fleet -> assertThat(wanted(fleet)).isEqualTo(2));
    }

    @Test
    void aSlowEndpointHidesNoOther() {
        CountDownLatch never = new CountDownLatch(1);
        Fakes aws = Fakes.withEndpoints(name -> {
            if (name.equals("chat")) {
                awaitInterruption(never);
            }
            return endpoint(EndpointStatus.IN_SERVICE, variant("blue", 2, 2));
        });

        Map<TargetId, Result<Fleet>> fleets =
                targets(aws, Duration.ofSeconds(2)).observe(List.of(BLUE, OTHER), NOW);

        assertThat(fault(fleets.get(BLUE)).kind()).isEqualTo(Fault.Kind.TIMED_OUT);
        assertThat(fault(fleets.get(BLUE)).message()).startsWith("endpoint chat: no answer within PT2S");
        assertThat(wanted(fleets.get(OTHER))).isEqualTo(2);
    }

    @Test
    void aMissingEndpointOrAnImpossibleNameHidesNoOther() {
        TargetId impossible = target("variant/chat");
        Fakes aws = Fakes.withEndpoints(name -> {
            if (name.equals("chat")) {
                throw Fakes.refusal(
                        "ValidationException",
                        "Could not find endpoint \"arn:aws:sagemaker:us-east-1:123456789012:endpoint/chat\".");
            }
            return endpoint(EndpointStatus.IN_SERVICE, variant("blue", 2, 2));
        });

        Map<TargetId, Result<Fleet>> fleets = targets(aws).observe(List.of(impossible, BLUE, OTHER), NOW);

        assertThat(fault(fleets.get(BLUE)).kind()).isEqualTo(Fault.Kind.NOT_FOUND);
        assertThat(fault(fleets.get(impossible)).kind()).isEqualTo(Fault.Kind.INVALID);
        assertThat(wanted(fleets.get(OTHER))).isEqualTo(2);
    }

    @Test
    void aDefectIsAFaultToo() {
        Fakes aws = Fakes.withEndpoints(name -> {
            throw new IllegalStateException("broken");
        });

        assertThat(fault(targets(aws).observe(List.of(BLUE), NOW).get(BLUE)).kind())
                .isEqualTo(Fault.Kind.INTERNAL);
    }

    @Test
    void asksForTheNewSizeOfOneVariantOnly() {
        Fakes aws = Fakes.withEndpoints(name -> endpoint(EndpointStatus.IN_SERVICE));

        Outcome outcome = targets(aws).apply(BLUE, new Change(2, 5), SEEN);

        assertThat(outcome).isEqualTo(new Outcome.Applied(NOW, 5));
        assertThat(aws.updated).singleElement().satisfies(request -> {
            assertThat(request.endpointName()).isEqualTo("chat");
            assertThat(request.desiredWeightsAndCapacities()).singleElement().satisfies(capacity -> {
                assertThat(capacity.variantName()).isEqualTo("blue");
                assertThat(capacity.desiredInstanceCount()).isEqualTo(5);
                assertThat(capacity.desiredWeight()).isNull();
            });
        });
    }

    @Test
    void aVariantCannotGoToZero() {
        Fakes aws = Fakes.withEndpoints(name -> endpoint(EndpointStatus.IN_SERVICE));

        assertThat(refused(targets(aws).apply(BLUE, new Change(1, 0), SEEN)))
                .isEqualTo(new Fault(
                        Fault.Kind.UNSUPPORTED,
                        "variant blue of endpoint chat cannot have 0 instances: a real-time variant keeps at least 1,"
                                + " only those of asynchronous endpoints and inference components go to 0; set"
                                + " FLYBALL_MIN_SERVERS to 1 or more"));
        assertThat(aws.updated).isEmpty();
    }

    @Test
    void anImpossibleNameIsRefusedBeforeAnythingIsSent() {
        Fakes aws = Fakes.withEndpoints(name -> endpoint(EndpointStatus.IN_SERVICE));

        assertThat(refused(targets(aws).apply(target("variant/chat"), new Change(1, 2), SEEN))
                        .kind())
                .isEqualTo(Fault.Kind.INVALID);
        assertThat(aws.updated).isEmpty();
    }

    @Test
    void anEndpointThatAnswersWithoutMetricsHasNoObstacle() {
        Fakes aws = Fakes.withMetrics(Points::none);

        assertThat(targets(aws).obstacles(BLUE)).isEmpty();
        assertThat(aws.described).hasSize(1);
        assertThat(aws.metrics).hasSize(1);
        assertThat(aws.updated).isEmpty();
    }

    @Test
    void eachProblemIsAnObstacle() {
        Fakes aws = Fakes.withMetrics(request -> {
            throw Fakes.refusal("AccessDenied", "User: u is not authorized to perform: cloudwatch:GetMetricData");
        });

        assertThat(targets(aws).obstacles(GREEN))
                .extracting(Fault::kind)
                .containsExactly(Fault.Kind.NOT_FOUND, Fault.Kind.FORBIDDEN);
    }

    private Targets targets(Fakes aws) {
        return targets(aws, Duration.ofSeconds(10));
    }

    private Targets targets(Fakes aws, Duration limit) {
        return new SageMakerAdapter(limit, () -> NOW, threads, aws).targets().orElseThrow();
    }

    private static void awaitInterruption(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static int wanted(Result<Fleet> fleet) {
        return ((Result.Ok<Fleet>) fleet).value().wanted();
    }

    private static Fault fault(Result<Fleet> fleet) {
        return ((Result.Failed<Fleet>) fleet).fault();
    }

    private static Fault refused(Outcome outcome) {
        return ((Outcome.Refused) outcome).fault();
    }
}
