package dev.flyball.agent.round;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Rounds that somebody asks for between the regular ones. However many ask, one at most is under way and one at most
 * waits for it. Safe for use by several threads.
 */
final class ExtraRounds {

    private final Collection<Round> rounds;
    private final Executor threads;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private Optional<CompletableFuture<Void>> waiting = Optional.empty();

    ExtraRounds(Collection<Round> rounds, Executor threads) {
        this.rounds = rounds;
        this.threads = threads;
    }

    /** Returns when a round of all targets that begins after this call has ended. */
    synchronized CompletableFuture<Void> ask() {
        if (waiting.isEmpty()) {
            last = last.handleAsync((ended, failure) -> begin(), threads).thenCompose(Function.identity());
            waiting = Optional.of(last);
        }
        return waiting.get();
    }

    private synchronized CompletableFuture<Void> begin() {
        waiting = Optional.empty();
        return CompletableFuture.allOf(rounds.stream()
                .map(round -> CompletableFuture.runAsync(round::run, threads))
                .toArray(CompletableFuture<?>[]::new));
    }
}
