package dev.flyball.core.policy;

import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Blindness;
import dev.flyball.core.guard.Cooldown;
import dev.flyball.core.guard.Schedule;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.guard.ZeroScaling;
import dev.flyball.core.target.Bounds;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one target is held to.
 *
 * @param bounds the sizes allowed
 * @param tracks what is looked at and how it is followed, at least one
 * @param combine how several tracks become one size
 * @param burst what a sudden load does; empty for nothing of its own
 * @param cooldown how long the target rests after a change
 * @param zero when it goes to zero; empty for never. Counts only if the bounds allow it
 * @param blindness what to do while nothing can be read
 * @param schedule bounds that change with the time
 */
public record Policy(
        Bounds bounds,
        List<Track> tracks,
        Combine combine,
        Optional<Burst> burst,
        Cooldown cooldown,
        Optional<ZeroScaling> zero,
        Blindness blindness,
        Schedule schedule) {

    public Policy {
        Objects.requireNonNull(bounds, "bounds");
        Objects.requireNonNull(combine, "combine");
        Objects.requireNonNull(burst, "burst");
        Objects.requireNonNull(cooldown, "cooldown");
        Objects.requireNonNull(zero, "zero");
        Objects.requireNonNull(blindness, "blindness");
        Objects.requireNonNull(schedule, "schedule");
        tracks = List.copyOf(tracks);
        if (tracks.isEmpty()) {
            throw new IllegalArgumentException("a policy without a signal: must have at least one");
        }
    }

    /** Makes a policy that follows all signals alike, without anything that is not named here. */
    public Policy(Bounds bounds, List<TrackedSignal> signals, Tolerance tolerance, Stabilization stabilization) {
        this(bounds, List.of(new Track(signals, Behavior.of(tolerance, stabilization))));
    }

    /** Makes a policy of the largest proposal of these tracks, without anything that is not named here. */
    public Policy(Bounds bounds, List<Track> tracks) {
        this(
                bounds,
                tracks,
                Combine.MAX,
                Optional.empty(),
                Cooldown.none(),
                Optional.empty(),
                Blindness.hold(),
                Schedule.none());
    }

    /** Returns the signals of all tracks. */
    public List<TrackedSignal> signals() {
        return tracks.stream().flatMap(track -> track.signals().stream()).toList();
    }
}
