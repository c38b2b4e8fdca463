package dev.flyball.agent.state;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.settings.Settings;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.agent.shard.Sharding;
import dev.flyball.core.target.TargetId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The memories of this agent, kept where its settings say once {@link #open} was called, and nowhere before. */
@Singleton
public final class AgentMemories implements Memories {

    private final Settings settings;
    private final Adapters adapters;
    private final Sharding sharding;
    private final Executor worker;
    private final InstantSource clock;
    private volatile Memories memories = Memories.none();

    AgentMemories(Settings settings, Adapters adapters, Sharding sharding, KeepingThread worker, InstantSource clock) {
        this.settings = settings;
        this.adapters = adapters;
        this.sharding = sharding;
        this.worker = worker;
        this.clock = clock;
    }

    /**
     * Begins to keep memories, and reads those of before. Called before the first round, and before shards are taken.
     *
     * @throws IOException if another agent keeps its own in the same place
     */
    public void open() throws IOException {
        if (settings.shards().isPresent()) {
            ShardMemories beside = new ShardMemories(
                    adapters.archive(settings.leases()), worker, System::nanoTime, sharding::shardOf, sharding::holds);
            sharding.tells(beside);
            memories = beside;
        } else if (settings.stateDirectory().isPresent()) {
            memories = StateDirectory.open(settings.stateDirectory().get(), worker, clock);
        }
    }

    /** Keeps what is known a last time. Called when the last write has ended; waits for a while at most. */
    public void close(Duration longest) {
        memories.close()
                .completeOnTimeout(null, longest.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public boolean isKnown(TargetId target, long term) {
        return memories.isKnown(target, term);
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
