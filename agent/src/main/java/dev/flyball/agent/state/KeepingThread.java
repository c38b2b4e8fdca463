package dev.flyball.agent.state;

import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one thread that keeps memories, so that no round waits for a disk. It does not outlive the agent: a writing that
 * the end cuts short leaves what was kept before.
 */
@Singleton
final class KeepingThread implements Executor {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread keeping = new Thread(task, "flyball-keep");
        keeping.setDaemon(true);
        return keeping;
    });

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }
}
