package dev.flyball.prometheus.scrape;

import static dev.flyball.prometheus.Asked.CHAT;
import static dev.flyball.prometheus.Asked.fault;
import static dev.flyball.prometheus.Asked.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.port.Signals;
import dev.flyball.core.result.Fault.Kind;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Query.Expression;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.signal.Reading.PerServer;
import dev.flyball.core.signal.Reading.Sample;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.Version;
import dev.flyball.prometheus.ScrapeAdapter;
import dev.flyball.prometheus.Web;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers on loopback addresses that share a port, as pods do. */
class ScrapedSignalsTest {

    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(6);

    private final AtomicReference<Instant> now = new AtomicReference<>(AT);
    private final List<Web> pods = new ArrayList<>();
    private Signals signals;

    @BeforeEach
    void open() throws IOException {
        signals = new ScrapeAdapter(LIMIT, now::get).signals().orElseThrow();
        Web first = Web.open();
        pods.add(first);
        pods.add(Web.at("127.0.0.2", first.port()));
        pods.add(Web.at("127.0.0.3", first.port()));
    }

    @AfterEach
    void close() {
        pods.forEach(Web::close);
    }

    @Test
    void eachReadyServerHasASampleOfItsOwn() {
        pods.get(0).answers(200, queue(3));
        pods.get(1).answers(200, queue(0));
        pods.get(2).answers(200, queue(8));

        assertThat(samples(read(vllm("vllm-queue"))))
                .containsOnly(
                        Map.entry("chat-0", sample(3)), Map.entry("chat-1", sample(0)), Map.entry("chat-2", sample(8)));
        assertThat(pods).allSatisfy(pod -> assertThat(pod.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.path()).isEqualTo("/metrics")));
    }

    @Test
    void severalSignalsOfAServerAreReadAtOnce() {
        pods.forEach(pod -> pod.answers(200, queue(3) + "vllm:num_requests_running 5\n"));
        Query queue = vllm("vllm-queue");
        Query both = vllm("vllm");

        Map<Query, Result<Reading>> readings = signals.read(List.of(queue, both), Map.of(CHAT, fleet()), AT);

        assertThat(samples(readings.get(queue))).containsEntry("chat-0", sample(3));
        assertThat(samples(readings.get(both))).containsEntry("chat-0", sample(8));
        assertThat(pods).allSatisfy(pod -> assertThat(pod.requests()).hasSize(1));
    }

    @Test
    void onlyReadyServersAreAsked() {
        pods.forEach(pod -> pod.answers(200, queue(3)));
        Fleet fleet = fleet(
                server(0, Server.State.READY), server(1, Server.State.RUNNING), server(2, Server.State.TERMINATING));

        assertThat(samples(read(vllm("vllm-queue"), fleet))).containsOnlyKeys("chat-0");
        assertThat(pods.get(1).requests()).isEmpty();
        assertThat(pods.get(2).requests()).isEmpty();
    }

    @Test
    void aServerThatDoesNotAnswerWellIsMissingAndHidesNoOther() {
        pods.get(0).answers(200, queue(3));
        pods.get(1).answers(500, queue(0));
        pods.get(2).close();

        assertThat(samples(read(vllm("vllm-queue")))).containsOnlyKeys("chat-0");
    }

    @Test
    void aPageThatNeverEndsCostsItsOwnSampleAlone() throws Exception {
        pods.get(0).answers(200, queue(3));
        pods.get(1).answers(pods.get(1).endless("other_metric{a=\"b\"} 1\n"));
        pods.get(2).answers(pods.get(2).stuckAfter(queue(0)));

        assertThat(samples(read(vllm("vllm-queue")))).containsOnlyKeys("chat-0");

        pods.get(1).awaitCutOff();
    }

    @Test
    void aServerThatIsSilentCostsItsOwnSampleAlone() {
        pods.get(0).answers(200, queue(3));
        pods.get(1).answers(pods.get(1).silence());
        pods.get(2).answers(200, queue(4));

        assertThat(samples(read(vllm("vllm-queue")))).containsOnlyKeys("chat-0", "chat-2");
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (Web elsewhere = Web.open().answers(200, queue(0))) {
            pods.forEach(pod -> pod.answers(exchange -> {
                exchange.getResponseHeaders().set("Location", elsewhere.uri() + "/metrics");
                exchange.sendResponseHeaders(307, -1);
            }));

            assertThat(fault(read(vllm("vllm-queue"))).message())
                    .startsWith(
                            "http://127.0.0.1:" + pods.get(0).port() + "/metrics redirects (307) to " + elsewhere.uri())
                    .endsWith("(and none of 2 other servers)");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void aFleetOfWhichNobodyAnswersIsAFaultThatSaysWhy() {
        pods.forEach(pod -> pod.answers(200, "<html>hello</html>"));

        assertThat(fault(read(vllm("vllm-queue")))).satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.MISSING);
            assertThat(fault.message())
                    .startsWith("vllm-queue cannot be read from server chat-0 at http://127.0.0.1:")
                    .contains("it tells no vllm:num_requests_waiting");
        });
    }

    @Test
    void aFleetWithoutReadyServersHasNoSamples() {
        assertThat(read(vllm("vllm-queue"), fleet(server(0, Server.State.PENDING))))
                .isEqualTo(Result.ok(new PerServer(Map.of(), AT)));
    }

    @Test
    void serversWithoutAddressesCannotBeRead() {
        Fleet counted = Fleet.ofCounts(2, 2, new Version("1"), Optional.empty());

        assertThat(fault(read(vllm("vllm-queue"), counted)).kind()).isEqualTo(Kind.UNSUPPORTED);
    }

    @Test
    void anAddressThatIsNoneIsNotAsked() {
        Fleet odd = fleet(new Server(
                "chat-0",
                Optional.of("127.0.0.1:1/x?"),
                Server.State.READY,
                Optional.empty(),
                Optional.empty(),
                Map.of()));

        assertThat(fault(read(vllm("vllm-queue"), odd)).kind()).isEqualTo(Kind.UNSUPPORTED);
    }

    @Test
    void ratesAreThereFromTheSecondLookOn() {
        pods.forEach(pod -> pod.answers(200, "vllm:request_success_total 100\n"));
        assertThat(fault(read(vllm("vllm-rate"))).message()).contains("first look");

        now.set(AT.plusSeconds(10));
        pods.forEach(pod -> pod.answers(200, "vllm:request_success_total 120\n"));

        assertThat(samples(read(vllm("vllm-rate"))))
                .hasSize(3)
                .containsEntry("chat-1", new Sample(2, 1, Optional.of(now.get()), Duration.ofSeconds(10)));
    }

    @Test
    void aServerThatMissedALookIsMeasuredOverTheLongerTime() {
        pods.forEach(pod -> pod.answers(200, "vllm:request_success_total 100\n"));
        read(vllm("vllm-rate"));
        now.set(AT.plusSeconds(10));
        pods.get(0).answers(503, "");
        assertThat(samples(read(vllm("vllm-rate")))).doesNotContainKey("chat-0");

        now.set(AT.plusSeconds(20));
        pods.get(0).answers(200, "vllm:request_success_total 160\n");

        assertThat(samples(read(vllm("vllm-rate"))).get("chat-0"))
                .isEqualTo(new Sample(3, 1, Optional.of(now.get()), Duration.ofSeconds(20)));
    }

    @Test
    void aServerThatLeftAndCameBackIsLookedAtForTheFirstTime() {
        pods.forEach(pod -> pod.answers(200, "vllm:request_success_total 100\n"));
        read(vllm("vllm-rate"));
        now.set(AT.plusSeconds(10));
        read(vllm("vllm-rate"), fleet(server(0, Server.State.READY)));
        now.set(AT.plusSeconds(20));

        assertThat(samples(read(vllm("vllm-rate")))).containsOnlyKeys("chat-0");
    }

    @Test
    void aQueryThatCannotBeReadIsAFault() {
        assertThat(fault(read(new Query(CHAT, "vllm", Optional.of(new Expression("port=x", Reads.PER_SERVER)))))
                        .kind())
                .isEqualTo(Kind.INVALID);
        assertThat(pods).allSatisfy(pod -> assertThat(pod.requests()).isEmpty());
    }

    @Test
    void serversKeepNoPast() {
        assertThat(fault(signals.history(vllm("vllm"), new Interval(AT, AT.plusSeconds(1), Duration.ofSeconds(1))))
                        .kind())
                .isEqualTo(Kind.MISSING);
    }

    private Result<Reading> read(Query query) {
        return read(query, fleet());
    }

    private Result<Reading> read(Query query, Fleet fleet) {
        return signals.read(List.of(query), Map.of(CHAT, fleet), AT).get(query);
    }

    private static Map<String, Sample> samples(Result<Reading> reading) {
        return ((PerServer) value(reading)).samples();
    }

    private Sample sample(double amount) {
        return new Sample(amount, 1, Optional.of(now.get()), Duration.ZERO);
    }

    private static String queue(int length) {
        return "vllm:num_requests_waiting " + length + "\n";
    }

    private Query vllm(String signal) {
        return new Query(
                CHAT, signal, Optional.of(new Expression("port=" + pods.get(0).port(), Reads.PER_SERVER)));
    }

    private Fleet fleet() {
        return fleet(server(0, Server.State.READY), server(1, Server.State.READY), server(2, Server.State.READY));
    }

    private static Fleet fleet(Server... servers) {
        return new Fleet(servers.length, servers.length, new Version("1"), Optional.empty(), List.of(servers));
    }

    private Server server(int number, Server.State state) {
        return new Server(
                "chat-" + number,
                Optional.of(pods.get(number).host()),
                state,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
