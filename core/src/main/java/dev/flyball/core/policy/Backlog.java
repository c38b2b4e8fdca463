package dev.flyball.core.policy;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.util.Objects;

/**
 * Backlog drain: servers on top of those that the arriving load needs, so that what waits is worked off in time. A
 * queue of {@code Q} requests, servers that each work off {@code r} a second, and {@code T} seconds to do it in add
 * {@code Q / (r * T)} servers. As the queue gets shorter so does what is added; a scale-in window keeps the size, and
 * with it the promise.
 *
 * @param queue how much waits; its set point is what one server works off in a second
 * @param within the time in which it is to be gone, 1 s to 1 h
 */
public record Backlog(TrackedSignal queue, Duration within) {

    /** The longest time a backlog may take. */
    public static final Duration LONGEST = Duration.ofHours(1);

    public Backlog {
        Objects.requireNonNull(queue, "queue");
        if (within.compareTo(Duration.ofSeconds(1)) < 0 || within.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("backlog drain within " + within + ": must be 1 s to " + LONGEST);
        }
        if (queue.setPoint().unit() != SetPoint.Unit.PER_SERVER) {
            throw new IllegalArgumentException("backlog drain of "
                    + queue.query().signal() + ": must be an amount, held to what one server works off in a second");
        }
    }

    /** Returns the signal whose demand is what the backlog adds. */
    public TrackedSignal signal() {
        double each = queue.setPoint().value() * within.toNanos() / 1e9;
        return new TrackedSignal(
                queue.query(),
                new SetPoint(SetPoint.Unit.PER_SERVER, each),
                queue.maxAge(),
                queue.estimator(),
                queue.window(),
                queue.weight());
    }

    /** Returns the same backlog of another target. */
    Backlog of(TargetId target) {
        return new Backlog(queue.of(target), within);
    }
}
