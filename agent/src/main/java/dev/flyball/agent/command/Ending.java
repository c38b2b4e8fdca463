package dev.flyball.agent.command;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** What is to be done when the process is told to end, while all parts of it still work. */
@Singleton
final class Ending {

    private volatile Runnable task = () -> {};

    /** Has this done at the end. */
    void does(Runnable last) {
        task = last;
    }

    void end(@Observes ShutdownEvent event) {
        task.run();
    }
}
