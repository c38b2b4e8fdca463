package dev.flyball.agent.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What is known of one shard in one tenure, and how far it is kept. Guarded by {@link ShardMemories}. */
final class Book {

    final int shard;
    final long term;
    final long since;
    final Ledger ledger;

    /** True once what was kept before is known, or nobody waits for it any more: only then it is decided. */
    boolean open;

    boolean reading;

    /** True until a round has handed in something: what was kept before must not be taken for the newest any more. */
    boolean untouched = true;

    /** True once the shard is being given up, so that what is known is the last. */
    boolean closing;

    long due;
    Optional<String> version = Optional.empty();
    byte[] written = {};
    List<CompletableFuture<Void>> waiting = new ArrayList<>();

    Book(int shard, long term, long since, Ledger ledger) {
        this.shard = shard;
        this.term = term;
        this.since = since;
        this.ledger = ledger;
    }
}
