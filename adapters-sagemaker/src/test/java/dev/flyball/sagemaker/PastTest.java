package dev.flyball.sagemaker;

import static dev.flyball.sagemaker.Fakes.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What signals were, and what reading them costs. */
class PastTest {

    private static final TargetId BLUE = target("variant/chat/blue");
    private static final TargetId LLAMA = target("inference-component/llama");
    private static final Map<String, String> OF_BLUE = Map.of("EndpointName", "chat", "VariantName", "blue");
    private static final String SAGEMAKER = "AWS/SageMaker";
    private static final String HOSTS = "/aws/sagemaker/Endpoints";

    private final EmulatedAws aws = new EmulatedAws();

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void thePastIsReadInSteps() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2");
        for (int minute = 0; minute < 10; minute++) {
            aws.metrics.put(
                    SAGEMAKER,
                    "InvocationsPerInstance",
                    OF_BLUE,
                    Instant.parse("2026-03-01T11:00:00Z").plusSeconds(60L * minute),
                    minute < 5 ? 10 : 20);
        }

        History history = past("invocations-per-instance", "2026-03-01T11:00:00Z", Duration.ofMinutes(5));

        assertThat(history.points())
                .containsExactly(
                        new History.Point(Instant.parse("2026-03-01T11:05:00Z"), 10),
                        new History.Point(Instant.parse("2026-03-01T11:10:00Z"), 20));
    }

    @Test
    void whatWasCountedIsToldASecondWhateverThePeriod() {
        for (int minute = 0; minute < 10; minute++) {
            aws.metrics.put(
                    SAGEMAKER,
                    "Invocations",
                    OF_BLUE,
                    Instant.parse("2026-03-01T11:00:00Z").plusSeconds(60L * minute),
                    minute < 5 ? 60 : 120);
        }
        String metric = "AWS/SageMaker Invocations{EndpointName=chat,VariantName=blue} Sum";

        for (String counted : List.of("sagemaker:variant/chat/blue", metric, metric + " every 5m")) {
            assertThat(perSecond(counted, Duration.ofMinutes(5)))
                    .isEqualTo(Result.ok(new History(List.of(
                            new History.Point(Instant.parse("2026-03-01T11:05:00Z"), 1),
                            new History.Point(Instant.parse("2026-03-01T11:10:00Z"), 2)))));
        }
    }

    @Test
    void whatIsNoCountOfRequestsIsRefused() {
        assertThat(perSecond("AWS/SageMaker ModelLatency Average", Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(
                        Result.Failed.class,
                        failed -> assertThat(failed.fault().message()).contains("must be a Sum or a SampleCount"));
        assertThat(perSecond("Invocations", Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(
                        Result.Failed.class,
                        failed -> assertThat(failed.fault().message()).contains("must be NAMESPACE NAME"));
    }

    private Result<History> perSecond(String counted, Duration step) {
        return new RequestHistory(Duration.ofSeconds(20), aws::now)
                .perSecond(counted, new Interval(Instant.parse("2026-03-01T11:00:00Z"), aws.now(), step));
    }

    @Test
    void thePastOfCpuIsAFractionToo() {
        aws.sageMaker.endpoint("chat", "ml.m5.2xlarge", "blue=2");
        aws.metrics.put(HOSTS, "CPUUtilization", OF_BLUE, Instant.parse("2026-03-01T11:00:00Z"), 400);

        assertThat(past("cpu", "2026-03-01T11:00:00Z", Duration.ofMinutes(1)).points())
                .singleElement()
                .satisfies(point -> assertThat(point.value()).isCloseTo(0.5, within(1e-9)));
    }

    @Test
    void stepsAreNoShorterThanWhatCloudWatchKeeps() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        Duration minute = Duration.ofMinutes(1);
        Duration ten = Duration.ofSeconds(10);

        assertThat(Retention.period(ten, since(now, Duration.ofHours(2), ten), now))
                .isEqualTo(ten);
        assertThat(Retention.period(ten, since(now, Duration.ofHours(4), ten), now))
                .isEqualTo(minute);
        assertThat(Retention.period(minute, since(now, Duration.ofDays(20), minute), now))
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(Retention.period(minute, since(now, Duration.ofDays(90), minute), now))
                .isEqualTo(Duration.ofHours(1));
        assertThat(Retention.period(minute, since(now, Duration.ofDays(1), Duration.ofSeconds(90)), now))
                .isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void theCostIsOfTheMetricsThatAreAskedFor() {
        List<Query> queries = List.of(new Query(BLUE, "invocations-per-instance"), new Query(LLAMA, "requests"));

        assertThat(aws.signals().cost(queries, Duration.ofMinutes(1))).hasValueSatisfying(cost -> assertThat(cost)
                .startsWith("reading CloudWatch costs about 1.30 USD in 30 days: 3 metrics"));
    }

    private static Interval since(Instant now, Duration age, Duration step) {
        return new Interval(now.minus(age), now, step);
    }

    private History past(String signal, String from, Duration step) {
        Result<History> history =
                aws.signals().history(new Query(BLUE, signal), new Interval(Instant.parse(from), aws.now(), step));
        return ((Result.Ok<History>) history).value();
    }
}
