package dev.flyball.kubernetes.api;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The connections to one endpoint, with a token that can be replaced while they are in use. */
final class ApiClient {

    private final AtomicReference<Optional<String>> token;
    private final KubernetesRest rest;
    private final Streams streams;

    private ApiClient(AtomicReference<Optional<String>> token, KubernetesRest rest, Streams streams) {
        this.token = token;
        this.rest = rest;
        this.streams = streams;
    }

    /**
     * Opens a client; it connects with the first request.
     *
     * @param limit how long it waits to connect, and for bytes of an answer
     */
    static ApiClient open(Access access, Duration limit) {
        AtomicReference<Optional<String>> token = new AtomicReference<>(access.token());
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(access.endpoint().server())
                .connectTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .userAgent("flyball")
                .register(new BearerToken(token));
        if ("https".equals(access.endpoint().server().getScheme())) {
            builder.tlsConfiguration(new EndpointTls(access.endpoint()));
        }
        return new ApiClient(
                token, builder.build(KubernetesRest.class), Streams.open(access.endpoint(), token::get, limit));
    }

    KubernetesRest rest() {
        return rest;
    }

    Streams streams() {
        return streams;
    }

    void use(Optional<String> newToken) {
        token.set(newToken);
    }

    void close() {
        streams.close();
        if (rest instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record BearerToken(AtomicReference<Optional<String>> token) implements ClientRequestFilter {
        @Override
        public void filter(ClientRequestContext request) {
            token.get()
                    .ifPresent(value -> request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + value));
        }
    }
}
