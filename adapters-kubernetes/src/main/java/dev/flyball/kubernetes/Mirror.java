package dev.flyball.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.flyball.core.result.Fault;
import dev.flyball.kubernetes.api.ApiException;
import dev.flyball.kubernetes.api.Causes;
import dev.flyball.kubernetes.api.FaultException;
import dev.flyball.kubernetes.api.WatchEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the server has of one resource in one namespace: listed once, then kept up to date by a watch. A watch that ends
 * goes on from the version seen last; one that the server no longer knows how to go on with, or that told nonsense,
 * begins with a new list. Until that is complete the old one holds, and what was seen holds for a while without a
 * watch; after that nothing is known, which is not the same as nothing being there. Safe for use by several threads.
 *
 * @param <R> the objects as the server tells them
 * @param <T> what is kept of them
 */
final class Mirror<R, T extends Shelf.Labelled> {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final CompletableFuture<Void> NONE = CompletableFuture.completedFuture(null);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    /** Where the objects come from. */
    interface Source<R> {
        Uni<String> list(Consumer<R> each);

        Multi<WatchEvent<R>> watch(String version, Duration length, Duration silence);
    }

    /** The machine's monotonic clock, and what runs something later. */
    record Time(LongSupplier nanos, ScheduledExecutorService later) {}

    private final Source<R> source;
    private final Function<R, T> kept;
    private final Function<Throwable, Fault> words;
    private final Patience patience;
    private final Time time;

    private CompletableFuture<Void> attempt = new CompletableFuture<>();
    private boolean pausing;
    private Runnable next = () -> {};
    private Optional<Shelf<T>> shelf = Optional.empty();
    private Fault fault = new Fault(Fault.Kind.TIMED_OUT, "the first list is not complete yet");
    private String version = "";
    private boolean begun;
    private boolean open;
    private boolean closed;
    private long since;
    private int failures;
    private long requests;
    private Cancellable request = () -> {};

    /**
     * Makes it; nothing is asked before somebody looks.
     *
     * @param kept what is kept of an object; throws {@link FaultException} if it makes no sense
     * @param words says what went wrong
     */
    Mirror(Source<R> source, Function<R, T> kept, Function<Throwable, Fault> words, Patience patience, Time time) {
        this.source = source;
        this.kept = kept;
        this.words = words;
        this.patience = patience;
        this.time = time;
    }

    /**
     * Yields what is there, or fails with the fault in words. Where that is not known the server is asked at once,
     * unless it has refused, and the answer is waited for.
     */
    Uni<Shelf<T>> look() {
        return Uni.createFrom().deferred(() -> {
            hurry();
            CompletableFuture<Void> answer;
            synchronized (this) {
                if (isFresh() || attempt.isDone()) {
                    return Uni.createFrom().item(this::current);
                }
                answer = attempt.copy();
            }
            return Uni.createFrom().completionStage(answer).map(done -> current());
        });
    }

    /** Ends the watch; nothing is known from now on. */
    void close() {
        Cancellable last;
        synchronized (this) {
            closed = true;
            open = false;
            shelf = Optional.empty();
            last = request;
        }
        last.cancel();
        tried();
    }

    /** Begins with the first look, and does not pause while somebody waits for what is not known. */
    private void hurry() {
        Runnable now;
        synchronized (this) {
            boolean first = !begun;
            begun = true;
            now = first ? this::list : isFresh() || isRefused() ? () -> {} : this::resume;
        }
        now.run();
    }

    /** Ends a pause; whether its time is over or somebody could not wait, only the first does. */
    private void resume() {
        Runnable now;
        synchronized (this) {
            now = pausing && !closed ? next : () -> {};
            pausing = false;
        }
        now.run();
    }

    private boolean isFresh() {
        return shelf.isPresent()
                && (open || time.nanos().getAsLong() - since <= patience.stale().toNanos());
    }

    private boolean isRefused() {
        return fault.kind() == Fault.Kind.FORBIDDEN || fault.kind() == Fault.Kind.NOT_FOUND;
    }

    private synchronized Shelf<T> current() {
        return shelf.filter(seen -> isFresh()).orElseThrow(() -> new FaultException(fault.kind(), fault.message()));
    }

    private synchronized void trying() {
        if (attempt.isDone()) {
            attempt = new CompletableFuture<>();
        }
    }

    private void tried() {
        endOfAttempt().complete(null);
    }

    /** Yields what waits for the attempt that ends now, and that whoever ends it must complete. */
    private synchronized CompletableFuture<Void> endOfAttempt() {
        CompletableFuture<Void> ended = attempt;
        attempt = NONE;
        return ended;
    }

    private void list() {
        trying();
        Shelf<T> next = new Shelf<>();
        run(() -> source.list(object -> next.put(kept.apply(object)))
                .subscribe()
                .with(at -> listed(next, at), this::failed));
    }

    private void listed(Shelf<T> next, String at) {
        synchronized (this) {
            shelf = Optional.of(next);
            version = at;
            since = time.nanos().getAsLong();
        }
        tried();
        watch();
    }

    private void watch() {
        trying();
        String from;
        synchronized (this) {
            from = version;
        }
        Duration length = patience.length()
                .plusMillis(
                        ThreadLocalRandom.current().nextLong(patience.length().toMillis() + 1));
        run(() -> source.watch(from, length, patience.silence())
                .onItem()
                .invoke(this::told)
                .subscribe()
                .with(told -> {}, this::failed, () -> ended(false)));
    }

    /** Begins a request that {@link #close} can end. */
    private void run(Supplier<Cancellable> subscription) {
        long number;
        synchronized (this) {
            number = ++requests;
        }
        Cancellable started = subscription.get();
        boolean late;
        synchronized (this) {
            late = closed;
            // What answers at once may have begun the next request already.
            if (number == requests) {
                request = started;
            }
        }
        if (late) {
            started.cancel();
        }
    }

    private void told(WatchEvent<R> event) {
        take(event);
        if (event instanceof WatchEvent.Opened) {
            tried();
        }
    }

    private synchronized void take(WatchEvent<R> event) {
        if (event instanceof WatchEvent.Opened) {
            open = true;
            fault = new Fault(Fault.Kind.UNREACHABLE, "the server ended the watch");
            since = time.nanos().getAsLong();
        } else if (event instanceof WatchEvent.Put<R> put) {
            shelf.ifPresent(seen -> seen.put(kept.apply(put.object())));
            version = put.version();
        } else if (event instanceof WatchEvent.Gone<R> gone) {
            shelf.ifPresent(seen -> seen.remove(kept.apply(gone.object()).name()));
            version = gone.version();
        } else if (event instanceof WatchEvent.Mark<R> mark) {
            version = mark.version();
        }
    }

    private void failed(Throwable failure) {
        synchronized (this) {
            fault = words.apply(failure);
        }
        ended(isForNewList(failure));
    }

    /** A server that is busy or starting, and a connection that broke, say nothing against the version seen last. */
    private static boolean isForNewList(Throwable failure) {
        boolean refused = Causes.find(failure, ApiException.class)
                .filter(answer -> answer.status() < SERVER_ERRORS && answer.status() != TOO_MANY_REQUESTS)
                .isPresent();
        return refused
                || Causes.find(failure, JsonProcessingException.class).isPresent()
                || Causes.find(failure, FaultException.class).isPresent();
    }

    private void ended(boolean forNewList) {
        CompletableFuture<Void> done;
        synchronized (this) {
            // Before the pause, since the next attempt may begin at once, and must not end with this one.
            done = endOfAttempt();
            if (!closed) {
                long now = time.nanos().getAsLong();
                boolean lived = open && now - since > patience.longestPause().toNanos();
                if (open) {
                    since = now;
                }
                open = false;
                failures = lived ? 0 : failures + 1;
                next = forNewList || shelf.isEmpty() ? this::list : this::watch;
                pause();
            }
        }
        done.complete(null);
    }

    private void pause() {
        pausing = true;
        try {
            time.later().schedule(this::resume, millis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            closed = true;
        }
    }

    /**
     * From next to nothing after a long life to the longest pause, half of it by chance, so that not all come at once.
     */
    private long millis() {
        if (failures == 0) {
            return 1;
        }
        long most = isRefused()
                ? patience.refused().toMillis()
                : Math.min(patience.longestPause().toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures - 1, 20));
        return 1 + most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    }
}
