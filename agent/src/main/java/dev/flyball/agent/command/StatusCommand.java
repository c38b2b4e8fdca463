package dev.flyball.agent.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Asks the running agent how its targets are. */
@Command(
        name = "status",
        description =
                "Print a table of the targets of the agent that runs here (QUARKUS_HTTP_HOST, QUARKUS_HTTP_PORT).",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Override
    public Integer call() {
        Map<String, String> environment = System.getenv();
        String host = environment.getOrDefault("QUARKUS_HTTP_HOST", "127.0.0.1");
        URI uri = URI.create("http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":"
                + environment.getOrDefault("QUARKUS_HTTP_PORT", "8080") + "/api/targets");
        JsonNode targets;
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout((int) LIMIT.toMillis());
            connection.setReadTimeout((int) LIMIT.toMillis());
            try (InputStream body = connection.getInputStream()) {
                targets = new ObjectMapper().readTree(body);
            }
        } catch (IOException failure) {
            System.err.println("No agent answers at " + uri + " (" + failure.getMessage()
                    + "): start one with flyball run, or set QUARKUS_HTTP_HOST and QUARKUS_HTTP_PORT as it has them");
            return 1;
        }
        System.out.print(StatusTable.of(targets));
        return 0;
    }
}
