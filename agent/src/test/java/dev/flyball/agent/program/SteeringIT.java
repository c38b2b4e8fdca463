package dev.flyball.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees and does: explain, scale, pause, resume, round, and the webhook. */
class SteeringIT {

    @Test
    void aSizeIsHeldExplainedAndReleased() throws Exception {
        try (Steered agent = Steered.start(Map.of())) {
            Program.Ended scale = Program.run(agent.asItsUser(), "scale", "default", "4", "--for", "720h");
            assertThat(scale.err()).isEmpty();
            assertThat(scale.out()).startsWith("default: held at 4 servers until ");
            agent.program().awaitLog("-> 4 servers HELD_BY_OPERATOR");

            Program.Ended explain = Program.run(agent.asItsUser(), "explain", "default");
            assertThat(explain.err()).isEmpty();
            assertThat(explain.out()).contains("an operator holds this size for a time (HELD_BY_OPERATOR");
            JsonNode target = agent.json("/api/targets").get(0);
            assertThat(target.path("held").path("servers").asInt()).isEqualTo(4);
            assertThat(target.path("simulated").asBoolean()).isTrue();
            // Only where the load alone asks for another size is the hold a limit, as when it began.
            assertThat(agent.json("/api/targets/default/decisions")).anySatisfy(decision -> {
                JsonNode limit = decision.path("limits").path(0);
                assertThat(limit.path("reason").asText()).isEqualTo("HELD_BY_OPERATOR");
                assertThat(limit.path("until")).isEqualTo(target.path("held").path("until"));
            });

            Program.Ended resume = Program.run(agent.asItsUser(), "resume", "default");
            assertThat(resume.out().strip()).isEqualTo("default: not held");
            assertThat(agent.json("/api/targets").get(0).has("held")).isFalse();
        }
    }

    @Test
    void aPausedTargetSaysSoAndARoundCanBeForced() throws Exception {
        try (Steered agent = Steered.start(Map.of())) {
            assertThat(Program.run(agent.asItsUser(), "pause", "default").out())
                    .isEqualTo("default: paused, nothing is written; not held\n");

            Program.Ended round = Program.run(agent.asItsUser(), "round");

            assertThat(round.err()).isEmpty();
            assertThat(round.out()).startsWith("NAME ").contains("simulated:chat");
            JsonNode target = agent.json("/api/targets").get(0);
            assertThat(target.path("paused").asBoolean()).isTrue();
            assertThat(target.path("last").path("mode").asText()).isEqualTo("PAUSED");
            assertThat(target.path("last").path("hold").asText()).contains("paused by an operator");
            assertThat(Program.run(agent.asItsUser(), "explain", "default").out())
                    .contains("paused by an operator", "What you can do: ", "or resume.");
        }
    }

    @Test
    void anOrderThatCannotBeGivenSaysWhatIsAllowed() throws Exception {
        try (Steered agent = Steered.start(Map.of())) {
            assertThat(agent.order("/api/targets/default/scale", "{\"servers\": 6, \"for\": \"1h\"}"))
                    .satisfies(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(409);
                        assertThat(answer.body()).contains("inside the bounds of default, which are now 1 to 5");
                    });
            assertThat(agent.order("/api/targets/default/scale", "{\"servers\": 3, \"for\": \"an hour\"}"))
                    .satisfies(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(400);
                        assertThat(answer.body()).contains("for=an hour: must be a duration");
                    });
            assertThat(agent.order("/api/targets/default/scale", "{\"server\": 3, \"for\": \"1h\"}")
                            .body())
                    .contains("servers is missing");
            Program.Ended unknown = Program.run(agent.asItsUser(), "pause", "defalt");
            assertThat(unknown.code()).isEqualTo(1);
            assertThat(unknown.err()).contains("no target is called defalt; did you mean default?");
            Program.Ended odd = Program.run(agent.asItsUser(), "explain", "default", "--at", "soon");
            assertThat(odd.code()).isEqualTo(2);
            assertThat(odd.err()).contains("--at soon: must be");
        }
    }

    @Test
    void theWebhookIsToldOfAChangeWithItsTokenAndNeitherIsLogged(@TempDir Path folder) throws Exception {
        List<String> messages = new CopyOnWriteArrayList<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", exchange -> {
            messages.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        Path token = Files.writeString(folder.resolve("token"), "webhook-token\n");
        try (Steered agent = Steered.start(Map.of(
                "FLYBALL_WEBHOOK_URL",
                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/secret-path",
                "FLYBALL_WEBHOOK_TOKEN_FILE",
                token.toString()))) {
            agent.order("/api/targets/default/scale", "{\"servers\": 3, \"for\": \"1h\"}");

            agent.program().await("a message", () -> messages.stream().anyMatch(message -> message.contains("change")));
            assertThat(messages)
                    .anyMatch(message -> message.startsWith("Bearer webhook-token {\"kind\":\"change\"")
                            && message.contains("\"code\":\"HELD_BY_OPERATOR\""));
            assertThat(agent.program().log())
                    .noneMatch(line -> line.contains("secret-path")
                            || line.contains("webhook-token")
                            || line.contains(Steered.TOKEN));
        } finally {
            receiver.stop(0);
        }
    }
}
