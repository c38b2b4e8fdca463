package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests that mean ill, or are only odd, get; and that none delays a round. docs/api.md has the table. */
class HostileRequestsIT {

    private static final String DECISIONS = "/api/targets/default/decisions";
    private static final String SCALE = "/api/targets/default/scale";
    private static final Duration ROUND = Duration.ofMinutes(1);
    private static final int MOST_STREAMS = 64;

    private static Steered agent;

    private final List<Socket> sockets = new ArrayList<>();
    private Instant begun = Instant.EPOCH;

    @BeforeAll
    static void start() throws Exception {
        agent = Steered.start(Map.of());
    }

    @AfterAll
    static void stop() {
        agent.close();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/targets/..%2f..%2fetc%2fpasswd/decisions",
                "/api/targets/%2e%2e/decisions",
                "/api/targets/default%2fdecisions",
                "/api/targets/default%00/decisions",
                "/api/targets/%E2%98%83/decisions",
                "/api/nothing",
                "/..%2f..%2fetc/passwd",
                "/META-INF/resources/index.html"
            })
    void aPathThatLeadsNowhereIsNotFound(String path) throws Exception {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404 ").doesNotContain("root:");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 405",
        "PUT, 405",
        "DELETE, 405",
    })
    void aMethodThatAnAddressDoesNotTakeIsRefused(String method, int status) throws Exception {
        assertThat(agent.ask(method, SCALE, Steered.TOKEN, "", "").statusCode()).isEqualTo(status);
        assertThat(agent.ask("POST", "/api/targets", Steered.TOKEN, "", "").statusCode())
                .isEqualTo(405);
    }

    @Test
    void aContentTypeThatIsNotJsonIsRefused() throws Exception {
        HttpResponse<String> answer =
                agent.ask("POST", SCALE, Steered.TOKEN, "application/x-www-form-urlencoded", "servers=3&for=1h");

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "\"3\"", "{\"servers\": \"many\", \"for\": \"1h\"}", "{\"servers\": 1e99}", "null"})
    void aBodyThatIsNoOrderIsRefusedAndNothingIsHeld(String body) throws Exception {
        assertThat(agent.order(SCALE, body).statusCode()).isEqualTo(400);
        assertThat(agent.json("/api/targets").get(0).has("held")).isFalse();
    }

    @Test
    void withoutTheRightTokenNothingIsDone() throws Exception {
        for (String token : List.of("", "wrong", Steered.TOKEN + "x", Steered.TOKEN.substring(1))) {
            HttpResponse<String> answer = agent.ask("POST", "/api/targets/default/pause", token, "", "");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(answer.body()).doesNotContain(Steered.TOKEN);
        }
        assertThat(agent.json("/api/targets").get(0).path("paused").asBoolean()).isFalse();
    }

    @Test
    void headersCannotBeInjected() throws Exception {
        String answer = raw("GET /api/targets/a%0d%0aX-Evil:%201%0d%0a/decisions?before=b%0d%0aX-Evil:%201"
                + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404 ").doesNotContain("\nX-Evil");
    }

    @Test
    void aHugeBodyIsRefusedWhetherItSaysItsLengthOrNot() throws Exception {
        String request = "POST " + SCALE + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + Steered.TOKEN
                + "\r\nContent-Type: application/json\r\n";
        assertThat(firstLine(agent.say(request + "Content-Length: 1000000\r\n\r\n")))
                .startsWith("HTTP/1.1 413 ");

        StringBuilder chunks = new StringBuilder(request + "Transfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 100; i++) {
            chunks.append("400\r\n").append(" ".repeat(1024)).append("\r\n");
        }
        assertThat(firstLine(agent.say(chunks.toString()))).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void aBodyOfSomebodyWithoutTokenIsNotWaitedFor() throws Exception {
        String line = firstLine(agent.say("POST " + SCALE
                + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"));

        assertThat(line).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void hugeHeadersAreRefused() throws Exception {
        assertThat(raw("GET /api/targets HTTP/1.1\r\nHost: a\r\nX-Long: " + "a".repeat(100_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void slowClientsDelayNoRoundAndNobodyElse() throws Exception {
        begin();
        for (int i = 0; i < 400; i++) {
            sockets.add(agent.say("GET /api/targets HTTP/1.1\r\nHost: a\r\nX-Slow: "));
        }
        for (int i = 0; i < 300; i++) {
            sockets.add(agent.say("POST " + SCALE + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + Steered.TOKEN
                    + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"));
        }

        assertThat(agent.get("/q/metrics").statusCode()).isEqualTo(200);
        roundsGoOn();
    }

    @Test
    void aThousandStreamsAreNotOpenedAndThoseThatAreDelayNoRound() throws Exception {
        begin();
        int opened = 0;
        for (int i = 0; i < 1000; i++) {
            Socket socket = agent.say("GET /api/events HTTP/1.1\r\nHost: a\r\n\r\n");
            sockets.add(socket);
            String line = firstLine(socket);
            assertThat(line).matches("HTTP/1.1 (200|503) .*");
            opened += line.contains("200") ? 1 : 0;
        }

        assertThat(opened).isEqualTo(MOST_STREAMS);
        roundsGoOn();

        hangUp();
        agent.program().await("a stream to be free again", () -> {
            try (Socket again = agent.say("GET /api/events HTTP/1.1\r\nHost: a\r\n\r\n")) {
                return firstLine(again).contains("200");
            }
        });
    }

    @Test
    void aReaderWhoTakesNothingIsDropped() throws Exception {
        Map<String, String> targets = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            targets.put("FLYBALL_TARGETS_T" + i + "_RESOURCE", "simulated:t" + i);
        }
        targets.put("FLYBALL_LOG_DECISIONS", "changes");
        try (Steered many = Steered.start(targets)) {
            Socket reader = new Socket();
            sockets.add(reader);
            reader.setReceiveBufferSize(4096);
            reader.connect(
                    new java.net.InetSocketAddress("127.0.0.1", many.program().port()));
            reader.getOutputStream()
                    .write("GET /api/events HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));

            many.program().await("the reader to be dropped", () -> {
                many.order("/api/round", "");
                return many.get("/q/metrics").body().contains("flyball_event_streams_dropped_total 1.0");
            });
        }
    }

    private void begin() throws Exception {
        begun = now();
    }

    /** Three rounds come after each other, none of them late, while everything is open. */
    private void roundsGoOn() throws Exception {
        Instant open = now();
        agent.program().await("three rounds", () -> now().isAfter(open.plus(ROUND.multipliedBy(3))));
        Instant last = now();
        for (JsonNode decision : agent.json(DECISIONS)) {
            Instant at = Instant.parse(decision.path("at").asText());
            assertThat(Duration.between(at, last)).isLessThan(ROUND.multipliedBy(3));
            last = at;
            if (at.isBefore(begun)) {
                return;
            }
        }
    }

    private static Instant now() throws Exception {
        return Instant.parse(
                agent.json("/api/targets").get(0).path("last").path("at").asText());
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = agent.say(request)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String firstLine(Socket socket) throws IOException {
        return String.valueOf(
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                        .readLine());
    }
}
