package dev.flyball.agent.report;

import dev.flyball.agent.settings.Webhook;
import dev.flyball.prometheus.promql.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Posts JSON to the webhook. Its address and token are secrets, and stand in no message of a failure. */
final class WebhookSender implements Deliveries.Sender {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Webhook webhook;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    WebhookSender(Webhook webhook) {
        this.webhook = webhook;
    }

    @Override
    public CompletionStage<Integer> send(String body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(address())
                    .timeout(LIMIT)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            Optional<Secret> token = webhook.token();
            if (token.isPresent()) {
                request.header("Authorization", "Bearer " + token.get().read());
            }
            return client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                    .orTimeout(2 * LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .thenApply(HttpResponse::statusCode);
        } catch (IOException unusable) {
            return CompletableFuture.failedFuture(unusable);
        }
    }

    private URI address() throws IOException {
        return parsed(webhook.url().read())
                .filter(address -> address.getHost() != null)
                .orElseThrow(() ->
                        new IOException("its address is none; FLYBALL_WEBHOOK_URL_FILE must hold an http address"));
    }

    private static Optional<URI> parsed(String address) {
        try {
            return Optional.of(new URI(address));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }
}
