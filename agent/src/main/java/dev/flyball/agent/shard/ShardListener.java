package dev.flyball.agent.shard;

import java.util.Map;
import java.util.Set;

/** Is told which shards an agent holds. Called on the thread that looks at the leases; must be quick. */
public interface ShardListener {

    /**
     * It was looked at the leases.
     *
     * @param terms the shards that are held, and in which tenure
     * @param leaving those that will be given up as soon as what is being written has ended
     */
    void held(Map<Integer, Long> terms, Set<Integer> leaving);
}
