package dev.flyball.agent.state;

import dev.flyball.agent.settings.TargetSettings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Keeps memories in a directory, for the same agent when it starts again. One writing at a time, of the newest there is
 * then: a slow disk has writings left out, and delays no round. What fails is said when it begins and when it is over,
 * and never stops the agent.
 *
 * <p>A large state is not written each round, but once a minute, after orders and when the agent ends; what was decided
 * since is then not known to the agent that comes next, which is told so.
 */
public final class StateDirectory implements Memories {

    private static final Logger LOG = Logger.getLogger(StateDirectory.class);

    /** A target that is not seen any more is forgotten after this time. */
    private static final Duration UNCLAIMED_FOR = Duration.ofDays(1);

    /** More is too much for each round: that of ten thousand targets can have a hundred megabytes. */
    private static final long MOST_EACH_ROUND = 8L << 20;

    private static final Duration BETWEEN_LARGE = Duration.ofMinutes(1);

    private final StateFile file;
    private final Executor writer;
    private final InstantSource clock;
    private final Instant opened;
    private final long most;

    private final Ledger ledger = new Ledger(new StateJson());
    private boolean spaced;
    private boolean closing;
    private Instant begun = Instant.MIN;
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private Optional<Instant> failing = Optional.empty();

    private StateDirectory(StateFile file, Executor writer, InstantSource clock, long most) {
        this.most = most;
        this.file = file;
        this.writer = writer;
        this.clock = clock;
        this.opened = clock.instant();
    }

    /**
     * Opens a directory and reads what was kept there.
     *
     * @param writer runs the writings, one at a time, in their order
     * @throws IOException if another agent uses it; whatever else is wrong with it is said in the log
     */
    public static StateDirectory open(Path directory, Executor writer, InstantSource clock) throws IOException {
        return open(directory, writer, clock, MOST_EACH_ROUND);
    }

    /** Opens a directory; more than {@code most} bytes are not written in each round. */
    static StateDirectory open(Path directory, Executor writer, InstantSource clock, long most) throws IOException {
        StateFile file = new StateFile(directory);
        StateDirectory state = new StateDirectory(file, writer, clock, most);
        try {
            file.claim();
        } catch (StateFile.InUseException used) {
            throw used;
        } catch (IOException unusable) {
            state.failed(unusable);
        }
        state.read();
        return state;
    }

    private void read() {
        try {
            Optional<StateJson.Contents> contents = file.read();
            contents.ifPresent(known -> {
                ledger.find(known.kept());
                LOG.infof(
                        "The memory of %d targets is back from %s", known.kept().size(), file.path());
                known.forgotten()
                        .forEach(problem -> LOG.warnf("What was kept makes no sense and is forgotten: %s", problem));
            });
        } catch (StateFile.SetAsideException aside) {
            LOG.errorf("%s. The agent starts without memory: nothing shrinks for a while", aside.getMessage());
        } catch (IOException unreadable) {
            LOG.errorf(
                    "The state in %s cannot be read: %s. The agent starts without memory: nothing shrinks for a while",
                    file.path(), reason(unreadable));
        }
    }

    @Override
    public synchronized Optional<Kept> recall(TargetSettings target) {
        return ledger.recall(target);
    }

    @Override
    public synchronized CompletableFuture<Void> keep(Object owner, List<Kept> now) {
        ledger.keep(owner, now);
        if (clock.instant().isAfter(opened.plus(UNCLAIMED_FOR))) {
            ledger.forgetUnclaimed();
        }
        boolean due = clock.instant().isAfter(begun.plus(BETWEEN_LARGE));
        return spaced && !due ? CompletableFuture.completedFuture(null) : write();
    }

    @Override
    public synchronized CompletableFuture<Void> order(TargetSettings target, Orders orders) {
        ledger.order(target, orders);
        return write();
    }

    /** Has what is known now written, once the writing that is under way has ended. */
    private CompletableFuture<Void> write() {
        CompletableFuture<Void> kept = new CompletableFuture<>();
        waiting.add(kept);
        if (waiting.size() == 1) {
            writer.execute(this::writeNow);
        }
        return kept;
    }

    private void writeNow() {
        List<Kept> all;
        List<CompletableFuture<Void>> done;
        synchronized (this) {
            boolean last = !spaced || closing;
            all = ledger.all().stream().map(kept -> kept.asLast(last)).toList();
            begun = clock.instant();
            done = waiting;
            waiting = new ArrayList<>();
        }
        try {
            file.claim();
            measured(file.replace(all));
            succeeded();
        } catch (IOException failure) {
            failed(failure);
        } catch (RuntimeException defect) {
            LOG.error("The state could not be kept, which is a defect: please report this", defect);
        } finally {
            done.forEach(kept -> kept.complete(null));
        }
    }

    private synchronized void measured(long bytes) {
        boolean large = bytes > most;
        if (large && !spaced) {
            LOG.infof(
                    "The state in %s has %d bytes, too many to write in each round: it is written once a minute",
                    file.path(), bytes);
            // What was written said that it is the last, which it will not stay.
            begun = Instant.MIN;
        }
        spaced = large;
    }

    private void succeeded() {
        failing.ifPresent(since -> LOG.infof(
                "The state is kept in %s again, after %d s",
                file.path(), Duration.between(since, clock.instant()).toSeconds()));
        failing = Optional.empty();
    }

    private void failed(IOException failure) {
        if (failing.isEmpty()) {
            failing = Optional.of(clock.instant());
            LOG.errorf(
                    "The state cannot be kept in %s: %s. Targets are scaled as before; an agent that is started now begins"
                            + " with what was kept last. Make room there, or make it writable for the agent",
                    file.path(), reason(failure));
        }
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null || failure instanceof NoSuchFileException
                ? failure.toString()
                : failure.getMessage();
    }

    @Override
    public CompletableFuture<Void> close() {
        synchronized (this) {
            closing = true;
            if (spaced) {
                write();
            }
        }
        CompletableFuture<Void> closed = new CompletableFuture<>();
        writer.execute(() -> {
            try {
                file.release();
            } catch (IOException failure) {
                LOG.warnf("The lock in %s could not be given up: %s", file.path(), reason(failure));
            } finally {
                closed.complete(null);
            }
        });
        return closed;
    }
}
