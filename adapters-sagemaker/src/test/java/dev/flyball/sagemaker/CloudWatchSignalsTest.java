package dev.flyball.sagemaker;

import static dev.flyball.sagemaker.Fakes.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

class CloudWatchSignalsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:05:42Z");
    private static final Query CHAT = new Query(target("variant/chat/Blue-1"), "invocations-per-instance");

    @Test
    void asksForTheSumOfEachWholeMinute() {
        Fakes aws = Fakes.withMetrics(Points::none);

        read(aws, List.of(CHAT));

        GetMetricDataRequest request = aws.metrics.get(0);
        assertThat(request.startTime()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(request.endTime()).isEqualTo("2026-03-01T12:05:00Z");
        assertThat(request.metricDataQueries()).singleElement().satisfies(query -> {
            assertThat(query.id()).matches("[a-z][a-zA-Z0-9_]*");
            assertThat(query.metricStat().stat()).isEqualTo("Sum");
            assertThat(query.metricStat().period()).isEqualTo(60);
            assertThat(query.metricStat().metric().namespace()).isEqualTo("AWS/SageMaker");
            assertThat(query.metricStat().metric().metricName()).isEqualTo("InvocationsPerInstance");
            assertThat(query.metricStat().metric().dimensions())
                    .extracting(Dimension::name, Dimension::value)
                    .containsExactly(tuple("EndpointName", "chat"), tuple("VariantName", "Blue-1"));
        });
    }

    @Test
    void takesTheNewestMinuteInWhateverOrderTheyCome() {
        Fakes aws = Fakes.withMetrics(Points.at("2026-03-01T12:01:00Z", 10)
                .and("2026-03-01T12:03:00Z", 30)
                .and("2026-03-01T12:02:00Z", 20)
                .complete());

        assertThat(read(aws, List.of(CHAT)).get(CHAT))
                .isEqualTo(Result.ok(
                        new Reading.Average(30, Instant.parse("2026-03-01T12:04:00Z"), Duration.ofMinutes(1))));
    }

    @Test
    void leavesOutAMinuteThatHasNotEnded() {
        Fakes aws = Fakes.withMetrics(Points.at("2026-03-01T12:05:00Z", 3)
                .and("2026-03-01T12:04:00Z", 40)
                .complete());

        assertThat(read(aws, List.of(CHAT)).get(CHAT))
                .isEqualTo(Result.ok(
                        new Reading.Average(40, Instant.parse("2026-03-01T12:05:00Z"), Duration.ofMinutes(1))));
    }

    @Test
    void noPointIsMissingNotZero() {
        Fault fault = fault(read(Fakes.withMetrics(Points::none), List.of(CHAT)).get(CHAT));

        assertThat(fault.kind()).isEqualTo(Fault.Kind.MISSING);
        assertThat(fault.message())
                .startsWith("variant Blue-1 of endpoint chat: CloudWatch has no point")
                .contains("last 5 minutes")
                .contains("not taken for zero");
    }

    @Test
    void aZeroThatCloudWatchTellsIsZero() {
        Fakes aws = Fakes.withMetrics(Points.at("2026-03-01T12:03:00Z", 0).complete());

        assertThat(read(aws, List.of(CHAT)).get(CHAT)).isInstanceOf(Result.Ok.class);
    }

    @Test
    void aPartOfThePointsIsMissing() {
        Points points = Points.at("2026-03-01T12:03:00Z", 30);
        for (StatusCode status : List.of(StatusCode.PARTIAL_DATA, StatusCode.INTERNAL_ERROR)) {
            Fakes aws = Fakes.withMetrics(request -> points.answer(status, request));

            assertThat(fault(read(aws, List.of(CHAT)).get(CHAT)).kind()).isEqualTo(Fault.Kind.MISSING);
        }
    }

    @Test
    void aForbiddenMetricSaysWhichRightIsMissing() {
        Fakes aws = Fakes.withMetrics(
                request -> Points.at("2026-03-01T12:03:00Z", 30).answer(StatusCode.FORBIDDEN, request));

        Fault fault = fault(read(aws, List.of(CHAT)).get(CHAT));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.FORBIDDEN);
        assertThat(fault.message())
                .endsWith("{\"Effect\":\"Allow\",\"Action\":\"cloudwatch:GetMetricData\",\"Resource\":\"*\"}");
    }

    @Test
    void pointsOnTheNextPageCount() {
        Fakes aws = Fakes.withMetrics(request -> request.nextToken() == null
                ? Points.at("2026-03-01T12:02:00Z", 20).answer(StatusCode.PARTIAL_DATA, request).toBuilder()
                        .nextToken("more")
                        .build()
                : Points.at("2026-03-01T12:03:00Z", 30).answer(StatusCode.COMPLETE, request));

        assertThat(read(aws, List.of(CHAT)).get(CHAT))
                .isEqualTo(Result.ok(
                        new Reading.Average(30, Instant.parse("2026-03-01T12:04:00Z"), Duration.ofMinutes(1))));
        assertThat(aws.metrics).hasSize(2);
    }

    @Test
    void asksFor500VariantsACall() {
        Fakes aws = Fakes.withMetrics(Points.at("2026-03-01T12:03:00Z", 30).complete());
        List<Query> queries = IntStream.range(0, 501)
                .mapToObj(i -> new Query(target("variant/chat-" + i + "/blue"), "invocations-per-instance"))
                .toList();

        Map<Query, Result<Reading>> readings = read(aws, queries);

        assertThat(aws.metrics)
                .extracting(request -> request.metricDataQueries().size())
                .containsExactlyInAnyOrder(500, 1);
        assertThat(readings.keySet()).containsExactlyInAnyOrderElementsOf(queries);
        assertThat(readings.values()).allSatisfy(reading -> assertThat(reading).isInstanceOf(Result.Ok.class));
    }

    @Test
    void readingsGoToTheQueryTheyBelongTo() {
        Query search = new Query(target("variant/search/blue"), "invocations-per-instance");
        Fakes aws = Fakes.withMetrics(request -> GetMetricDataResponse.builder()
                .metricDataResults(request.metricDataQueries().stream()
                        .map(query -> Points.at(
                                        "2026-03-01T12:03:00Z",
                                        query.metricStat()
                                                .metric()
                                                .dimensions()
                                                .get(0)
                                                .value()
                                                .length())
                                .answer(
                                        StatusCode.COMPLETE,
                                        GetMetricDataRequest.builder()
                                                .metricDataQueries(query)
                                                .build())
                                .metricDataResults()
                                .get(0))
                        .toList())
                .build());

        Map<Query, Result<Reading>> readings = read(aws, List.of(CHAT, search));

        assertThat(value(readings.get(CHAT))).isEqualTo("chat".length());
        assertThat(value(readings.get(search))).isEqualTo("search".length());
    }

    @Test
    void aFailedCallIsAFaultOfEachOfItsQueries() {
        Fakes aws = Fakes.withMetrics(request -> {
            throw Fakes.refusal("AccessDenied", "User: u is not authorized to perform: cloudwatch:GetMetricData");
        });

        assertThat(fault(read(aws, List.of(CHAT)).get(CHAT)).kind()).isEqualTo(Fault.Kind.FORBIDDEN);
    }

    @Test
    void anUnknownSignalOrTargetIsNotAsked() {
        Query odd = new Query(target("variant/chat/blue"), "colour");
        Query nameless = new Query(target("variant/chat"), "invocations-per-instance");
        Fakes aws = Fakes.withMetrics(Points::none);

        Map<Query, Result<Reading>> readings = read(aws, List.of(odd, nameless));

        assertThat(fault(readings.get(odd)))
                .isEqualTo(new Fault(
                        Fault.Kind.UNSUPPORTED,
                        "sagemaker:variant/chat/blue has no signal colour; it has backlog, concurrent-requests, cpu,"
                                + " gpu, invocations-per-instance, memory, model-latency, requests"));
        assertThat(fault(readings.get(nameless)).kind()).isEqualTo(Fault.Kind.INVALID);
        assertThat(aws.metrics).isEmpty();
    }

    private static Map<Query, Result<Reading>> read(Fakes aws, Collection<Query> queries) {
        return new SageMakerAdapter(Duration.ofSeconds(10), () -> NOW, Runnable::run, aws)
                .signals()
                .orElseThrow()
                .read(queries, Map.of(), NOW);
    }

    private static Fault fault(Result<Reading> reading) {
        return ((Result.Failed<Reading>) reading).fault();
    }

    private static double value(Result<Reading> reading) {
        return ((Reading.Average) ((Result.Ok<Reading>) reading).value()).value();
    }
}
