package dev.flyball.prometheus.promql;

import static dev.flyball.prometheus.Asked.fault;
import static dev.flyball.prometheus.Asked.promql;
import static dev.flyball.prometheus.Asked.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Signals;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Fault.Kind;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.History.Point;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import dev.flyball.prometheus.PrometheusAdapter;
import dev.flyball.prometheus.Web;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromqlSignalsTest extends AskingServer {

    @Test
    void oneSeriesIsTheTotalAtItsTime() {
        web.answers(200, vector("{\"metric\":{},\"value\":[1772445600.25,\"12.5\"]}"));

        assertThat(value(read(promql("sum(x)"))))
                .isEqualTo(new Reading.Total(12.5, Instant.parse("2026-03-02T10:00:00.250Z")));
        assertThat(web.requests()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/api/v1/query");
            assertThat(request.parameters())
                    .containsEntry("query", "sum(x)")
                    .containsEntry("timeout", "10.000")
                    .containsEntry("partial_response", "false");
        });
    }

    @Test
    void anAverageOrAFractionIsTheMeanOfTheServers() {
        web.answers(200, vector("{\"metric\":{\"pod\":\"a\"},\"value\":[1772445600,\"0.4\"]}"));

        assertThat(value(read(promql("avg(x)", Reads.AVERAGE)))).isEqualTo(new Reading.Average(0.4, AT, Duration.ZERO));
    }

    @Test
    void aScalarIsAValueToo() {
        web.answers(200, data("scalar", "[1772445600,\"3\"]"));

        assertThat(value(read(promql("3")))).isEqualTo(new Reading.Total(3, AT));
    }

    @Test
    void nothingIsMissingAndNeverZero() {
        web.answers(200, vector(""));

        assertThat(fault(read(promql("sum(gone)"))))
                .isEqualTo(new Fault(
                        Kind.MISSING,
                        "the query yields nothing now: sum(gone); if that is to mean 0, say so in it: (...) or"
                                + " vector(0)"));
    }

    @ParameterizedTest
    @CsvSource({"NaN,NaN", "+Inf,Infinity", "-Inf,-Infinity", "-3,-3", "1e+10,1e10"})
    void whatIsNoLoadIsPassedOnForCoreToRefuse(String said, double value) {
        web.answers(200, vector("{\"metric\":{},\"value\":[1772445600,\"" + said + "\"]}"));

        assertThat(value(read(promql("x")))).isEqualTo(new Reading.Total(value, AT));
    }

    @Test
    void severalSeriesAreNotSummedUnlessTheQueryDoes() {
        web.answers(
                200,
                vector(
                        "{\"metric\":{\"pod\":\"a\"},\"value\":[1,\"1\"]},{\"metric\":{\"pod\":\"b\"},\"value\":[1,\"2\"]}"));

        Fault fault = fault(read(promql("queue")));

        assertThat(fault.kind()).isEqualTo(Kind.INVALID);
        assertThat(fault.message())
                .startsWith("the query yields 2 series, such as {\"pod\":\"a\"} and {\"pod\":\"b\"}");
        assertThat(fault.message()).contains("sum(...)").endsWith(": queue");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "matrix | [{\"metric\":{},\"values\":[[1,\"1\"]]}] | yields a range, not one value",
                "string | [1,\"x\"] | yields a string, not a number",
                "vector | [{\"metric\":{},\"histogram\":[1,{\"count\":\"1\"}]}] | histogram_quantile",
                "vector | [{\"metric\":{},\"value\":[1,\"x\"]}] | something else than a number",
                "vector | [{}] | something else than a number"
            })
    void whatIsNotOneNumberIsSaid(String type, String result, String message) {
        web.answers(200, data(type, result));

        Fault fault = fault(read(promql("x")));

        assertThat(fault.kind()).isEqualTo(Kind.INVALID);
        assertThat(fault.message()).contains(message);
    }

    @Test
    void allQueriesOfARoundRunAtTheSameTimeAndEqualOnesOnce() {
        CyclicBarrier together = new CyclicBarrier(8);
        web.answers(exchange -> {
            try {
                together.await(10, TimeUnit.SECONDS);
            } catch (Exception alone) {
                throw new IOException(alone);
            }
            Web.text(200, data("scalar", "[1772445600,\"3\"]")).to(exchange);
        });
        List<Query> queries = IntStream.range(0, 16)
                .mapToObj(i -> new Query(
                        TargetId.parse("kubernetes:deployment/shop/chat" + i),
                        "prometheus",
                        promql("x" + i / 2).expression()))
                .toList();

        Map<Query, Result<Reading>> readings =
                signals(server(web.uri(), Optional.empty())).read(queries, Map.of(), AT);

        assertThat(readings).hasSize(16).allSatisfy((query, reading) -> assertThat(reading)
                .isInstanceOf(Result.Ok.class));
        assertThat(web.requests()).hasSize(8);
    }

    @Test
    void aTokenIsShownAndReadAgainFromItsFile() throws IOException {
        web.answers(200, data("scalar", "[1772445600,\"3\"]"));
        Path file = Files.writeString(folder.resolve("token"), "one\n");
        Signals signals = signals(server(web.uri(), Optional.of(Secret.in(file))));

        read(signals, promql("x"));
        Files.writeString(file, "two\n");
        read(signals, promql("x"));

        assertThat(web.requests()).extracting(Web.Request::authorization).containsExactly("Bearer one", "Bearer two");
    }

    @Test
    void aUserAndPasswordAreBasicAuthentication() {
        web.answers(200, data("scalar", "[1772445600,\"3\"]"));

        read(signals(server(web.uri(), Optional.of(Secret.of("me:se:cret")))), promql("x"));

        assertThat(web.requests().get(0).authorization())
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("me:se:cret".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void aPathBeforeTheApiIsKept() {
        web.answers(200, data("scalar", "[1772445600,\"3\"]"));

        read(signals(server(URI.create(web.uri() + "/select/0/prometheus/"), Optional.empty())), promql("x"));

        assertThat(web.requests().get(0).path()).isEqualTo("/select/0/prometheus/api/v1/query");
    }

    @Test
    void thePastIsAskedInPartsThatAreNotTooLong() {
        web.answers(exchange -> {
            boolean first = web.requests().size() == 1;
            Web.text(
                            200,
                            data(
                                    "matrix",
                                    first
                                            ? "[{\"metric\":{},\"values\":[[1772445600,\"1\"],[1772445601,\"NaN\"]]}]"
                                            : "[]"))
                    .to(exchange);
        });
        Interval interval = new Interval(AT, AT.plusSeconds(11_000), Duration.ofSeconds(1));

        Result<History> history = signals(server(web.uri(), Optional.empty())).history(promql("x"), interval);

        assertThat(value(history).points()).containsExactly(new Point(AT, 1), new Point(AT.plusSeconds(1), Double.NaN));
        assertThat(web.requests())
                .extracting(request -> request.parameters().get("start"), request -> request.parameters()
                        .get("step"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("1772445600.000", "1.000"),
                        org.assertj.core.groups.Tuple.tuple("1772456600.000", "1.000"));
        assertThat(web.requests().get(0).parameters()).containsEntry("end", "1772456599.000");
    }

    @Test
    void withoutAServerThereIsNothingToAsk() {
        assertThat(new PrometheusAdapter(Duration.ofSeconds(1), Optional.empty()).signals())
                .isEmpty();
    }
}
