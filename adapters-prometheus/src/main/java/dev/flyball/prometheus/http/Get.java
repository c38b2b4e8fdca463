package dev.flyball.prometheus.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A GET request.
 *
 * @param uri what is asked for
 * @param headers what is sent beside it
 * @param limit how long it may take from the first packet to the last
 * @param most how many bytes of the answer are read
 */
public record Get(URI uri, Map<String, String> headers, Duration limit, long most) {

    /**
     * What came back.
     *
     * @param status the HTTP status
     * @param location where a redirect points; empty if it is none
     * @param body what the answer was made into
     */
    public record Answer<T>(int status, String location, T body) {}

    public Get {
        headers = Map.copyOf(headers);
    }

    /**
     * Sends it. The future fails with what went wrong, at the latest after the limit; the connection is closed then, so
     * that nothing more arrives.
     */
    public <T> CompletableFuture<Answer<T>> send(HttpClient client, Body<T> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
        headers.forEach(request::setHeader);
        CompletableFuture<HttpResponse<T>> sent =
                client.sendAsync(request.build(), info -> new LimitedSubscriber<>(body, most));
        CompletableFuture<HttpResponse<T>> inTime = sent.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        return inTime.whenComplete((answer, failure) -> {
                    if (failure instanceof TimeoutException) {
                        sent.cancel(true);
                    }
                })
                .thenApply(answer -> new Answer<>(
                        answer.statusCode(),
                        answer.headers().firstValue("Location").orElse(""),
                        answer.body()));
    }
}
