package dev.flyball.agent.round;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** The threads that wait for the outside, so that no round does. */
@Singleton
public final class Threads {

    private static final Logger LOG = Logger.getLogger(Threads.class);
    private static final int CALLS_AT_ONCE = 8;

    /** As many as a busy API server answers at once, so that a thousand changes take seconds and not minutes. */
    private static final int WRITES_AT_ONCE = 32;

    private static final int NOTICES_AT_ONCE = 4;
    private static final Duration IDLE = Duration.ofSeconds(30);
    /** How long a write that is under way may take to end when the agent stops. */
    static final Duration LAST_WRITES = Duration.ofSeconds(10);

    private final ExecutorService looks = Executors.newCachedThreadPool(named("look"));
    private final ExecutorService calls = Executors.newFixedThreadPool(CALLS_AT_ONCE, named("call"));
    private final ExecutorService writes = bounded(WRITES_AT_ONCE, "write");
    private final ThreadPoolExecutor notices = bounded(NOTICES_AT_ONCE, "notice");

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

    /** Runs what tells of changes, which no change waits for; bounded. */
    public Executor notices() {
        return notices;
    }

    /** Lets the writes that are under way end, for a while. */
    @PreDestroy
    void stop() {
        looks.shutdownNow();
        writes.shutdown();
        notices.shutdown();
        try {
            if (!writes.awaitTermination(LAST_WRITES.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warnf("Stopped while a change was being written; it had %d s to end", LAST_WRITES.toSeconds());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            // One that is under way may end; nobody waits for those that have not begun.
            notices.getQueue().clear();
            calls.shutdownNow();
        }
    }

    /** Threads that are not needed end after a while. */
    private static ThreadPoolExecutor bounded(int most, String name) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most, most, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        threads.allowCoreThreadTimeOut(true);
        return threads;
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
