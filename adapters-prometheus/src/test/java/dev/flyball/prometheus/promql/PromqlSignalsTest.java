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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromqlSignalsTest {

    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");

    @TempDir
    Path folder;

    private Web web;

    @BeforeEach
    void open() throws IOException {
        web = Web.open();
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void oneSeriesIsTheTotalAtItsTime() {
        web.answers(200, vector("{\"metric\":{},\"value\":[1772445600.25,\"12.5\"]}"));

        assertThat(value(read(promql("sum(x)"))))
                .isEqualTo(new Reading.Total(12.5, Instant.parse("2026-03-02T10:00:00.250Z")));
        assertThat(web.requests()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/api/v1/query");
            assertThat(request.parameters())
                    .containsEntry("query", "sum(x)")
                    .containsEntry("timeout", "1.000")
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"} | INVALID | says: parse error; see FLYBALL_QUERY",
                "422 | {\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"many-to-many\"} | INVALID | says: many-to-many",
                "503 | {\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out\"} | TIMED_OUT | query timed out",
                "503 | {\"status\":\"error\",\"errorType\":\"unavailable\",\"error\":\"starting\"} | UNREACHABLE | answered 503: starting",
                "200 | {\"status\":\"error\",\"errorType\":\"internal\",\"error\":\"odd\"} | INVALID | says: odd",
                "200 | <html>Sign in</html> | INVALID | something else than a Prometheus server does: <html>Sign in",
                "200 | {} | INVALID | something else than a Prometheus server",
                "401 | who are you | UNAUTHENTICATED | does not accept the credentials (401): who are you",
                "403 | no | FORBIDDEN | does not allow this (403): no",
                "404 | <html>nginx</html> | NOT_FOUND | FLYBALL_PROMETHEUS_URL must be what stands before it",
                "429 | slow down | RATE_LIMITED | less often (429): slow down",
                "502 | <html>bad gateway</html> | UNREACHABLE | answered 502: <html>bad gateway</html>",
                "418 | tea | REFUSED | answered 418: tea"
            })
    void eachErrorIsAFaultThatSaysWhatWasSaid(int status, String body, Kind kind, String message) {
        web.answers(status, body);

        Fault fault = fault(read(promql("x")));

        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.message()).contains(web.uri().toString()).contains(message);
    }

    @Test
    void aRedirectIsNotFollowedWithTheToken() throws IOException {
        try (Web elsewhere = Web.open()) {
            web.answers(exchange -> {
                exchange.getResponseHeaders().set("Location", elsewhere.uri() + "/login");
                exchange.sendResponseHeaders(302, -1);
            });

            Fault fault = fault(read(promql("x")));

            assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
            assertThat(fault.message()).contains("redirects (302) to " + elsewhere.uri() + "/login");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void anAnswerInPartIsMissingButARemarkOnTheQueryIsNot() {
        String value = ",\"data\":{\"resultType\":\"scalar\",\"result\":[1772445600,\"3\"]}}";
        web.answers(200, "{\"status\":\"success\",\"warnings\":[\"store b is away\"]" + value);
        assertThat(fault(read(promql("x"))))
                .isEqualTo(new Fault(Kind.MISSING, "the server answered in part only: store b is away"));

        web.answers(200, "{\"status\":\"success\",\"warnings\":[\"PromQL warning: odd quantile\"]" + value);
        assertThat(value(read(promql("x")))).isEqualTo(new Reading.Total(3, AT));
    }

    @Test
    void silenceEndsWithTheTimeLimit() {
        web.answers(web.silence());
        assertThat(fault(read(promql("x"))).kind()).isEqualTo(Kind.TIMED_OUT);

        web.answers(web.stuckAfter("{\"status\":"));
        assertThat(fault(read(promql("x"))).kind()).isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void anAnswerWithoutEndIsCutOff() throws Exception {
        web.answers(web.endless("0123456789"));

        Fault fault = fault(read(promql("x")));

        assertThat(fault.kind()).isIn(Kind.INVALID, Kind.TIMED_OUT);
        web.awaitCutOff();
    }

    @Test
    void aServerThatIsAwayIsUnreachable() {
        URI gone = web.uri();
        web.close();

        Fault fault = fault(read(signals(server(gone, Optional.empty())), promql("x")));

        assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(fault.message()).startsWith("no connection to " + gone + ": ");
    }

    @Test
    void aNameThatNobodyKnowsIsUnreachable() {
        URI unknown = URI.create("http://prometheus.invalid:9090");

        Fault fault = fault(read(signals(server(unknown, Optional.empty())), promql("x")));

        assertThat(fault.kind()).isIn(Kind.UNREACHABLE, Kind.TIMED_OUT);
        assertThat(fault.message()).contains("prometheus.invalid");
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
    void oneQuerysFaultHidesNoOther() {
        web.answers(exchange -> {
            boolean bad = String.valueOf(exchange.getRequestURI().getQuery()).contains("bad");
            if (bad) {
                web.silence().to(exchange);
            }
            Web.text(200, data("scalar", "[1772445600,\"3\"]")).to(exchange);
        });
        Query good = promql("good");
        Query bad = promql("bad");

        Map<Query, Result<Reading>> readings =
                signals(server(web.uri(), Optional.empty())).read(List.of(bad, good), Map.of(), AT);

        assertThat(fault(readings.get(bad)).kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(value(readings.get(good))).isEqualTo(new Reading.Total(3, AT));
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
    void aSecretThatCannotBeReadIsSaidAndNeverShown() throws IOException {
        Path file = folder.resolve("token");
        Signals signals = signals(server(web.uri(), Optional.of(Secret.in(file))));
        assertThat(fault(read(signals, promql("x"))))
                .isEqualTo(new Fault(
                        Kind.UNAUTHENTICATED,
                        "FLYBALL_PROMETHEUS_TOKEN_FILE=" + file
                                + " cannot be used: the file does not exist or cannot be read"));

        Files.writeString(file, "hush\nhush");
        assertThat(fault(read(signals, promql("x"))).message()).doesNotContain("hush");
        assertThat(Secret.of("hush").toString()).doesNotContain("hush");
        assertThat(web.requests()).isEmpty();
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
    void aFaultInThePastIsAFault() {
        web.answers(400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}");

        Result<History> history = signals(server(web.uri(), Optional.empty()))
                .history(promql("x("), new Interval(AT, AT.plusSeconds(60), Duration.ofSeconds(1)));

        assertThat(fault(history).kind()).isEqualTo(Kind.INVALID);
    }

    @Test
    void withoutAServerThereIsNothingToAsk() {
        assertThat(new PrometheusAdapter(Duration.ofSeconds(1), Optional.empty()).signals())
                .isEmpty();
    }

    private Result<Reading> read(Query query) {
        return read(signals(server(web.uri(), Optional.empty())), query);
    }

    private static Result<Reading> read(Signals signals, Query query) {
        return signals.read(List.of(query), Map.of(), AT).get(query);
    }

    private static PrometheusServer server(URI url, Optional<Secret> credentials) {
        return new PrometheusServer(url, credentials, Optional.empty());
    }

    private static Signals signals(PrometheusServer server) {
        return new PrometheusAdapter(Duration.ofSeconds(1), Optional.of(server))
                .signals()
                .orElseThrow();
    }

    private static String vector(String series) {
        return data("vector", "[" + series + "]");
    }

    private static String data(String type, String result) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"" + type + "\",\"result\":" + result + "}}";
    }
}
