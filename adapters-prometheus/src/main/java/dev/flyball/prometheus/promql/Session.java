package dev.flyball.prometheus.promql;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.prometheus.http.Clients;
import dev.flyball.prometheus.http.Trust;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Keeps the way to one server, and makes it anew when the authorities to trust have changed. */
final class Session {

    private final PrometheusServer server;
    private final Clients clients;
    private Optional<Open> last = Optional.empty();

    /** A client, and the certificates that it trusts. */
    private record Open(HttpClient client, Optional<String> authorities) {}

    Session(PrometheusServer server, Clients clients) {
        this.server = server;
        this.clients = clients;
    }

    /** Returns a client that trusts what is to be trusted now. */
    synchronized Result<HttpClient> client() {
        Optional<String> authorities = Optional.empty();
        String where = server.authorities().map(Path::toString).orElse("");
        try {
            if (server.authorities().isPresent()) {
                authorities = Optional.of(Files.readString(server.authorities().get()));
            }
            if (last.isEmpty() || !last.get().authorities().equals(authorities)) {
                HttpClient client = clients.trusting(
                        authorities.isPresent() ? Optional.of(Trust.in(authorities.get())) : Optional.empty());
                last = Optional.of(new Open(client, authorities));
            }
            return Result.ok(last.get().client());
        } catch (IOException unreadable) {
            return Result.failed(
                    Fault.Kind.INVALID,
                    "FLYBALL_PROMETHEUS_CA_FILE=" + where + " cannot be used: " + unreadable(unreadable));
        }
    }

    /** Returns the headers that say who asks. */
    Result<Map<String, String>> headers() {
        if (server.credentials().isEmpty()) {
            return Result.ok(Map.of());
        }
        Secret credentials = server.credentials().get();
        try {
            String secret = credentials.read();
            // A bearer token cannot hold a colon.
            return Result.ok(Map.of(
                    "Authorization",
                    secret.contains(":")
                            ? "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.US_ASCII))
                            : "Bearer " + secret));
        } catch (IOException unreadable) {
            return Result.failed(
                    Fault.Kind.UNAUTHENTICATED,
                    credentials
                                    .file()
                                    .map(file -> "FLYBALL_PROMETHEUS_TOKEN_FILE=" + file)
                                    .orElse("FLYBALL_PROMETHEUS_TOKEN")
                            + " cannot be used: " + unreadable(unreadable));
        }
    }

    private static String unreadable(IOException failure) {
        return failure instanceof java.nio.file.FileSystemException || failure.getMessage() == null
                ? "the file does not exist or cannot be read"
                : failure.getMessage();
    }
}
