package dev.flyball.agent.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Plain HTTP to one base address. Safe for use by several threads. */
record Endpoint(HttpClient client, String base) {

    Endpoint(String base) {
        this(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), base);
    }

    String get(String path) {
        return send("GET", path, "", "application/json");
    }

    void put(String path, String body) {
        send("PUT", path, body, "application/json");
    }

    void delete(String path) {
        send("DELETE", path, "", "application/json");
    }

    void post(String path, String body) {
        send("POST", path, body, "application/json");
    }

    void patch(String path, String body) {
        send("PATCH", path, body, "application/strategic-merge-patch+json");
    }

    private String send(String method, String path, String body, String type) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", type)
                .timeout(Duration.ofSeconds(60))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(
                        method + " " + path + " gave " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + base + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at " + method + " " + path, e);
        }
    }
}
