package dev.flyball.agent.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.flyball.agent.settings.ApiSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The agent that a command asks. */
final class RunningAgent {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** A forced round is answered when it has ended, which takes at most half an interval. */
    private static final Duration ROUND_LIMIT = Duration.ofMinutes(31);

    private static final String TOKEN = ApiSettings.TOKEN.variable();
    private static final String TOKEN_FILE = ApiSettings.TOKEN_FILE.variable();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> environment = System.getenv();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the agent listens, such as https://flyball.example:8443; without it,"
                    + " QUARKUS_HTTP_HOST and QUARKUS_HTTP_PORT of the environment, or http://127.0.0.1:8080.")
    private Optional<URI> url = Optional.empty();

    /** The agent does not answer, or refuses; the message says what to do. */
    static final class NoAnswer extends Exception {

        private static final long serialVersionUID = 1;

        NoAnswer(String message) {
            super(message);
        }
    }

    /** Returns what the agent has at {@code path}. */
    JsonNode get(String path) throws NoAnswer {
        return ask("GET", path, Optional.empty(), LIMIT);
    }

    /** Gives an order, with the token that the environment holds. */
    JsonNode post(String path, JsonNode order) throws NoAnswer {
        return ask("POST", path, Optional.of(order), LIMIT);
    }

    /** Asks for a round, and waits for its end. */
    JsonNode round() throws NoAnswer {
        return ask("POST", "/api/round", Optional.of(MissingNode.getInstance()), ROUND_LIMIT);
    }

    /** Returns the address of what belongs to a target. */
    static String of(String target, String rest) {
        return "/api/targets/"
                + URLEncoder.encode(target, StandardCharsets.UTF_8).replace("+", "%20") + "/" + rest;
    }

    private JsonNode ask(String method, String path, Optional<JsonNode> order, Duration limit) throws NoAnswer {
        URI uri = base().resolve(path);
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout((int) LIMIT.toMillis());
            connection.setReadTimeout((int) limit.toMillis());
            connection.setRequestMethod(method);
            if (order.isPresent()) {
                connection.setRequestProperty("Authorization", "Bearer " + token());
                send(connection, order.get());
            }
            if (connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST) {
                throw new NoAnswer(refusal(connection));
            }
            try (InputStream body = connection.getInputStream()) {
                return JSON.readTree(body);
            }
        } catch (IOException | IllegalArgumentException failure) {
            throw new NoAnswer("No agent answers at " + uri + " (" + failure.getMessage()
                    + "): start one with flyball run, or set QUARKUS_HTTP_HOST and QUARKUS_HTTP_PORT as it has them");
        }
    }

    private static void send(HttpURLConnection connection, JsonNode order) throws IOException {
        if (order.isMissingNode()) {
            connection.setRequestProperty("Content-Length", "0");
            return;
        }
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream body = connection.getOutputStream()) {
            JSON.writeValue(body, order);
        }
    }

    private static String refusal(HttpURLConnection connection) throws IOException {
        try (InputStream body = connection.getErrorStream()) {
            String error = body == null ? "" : JSON.readTree(body).path("error").asText();
            return error.isEmpty() ? "The agent answers with HTTP status " + connection.getResponseCode() : error;
        }
    }

    private URI base() {
        String host = environment.getOrDefault("QUARKUS_HTTP_HOST", "127.0.0.1");
        return url.orElseGet(() -> URI.create("http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":"
                + environment.getOrDefault("QUARKUS_HTTP_PORT", "8080")));
    }

    private String token() throws NoAnswer {
        String file = environment.get(TOKEN_FILE);
        try {
            String token = environment.containsKey(TOKEN) || file == null
                    ? environment.getOrDefault(TOKEN, "")
                    : Files.readString(Path.of(file));
            if (token.isBlank()) {
                throw new NoAnswer("No token: set " + TOKEN + " or " + TOKEN_FILE + " to what the agent has");
            }
            return token.strip();
        } catch (IOException unreadable) {
            throw new NoAnswer(TOKEN_FILE + "=" + file + " cannot be read: " + unreadable.getMessage());
        }
    }
}
