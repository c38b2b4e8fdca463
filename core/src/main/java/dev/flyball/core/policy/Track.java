package dev.flyball.core.policy;

import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.target.TargetId;
import java.util.List;
import java.util.Objects;

/**
 * Signals that are followed alike: the largest of their demands is followed with one behavior. A signal that is to be
 * followed faster or slower than the others has a track of its own.
 *
 * @param signals at least one
 * @param behavior how they are followed
 */
public record Track(List<TrackedSignal> signals, Behavior behavior) {

    public Track {
        signals = List.copyOf(signals);
        Objects.requireNonNull(behavior, "behavior");
        if (signals.isEmpty()) {
            throw new IllegalArgumentException("a track without a signal: must have at least one");
        }
    }

    /** Returns the same track of another target. */
    Track of(TargetId target) {
        return new Track(signals.stream().map(signal -> signal.of(target)).toList(), behavior);
    }
}
