package dev.flyball.agent.round;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** The threads that wait for the outside, so that no round does. */
@Singleton
public final class Threads {

    private static final Logger LOG = Logger.getLogger(Threads.class);
    private static final int CALLS_AT_ONCE = 8;
    private static final int WRITES_AT_ONCE = 8;
    private static final Duration LAST_WRITES = Duration.ofSeconds(10);

    private final ExecutorService looks = Executors.newCachedThreadPool(named("look"));
    private final ExecutorService calls = Executors.newFixedThreadPool(CALLS_AT_ONCE, named("call"));
    private final ExecutorService writes = Executors.newFixedThreadPool(WRITES_AT_ONCE, named("write"));

    /** Runs looks: one for each adapter and interval at most. */
    public Executor looks() {
        return looks;
    }

    /** Runs single calls of adapters whose client blocks; bounded. */
    public Executor calls() {
        return calls;
    }

    /** Runs writes; bounded. */
    public Executor writes() {
        return writes;
    }

    /** Lets the writes that are under way end, for a while. */
    @PreDestroy
    void stop() {
        looks.shutdownNow();
        writes.shutdown();
        try {
            if (!writes.awaitTermination(LAST_WRITES.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warnf("Stopped while a change was being written; it had %d s to end", LAST_WRITES.toSeconds());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            calls.shutdownNow();
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "flyball-" + name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
