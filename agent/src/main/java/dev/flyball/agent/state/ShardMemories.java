package dev.flyball.agent.state;

import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.agent.shard.ShardListener;
import dev.flyball.core.port.Archive;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * Keeps memories beside the leases of shards, so that whoever takes a shard over goes on with what its holder knew:
 * once a minute, at once after an order, and a last time before the shard is given up. Only the holder writes. What
 * fails is said when it begins and when it is over, and never stops the agent.
 */
public final class ShardMemories implements Memories, ShardListener {

    private static final long BETWEEN_WRITES = Duration.ofMinutes(1).toNanos();
    private static final long BEFORE_NEXT_TRY = Duration.ofSeconds(15).toNanos();

    /** An agent that cannot read what was kept decides without it after this. */
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

    private final Archive archive;
    private final Executor worker;
    private final LongSupplier nanoTime;
    private final ToIntFunction<TargetId> shardOf;
    private final IntPredicate holds;
    private final StateJson json = new StateJson();
    private final ShardForm form = new ShardForm(json);
    private final ShardLog log;
    private final Map<Integer, Book> books = new HashMap<>();

    /**
     * Makes memories of no shard.
     *
     * @param worker runs the readings and writings, one at a time
     * @param nanoTime a clock that never goes back
     * @param shardOf tells which shard a target is in
     * @param holds tells whether a shard is held for longer than a write takes
     */
    public ShardMemories(
            Archive archive,
            Executor worker,
            LongSupplier nanoTime,
            ToIntFunction<TargetId> shardOf,
            IntPredicate holds) {
        this.archive = archive;
        this.worker = worker;
        this.nanoTime = nanoTime;
        this.shardOf = shardOf;
        this.holds = holds;
        this.log = new ShardLog(archive);
    }

    @Override
    public synchronized void held(Map<Integer, Long> terms, Set<Integer> leaving) {
        books.values().stream()
                .filter(book -> !leaving.contains(book.shard)
                        && !Long.valueOf(book.term).equals(terms.get(book.shard)))
                .toList()
                .forEach(this::close);
        terms.forEach((shard, term) -> {
            Book book = books.computeIfAbsent(
                    shard, added -> new Book(shard, term, nanoTime.getAsLong(), new Ledger(json)));
            if (!book.open) {
                read(book);
            } else if (!book.untouched && nanoTime.getAsLong() - book.due >= 0) {
                write(book);
            }
        });
        leaving.stream()
                .map(books::get)
                .filter(book -> book != null && book.open && !book.closing)
                .toList()
                .forEach(this::writeLast);
    }

    private void close(Book book) {
        books.remove(book.shard);
        book.waiting.forEach(kept -> kept.complete(null));
    }

    private CompletableFuture<Void> writeLast(Book book) {
        book.closing = true;
        return write(book);
    }

    @Override
    public synchronized CompletableFuture<Void> close() {
        return CompletableFuture.allOf(new TreeSet<>(books.keySet())
                .stream()
                        .map(books::get)
                        .filter(book -> book.open && !book.closing)
                        .map(this::writeLast)
                        .toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public synchronized boolean isKnown(TargetId target, long term) {
        Book book = books.get(shardOf.applyAsInt(target));
        return book != null && book.term == term && book.open;
    }

    @Override
    public synchronized Optional<Kept> recall(TargetSettings target) {
        return Optional.ofNullable(books.get(shardOf.applyAsInt(target.resource())))
                .flatMap(book -> book.ledger.recall(target));
    }

    @Override
    public synchronized CompletableFuture<Void> keep(Object owner, List<Kept> now) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Book book : books.values()) {
            if (!holds.test(book.shard)) {
                // A round that lost a shard on its way names none, or not all, of its targets.
                continue;
            }
            List<Kept> own = now.stream()
                    .filter(kept -> shardOf.applyAsInt(kept.target()) == book.shard)
                    .toList();
            book.ledger.keep(owner, own);
            if (book.open && book.untouched && !own.isEmpty()) {
                book.untouched = false;
                all = CompletableFuture.allOf(all, write(book));
            }
        }
        return all;
    }

    @Override
    public synchronized CompletableFuture<Void> order(TargetSettings target, Orders orders) {
        Book book = books.get(shardOf.applyAsInt(target.resource()));
        if (book == null || !book.open) {
            return CompletableFuture.completedFuture(null);
        }
        book.ledger.order(target, orders);
        return write(book);
    }

    private void read(Book book) {
        if (!book.reading) {
            book.reading = true;
            worker.execute(() -> readNow(book));
        }
    }

    private void readNow(Book book) {
        Result<Optional<Archive.Entry>> answer = archive.read(name(book));
        Optional<StateJson.Contents> contents = Optional.empty();
        Optional<String> version = Optional.empty();
        if (answer instanceof Result.Ok<Optional<Archive.Entry>> ok
                && ok.value().isPresent()) {
            Archive.Entry entry = ok.value().get();
            version = Optional.of(entry.version());
            contents = new Aside(archive, form, log).read(name(book), entry);
        }
        synchronized (this) {
            book.reading = false;
            if (answer instanceof Result.Failed<Optional<Archive.Entry>> failed) {
                boolean patient = nanoTime.getAsLong() - book.since < PATIENCE;
                if (ShardLog.mayPass(failed.fault()) && patient) {
                    return;
                }
                log.unread(name(book), failed.fault());
            }
            contents.ifPresent(known -> {
                book.ledger.find(known.kept());
                log.read(name(book), known);
            });
            book.version = version;
            book.open = true;
        }
    }

    /** Has what is known now written, once the writing that is under way has ended. */
    private CompletableFuture<Void> write(Book book) {
        CompletableFuture<Void> kept = new CompletableFuture<>();
        book.waiting.add(kept);
        book.due = nanoTime.getAsLong() + BETWEEN_WRITES;
        if (book.waiting.size() == 1) {
            worker.execute(() -> writeNow(book));
        }
        return kept;
    }

    private void writeNow(Book book) {
        List<CompletableFuture<Void>> done;
        List<Kept> all;
        boolean mine;
        synchronized (this) {
            mine = books.get(book.shard) == book && (book.closing || holds.test(book.shard));
            all = book.ledger.all().stream()
                    .map(kept -> kept.asLast(book.closing))
                    .toList();
            done = book.waiting;
            book.waiting = new ArrayList<>();
        }
        try {
            if (mine) {
                replace(book, all);
            }
        } finally {
            done.forEach(kept -> kept.complete(null));
        }
    }

    private void replace(Book book, List<Kept> all) {
        Optional<ShardForm.Written> next = form.write(all, archive.largest());
        log.extent(name(book), next.map(ShardForm.Written::extent), all.size());
        boolean nothing = all.isEmpty() && book.version.isEmpty();
        if (next.isEmpty() || nothing || Arrays.equals(next.get().bytes(), book.written)) {
            return;
        }
        byte[] bytes = next.get().bytes();
        Result<Optional<String>> answer = archive.write(name(book), bytes, book.version);
        if (answer instanceof Result.Ok<Optional<String>> ok && ok.value().isEmpty()) {
            // The holder's is the newest; a late write of the holder before can be in between.
            answer = archive.read(name(book))
                    .then(seen -> archive.write(name(book), bytes, seen.map(Archive.Entry::version)));
        }
        synchronized (this) {
            if (answer instanceof Result.Ok<Optional<String>> ok && ok.value().isPresent()) {
                book.version = ok.value();
                book.written = bytes;
                log.kept(name(book));
            } else {
                book.due = nanoTime.getAsLong() + BEFORE_NEXT_TRY;
                log.unkept(name(book), answer);
            }
        }
    }

    private static String name(Book book) {
        return "shard-" + book.shard;
    }
}
