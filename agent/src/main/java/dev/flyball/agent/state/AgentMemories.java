package dev.flyball.agent.state;

import dev.flyball.agent.settings.Settings;
import dev.flyball.agent.settings.TargetSettings;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The memories of this agent, kept where its settings say once {@link #open} was called, and nowhere before. */
@Singleton
public final class AgentMemories implements Memories {

    private final Optional<Path> directory;
    private final Executor writer;
    private final InstantSource clock;
    private volatile Memories memories = Memories.none();

    AgentMemories(Settings settings, KeepingThread writer, InstantSource clock) {
        this.directory = settings.stateDirectory();
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Begins to keep memories, and reads those of before. Called before the first round.
     *
     * @throws IOException if another agent keeps its own in the same place
     */
    public void open() throws IOException {
        if (directory.isPresent()) {
            memories = StateDirectory.open(directory.get(), writer, clock);
        }
    }

    @Override
    public Optional<Kept> recall(TargetSettings target) {
        return memories.recall(target);
    }

    @Override
    public CompletableFuture<Void> keep(Object owner, List<Kept> now) {
        return memories.keep(owner, now);
    }

    @Override
    public CompletableFuture<Void> order(TargetSettings target, Orders orders) {
        return memories.order(target, orders);
    }
}
