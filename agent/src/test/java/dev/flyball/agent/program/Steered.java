package dev.flyball.agent.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A running agent that may be steered, and what is said to it over HTTP. */
final class Steered implements AutoCloseable {

    static final String TOKEN = "a-token-of-this-test";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Program program;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Steered(Program program) {
        this.program = program;
    }

    /** Starts an agent with one simulated target, a round of which comes each second. */
    static Steered start(Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of("FLYBALL_API_TOKEN", TOKEN));
        environment.putAll(more);
        if (more.keySet().stream().noneMatch(name -> name.startsWith("FLYBALL_TARGETS_"))) {
            environment.put("FLYBALL_RESOURCE", "simulated:chat");
        }
        Steered steered = new Steered(Program.start(environment));
        steered.program.awaitLog("ON_TARGET");
        return steered;
    }

    Program program() {
        return program;
    }

    /** Returns what a command of the same user needs to find this agent. */
    Map<String, String> asItsUser() {
        return Map.of("QUARKUS_HTTP_PORT", Integer.toString(program.port()), "FLYBALL_API_TOKEN", TOKEN);
    }

    HttpResponse<String> ask(String method, String path, String token, String type, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + program.port() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return ask("GET", path, "", "", "");
    }

    HttpResponse<String> order(String path, String body) throws Exception {
        return ask("POST", path, TOKEN, body.isEmpty() ? "" : "application/json", body);
    }

    JsonNode json(String path) throws Exception {
        return JSON.readTree(get(path).body());
    }

    static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    /** Opens a connection that has said this much and no more. */
    Socket say(String beginning) throws IOException {
        Socket socket = new Socket("127.0.0.1", program.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    @Override
    public void close() {
        program.close();
    }
}
