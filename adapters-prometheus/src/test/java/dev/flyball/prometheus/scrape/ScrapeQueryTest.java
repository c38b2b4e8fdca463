package dev.flyball.prometheus.scrape;

import static dev.flyball.prometheus.Asked.CHAT;
import static dev.flyball.prometheus.Asked.fault;
import static dev.flyball.prometheus.Asked.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.flyball.core.result.Fault.Kind;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Query.Expression;
import dev.flyball.core.signal.Reads;
import dev.flyball.prometheus.scrape.Quantity.Level;
import dev.flyball.prometheus.scrape.Quantity.Mean;
import dev.flyball.prometheus.scrape.Quantity.Quantile;
import dev.flyball.prometheus.scrape.Quantity.Rate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrapeQueryTest {

    @Test
    void aPresetNeedsNoQuery() {
        ScrapeQuery query = value(ScrapeQuery.of(new Query(CHAT, "vllm")));

        assertThat(query.page()).isEqualTo(new Page(8000, "/metrics"));
        assertThat(query.quantity().names())
                .containsExactlyInAnyOrder("vllm:num_requests_waiting", "vllm:num_requests_running");
    }

    @Test
    void aPresetMayStandElsewhere() {
        assertThat(value(read("vllm", "port=9000  path=/m?x=1")).page()).isEqualTo(new Page(9000, "/m?x=1"));
        assertThat(value(read("vllm-latency", "quantile=0.5")).quantity())
                .isEqualTo(new Quantile(Selector.of("vllm:e2e_request_latency_seconds_bucket"), 0.5, 1));
    }

    @Test
    void aQueryOfOnesOwnSaysWhatToRead() {
        Selector queue = new Selector(List.of("my_queue"), Map.of("model", "a b}\"", "x", "y"));
        assertThat(value(read("scrape", "my_queue{model=\"a b}\\\"\", x=\"y\"} port=9000")))
                .isEqualTo(new ScrapeQuery(new Page(9000, "/metrics"), new Level(List.of(queue))));
        assertThat(value(read("scrape", "avg(load)")).quantity()).isEqualTo(new Mean(Selector.of("load")));
        assertThat(value(read("scrape", "rate( done_total{a=\"b\"} ) path=/x")))
                .isEqualTo(new ScrapeQuery(
                        new Page(8080, "/x"),
                        new Rate(List.of(new Selector(List.of("done_total"), Map.of("a", "b"))), 1)));
        assertThat(value(read("scrape", "p99.5(took_seconds)")).quantity())
                .isEqualTo(new Quantile(Selector.of("took_seconds_bucket"), 0.995, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "vllm | queue | 'queue': must be port=PORT or path=/PATH",
                "vllm | port=0 | 'port=0': must be a port, 1 to 65535",
                "vllm | port=99999 | 'port=99999': must be a port",
                "vllm | path=metrics | 'path=metrics': must be a path",
                "vllm | path=/a#b | must be a path",
                "vllm | quantile=0.5 | must be port=PORT or path=/PATH",
                "vllm | host=10.0.0.1 | must be port=PORT or path=/PATH",
                "vllm-ttft | quantile=95 | must be above 0 and below 1, such as 0.95",
                "vllm-ttft | quantile=0.0 | must be above 0",
                "vllm-ttft | x | or quantile=0.95",
                "scrape | port=8000 | must be port=PORT",
                "scrape | {a=\"b\"} | must begin with METRIC",
                "scrape | rate(x | lacks a closing parenthesis",
                "scrape | x{a=~\"b\"} | must begin with METRIC",
                "scrape | sum(x) | '(x)': must be port=PORT",
                "scrape | p0(x) | must be above p0"
            })
    void whatCannotBeReadIsSaid(String signal, String text, String message) {
        Result<ScrapeQuery> read = read(signal, text);

        assertThat(fault(read).kind()).isEqualTo(Kind.INVALID);
        assertThat(fault(read).message()).startsWith("FLYBALL_QUERY cannot be read at '");
        assertThat(fault(read).message()).contains(message);
    }

    @Property
    void noQueryIsTooOddToBeRead(@ForAll String text) {
        assertThatCode(() -> read("scrape", text)).doesNotThrowAnyException();
        assertThatCode(() -> read("vllm-latency", "port=1 " + text)).doesNotThrowAnyException();
    }

    private static Result<ScrapeQuery> read(String signal, String text) {
        return ScrapeQuery.of(new Query(CHAT, signal, Optional.of(new Expression(text, Reads.PER_SERVER))));
    }
}
