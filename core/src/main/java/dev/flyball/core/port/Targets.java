package dev.flyball.core.port;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sees and changes the size of targets. Called by the agent only. Methods block until they have an answer or their own
 * time limit has passed, throw nothing for what goes wrong outside, and are safe to call from several threads.
 */
public interface Targets {

    /**
     * Reports the fleets of these targets. Called once a round with all targets of the round, from a worker thread; the
     * round does not wait longer than half its interval.
     *
     * <p>One target's fault or slowness must not hide another's fleet: {@code NOT_FOUND} if the target does not exist,
     * {@code FORBIDDEN} if a right is missing (the message says which), {@code UNAUTHENTICATED}, {@code UNREACHABLE},
     * {@code TIMED_OUT}, {@code RATE_LIMITED}, or {@code INVALID} if the answer makes no sense.
     *
     * @return an entry for each target asked for
     */
    Map<TargetId, Result<Fleet>> observe(Collection<TargetId> targets, Instant at);

    /**
     * Lists the targets that a resource stands for, if it is one that {@link Platform.Form#several() selects} several.
     * Called once a round, from a worker thread; a round does not wait for it but at the very first time.
     *
     * @return names of single targets; a fault if they cannot be listed now
     */
    default Result<Set<TargetId>> matching(TargetId selection) {
        return Result.ok(Set.of(selection));
    }

    /**
     * Asks the platform for a new size. Called only in write mode {@code ACT}, from a bounded pool, never twice at the
     * same time for one target. A platform that offers conditional writes must refuse if the target is no longer at
     * {@code seen}; that, and a busy platform, is {@link Outcome.Deferred}.
     */
    Outcome apply(TargetId target, Change change, Version seen);

    /**
     * Asks what would keep {@link #apply} from working, without changing anything. Called by {@code flyball check}
     * only.
     *
     * @return one fault for each problem; empty if there is none, or if the platform offers no way to ask
     */
    List<Fault> obstacles(TargetId target);

    /**
     * Asks what would keep {@link #apply} from changing the size of servers, without changing anything. Called at start
     * and by {@code flyball check}, only for a target that is to change it.
     *
     * @return one fault for each problem; {@code UNSUPPORTED} if the platform cannot do this at all
     */
    default List<Fault> obstaclesToSizes(TargetId target) {
        return List.of(new Fault(
                Fault.Kind.UNSUPPORTED, target + ": the size of its servers cannot be changed; only their number can"));
    }

    /**
     * Gives back what other agents wait for. Called once, when the agent ends and no write is under way.
     *
     * @return what could not be given back, and why
     */
    default List<Fault> end() {
        return List.of();
    }
}
