package dev.flyball.kubernetes.api;

import io.fabric8.kubernetes.client.Config;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Keeps the way to the API server open while credentials change. Nothing is read before the first request; then the
 * configuration is read off the caller's thread, by one reader at a time however many requests wait for it.
 */
final class Sessions {

    private static final Duration REREAD_AFTER = Duration.ofMinutes(1);

    /** The way to the server as it was at {@code since}. */
    record Session(Access access, ApiClient client, Instant since) {}

    private final Supplier<Config> source;
    private final Duration limit;
    private final InstantSource clock;
    private final AtomicReference<Optional<Session>> last = new AtomicReference<>(Optional.empty());

    /** The session whose certificates did not fit; the one that is opened next is another. */
    private final AtomicReference<Session> doubted = new AtomicReference<>();

    /** The reader under way, or the last one; done at first, so that the first request reads. */
    private CompletableFuture<Session> reading = CompletableFuture.failedFuture(new IllegalStateException("not read"));

    Sessions(Supplier<Config> source, Duration limit, InstantSource clock) {
        this.source = source;
        this.limit = limit;
        this.clock = clock;
    }

    /** Returns the session that was opened last. */
    Optional<Session> last() {
        return last.get();
    }

    /** Yields a session whose credentials are not known to be old. */
    Uni<Session> current() {
        return Uni.createFrom().deferred(() -> last.get()
                .filter(session -> !isOld(session) && session != doubted.get())
                .map(session -> Uni.createFrom().item(session))
                .orElseGet(this::read));
    }

    /** Yields a session with credentials read after the server refused those of {@code refused}. */
    Uni<Session> after(Session refused) {
        return Uni.createFrom().deferred(() -> last.get()
                .filter(session -> session != refused)
                .map(session -> Uni.createFrom().item(session))
                .orElseGet(this::read));
    }

    /** Reads the configuration again before the next request, since this one no longer fits the server. */
    void doubt(Session session) {
        doubted.set(session);
    }

    private boolean isOld(Session session) {
        return session.access().rotates() && session.since().plus(REREAD_AFTER).isBefore(clock.instant());
    }

    private synchronized Uni<Session> read() {
        if (reading.isDone()) {
            reading = CompletableFuture.supplyAsync(this::open, Infrastructure.getDefaultWorkerPool());
        }
        // A copy, since a caller that gives up must not cancel what others wait for.
        return Uni.createFrom().completionStage(reading.copy());
    }

    private Session open() {
        Access access = Access.read(source);
        Optional<Session> before = last.get();
        Session session = before.filter(old -> old.access().endpoint().equals(access.endpoint()))
                .map(old -> withToken(old, access))
                .orElseGet(() -> new Session(access, ApiClient.open(access, limit), clock.instant()));
        last.set(Optional.of(session));
        before.map(Session::client).filter(old -> old != session.client()).ifPresent(this::retire);
        return session;
    }

    private Session withToken(Session old, Access access) {
        old.client().use(access.token());
        return new Session(access, old.client(), clock.instant());
    }

    /** Closes a client once no request can still be using it. */
    private void retire(ApiClient client) {
        Infrastructure.getDefaultWorkerPool()
                .schedule(client::close, limit.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
    }
}
