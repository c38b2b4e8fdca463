package dev.flyball.core.port;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads signals. Called by the agent only. Methods block until they have an answer or their own time limit has passed,
 * throw nothing for what goes wrong outside, and are safe to call from several threads.
 */
public interface Signals {

    /**
     * Reads these signals. Called once a round with all queries of the round, from a worker thread, after the fleets
     * are known; the round does not wait longer than half its interval.
     *
     * <p>Values are passed on as they are: core refuses what is stale, negative or not a number. No value at all is
     * {@code MISSING}, never zero. One query's fault or slowness must not hide another's reading.
     *
     * @param fleets the fleets seen in this round; a target whose fleet could not be read is absent, and so are its
     *     queries
     * @return an entry for each query
     */
    Map<Query, Result<Reading>> read(Collection<Query> queries, Map<TargetId, Fleet> fleets, Instant at);

    /**
     * Asks what would keep {@link #read} from reading this signal, without reading it. Called by {@code flyball check}
     * only, for a target that could not be observed, so that its signals could not be read either.
     *
     * @return one fault for each problem; empty if there is none, or if the source offers no way to ask
     */
    default List<Fault> obstacles(Query query) {
        return List.of();
    }

    /**
     * Reads what a signal was in the past. Called at start and by commands, never within a round; may take as long as
     * the source needs for the whole interval.
     *
     * <p>A source that keeps no past answers {@code MISSING}.
     */
    Result<History> history(Query query, Interval interval);

    /**
     * Estimates what reading these queries once in each interval costs. Called by {@code flyball check} only.
     *
     * @return the estimate and what it rests on, for people; empty if reading costs nothing
     */
    default Optional<String> cost(Collection<Query> queries, Duration interval) {
        return Optional.empty();
    }
}
