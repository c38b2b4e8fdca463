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
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.prometheus.Web;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromqlFaultsTest extends AskingServer {

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
        Signals signals = signals(server(web.uri(), Optional.empty()), Duration.ofMillis(500));
        web.answers(web.silence());
        assertThat(fault(read(signals, promql("x"))).kind()).isEqualTo(Kind.TIMED_OUT);

        web.answers(web.stuckAfter("{\"status\":"));
        assertThat(fault(read(signals, promql("x"))).kind()).isEqualTo(Kind.TIMED_OUT);
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

        Map<Query, Result<Reading>> readings = signals(server(web.uri(), Optional.empty()), Duration.ofSeconds(3))
                .read(List.of(bad, good), Map.of(), AT);

        assertThat(fault(readings.get(bad)).kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(value(readings.get(good))).isEqualTo(new Reading.Total(3, AT));
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
    void aFaultInThePastIsAFault() {
        web.answers(400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}");

        Result<History> history = signals(server(web.uri(), Optional.empty()))
                .history(promql("x("), new Interval(AT, AT.plusSeconds(60), Duration.ofSeconds(1)));

        assertThat(fault(history).kind()).isEqualTo(Kind.INVALID);
    }
}
