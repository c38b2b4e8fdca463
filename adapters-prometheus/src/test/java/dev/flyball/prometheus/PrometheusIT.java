package dev.flyball.prometheus;

import static dev.flyball.prometheus.Asked.fault;
import static dev.flyball.prometheus.Asked.promql;
import static dev.flyball.prometheus.Asked.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Signals;
import dev.flyball.core.result.Fault.Kind;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reads;
import dev.flyball.prometheus.promql.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus, and a server that it scrapes. */
@EnabledIfEnvironmentVariable(
        named = PrometheusProcess.PROGRAM,
        matches = ".+",
        disabledReason = "set it to the program of a Prometheus server, such as /usr/bin/prometheus")
class PrometheusIT {

    @TempDir
    private static Path folder;

    private static Web exporter;
    private static PrometheusProcess prometheus;
    private static Signals signals;

    @BeforeAll
    static void start() throws Exception {
        exporter = Web.open().answers(200, """
                # TYPE vllm:num_requests_waiting gauge
                vllm:num_requests_waiting{namespace="shop",app="chat",pod="chat-1"} 7
                vllm:num_requests_waiting{namespace="shop",app="chat",pod="chat-2"} 5
                vllm:num_requests_waiting{namespace="shop",app="rank",pod="rank-1"} 100
                # TYPE broken gauge
                broken NaN
                # TYPE endless gauge
                endless +Inf
                """);
        prometheus = PrometheusProcess.start(folder, exporter);
        signals = new PrometheusAdapter(
                        Duration.ofSeconds(10),
                        Optional.of(new PrometheusServer(prometheus.url(), Optional.empty(), Optional.empty())))
                .signals()
                .orElseThrow();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> read("up") instanceof Result.Ok);
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        exporter.close();
    }

    @Test
    void aSumIsTheTotalOfTheTarget() {
        Reading reading = value(read("sum(vllm:num_requests_waiting{namespace=\"$namespace\",app=\"$name\"})"));

        assertThat(reading).isInstanceOf(Reading.Total.class);
        assertThat(((Reading.Total) reading).value()).isEqualTo(12);
        assertThat(Duration.between(reading.time(), Instant.now()).abs()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void anAverageIsThatOfTheServers() {
        Query average = promql("avg(vllm:num_requests_waiting{app=\"chat\"})", Reads.AVERAGE);

        assertThat(value(read(average)))
                .isInstanceOfSatisfying(Reading.Average.class, reading -> assertThat(reading.value())
                        .isEqualTo(6));
    }

    @Test
    void aScalarIsAValue() {
        assertThat(value(read("scalar(sum(vllm:num_requests_waiting{app=\"chat\"}))")))
                .isInstanceOfSatisfying(Reading.Total.class, reading -> assertThat(reading.value())
                        .isEqualTo(12));
    }

    @Test
    void nothingIsMissing() {
        assertThat(fault(read("sum(no_such_metric)")).kind()).isEqualTo(Kind.MISSING);
        assertThat(value(read("sum(no_such_metric) or vector(0)")))
                .isInstanceOfSatisfying(Reading.Total.class, reading -> assertThat(reading.value())
                        .isZero());
    }

    @Test
    void severalSeriesAreRefused() {
        assertThat(fault(read("vllm:num_requests_waiting"))).satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.INVALID);
            assertThat(fault.message())
                    .contains("3 series")
                    .contains("\"pod\":\"chat-1\"")
                    .contains("sum(...)");
        });
    }

    @Test
    void aQueryThatIsNoneIsSaidInTheServersWords() {
        assertThat(fault(read("sum("))).satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.INVALID);
            assertThat(fault.message()).contains("parse error").contains("FLYBALL_QUERY");
        });
        assertThat(fault(read("vllm:num_requests_waiting[1m]")).message()).contains("yields a range");
        assertThat(fault(read("\"text\"")).message()).contains("yields a string");
        assertThat(fault(read("vllm:num_requests_waiting * on(app) vllm:num_requests_waiting"))
                        .kind())
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void whatIsNotANumberIsPassedOn() {
        assertThat(value(read("broken")))
                .isInstanceOfSatisfying(Reading.Total.class, reading -> assertThat(reading.value())
                        .isNaN());
        assertThat(value(read("endless")))
                .isInstanceOfSatisfying(Reading.Total.class, reading -> assertThat(reading.value())
                        .isInfinite());
    }

    @Test
    void thePastIsThereInWholeAcrossTheLimitOfPoints() {
        Instant end = Instant.now();
        Interval interval = new Interval(end.minus(Duration.ofHours(5)), end, Duration.ofSeconds(1));

        Result<History> constant = signals.history(promql("vector(3)"), interval);
        Result<History> queue = signals.history(promql("sum(vllm:num_requests_waiting{app=\"chat\"})"), interval);

        assertThat(value(constant).points()).hasSize(5 * 3600 + 1).allSatisfy(point -> assertThat(point.value())
                .isEqualTo(3));
        assertThat(value(queue).points()).isNotEmpty().hasSizeLessThan(600).allSatisfy(point -> assertThat(
                        point.value())
                .isEqualTo(12));
    }

    private static Result<Reading> read(String text) {
        return read(promql(text));
    }

    private static Result<Reading> read(Query query) {
        return signals.read(List.of(query), Map.of(), Instant.now()).get(query);
    }
}
