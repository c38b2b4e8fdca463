package dev.flyball.kubernetes.api;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Answers of one endpoint that are read piece by piece. They have connections of their own, since a watch keeps one for
 * minutes. Safe for use by several threads.
 */
final class Streams {

    /** More than one watch for each kind of each namespace is never open, so that this is no real bound. */
    private static final int CONNECTIONS = 10_000;

    private static final int OK = 200;
    private static final int FIRST_REFUSAL = 400;

    private final Vertx vertx;
    private final HttpClient client;
    private final URI server;
    private final Supplier<Optional<String>> token;
    private final Duration limit;

    private Streams(Vertx vertx, HttpClient client, URI server, Supplier<Optional<String>> token, Duration limit) {
        this.vertx = vertx;
        this.client = client;
        this.server = server;
        this.token = token;
        this.limit = limit;
    }

    /**
     * Opens a client; it connects with the first request.
     *
     * @param limit how long it waits to connect, and for an answer to begin
     */
    static Streams open(Endpoint endpoint, Supplier<Optional<String>> token, Duration limit) {
        Vertx vertx = Arc.container().instance(Vertx.class).get();
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) limit.toMillis())
                .setSsl("https".equals(endpoint.server().getScheme()));
        if (options.isSsl()) {
            EndpointTls tls = new EndpointTls(endpoint);
            options.setTrustAll(tls.isTrustAll()).setVerifyHost(!tls.isTrustAll());
            Optional.ofNullable(tls.getTrustStoreOptions()).ifPresent(options::setTrustOptions);
            Optional.ofNullable(tls.getKeyStoreOptions()).ifPresent(options::setKeyCertOptions);
        }
        HttpClient client = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS))
                .build();
        return new Streams(vertx, client, endpoint.server(), token, limit);
    }

    /**
     * Gets something. The first item is empty and comes when the server has agreed; cancelling ends the exchange.
     *
     * @param path below the server's address, with the query
     * @param silence how long nothing may come once the answer has begun
     */
    Multi<Buffer> get(String path, Duration silence) {
        return Multi.createFrom().emitter(emitter -> new Exchange(emitter, silence).begin(path));
    }

    void close() {
        client.close();
    }

    /** One request and its answer. */
    private final class Exchange {

        private final MultiEmitter<? super Buffer> emitter;
        private final Duration silence;
        private final AtomicReference<Optional<HttpClientRequest>> request = new AtomicReference<>(Optional.empty());
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicReference<Long> timer = new AtomicReference<>(-1L);

        Exchange(MultiEmitter<? super Buffer> emitter, Duration silence) {
            this.emitter = emitter;
            this.silence = silence;
        }

        void begin(String path) {
            emitter.onTermination(this::end);
            wait(limit);
            client.request(options(path)).onSuccess(this::send).onFailure(this::fail);
        }

        /** The answer is taken where it comes in: handed to another thread first, it could end before it is read. */
        private void send(HttpClientRequest open) {
            request.set(Optional.of(open));
            open.exceptionHandler(this::fail);
            if (emitter.isCancelled()) {
                open.reset();
            }
            open.send().onSuccess(this::answered).onFailure(this::fail);
        }

        private RequestOptions options(String path) {
            String base = Optional.ofNullable(server.getRawPath()).orElse("");
            RequestOptions options = new RequestOptions()
                    .setMethod(HttpMethod.GET)
                    .setAbsoluteURI(server.getScheme() + "://" + server.getRawAuthority()
                            + (base.endsWith("/") ? base : base + "/") + path)
                    .putHeader(HttpHeaders.ACCEPT, HttpHeaderValues.APPLICATION_JSON)
                    .putHeader(HttpHeaders.USER_AGENT, "flyball");
            token.get().ifPresent(value -> options.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + value));
            return options;
        }

        private void answered(HttpClientResponse response) {
            response.exceptionHandler(this::fail);
            if (response.statusCode() != OK) {
                response.body()
                        .onSuccess(body -> fail(new ApiException(
                                Math.max(response.statusCode(), FIRST_REFUSAL), Refusal.words(body.toString()))))
                        .onFailure(this::fail);
                return;
            }
            wait(silence);
            response.handler(piece -> {
                wait(silence);
                emitter.emit(piece);
            });
            response.endHandler(end -> {
                if (over.compareAndSet(false, true)) {
                    emitter.complete();
                }
            });
            emitter.emit(Buffer.buffer());
        }

        private void wait(Duration most) {
            long next = vertx.setTimer(
                    most.toMillis(), late -> fail(new TimeoutException("nothing came for " + most.toMillis() + " ms")));
            vertx.cancelTimer(timer.getAndSet(next));
        }

        /** What is heard of an exchange that is over was caused by its end. */
        private void fail(Throwable failure) {
            if (over.compareAndSet(false, true)) {
                emitter.fail(failure);
            }
        }

        private void end() {
            over.set(true);
            vertx.cancelTimer(timer.get());
            request.get().ifPresent(HttpClientRequest::reset);
        }
    }
}
