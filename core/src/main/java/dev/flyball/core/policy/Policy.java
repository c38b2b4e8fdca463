package dev.flyball.core.policy;

import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.forecast.RiskSizing;
import dev.flyball.core.guard.Blindness;
import dev.flyball.core.guard.Cooldown;
import dev.flyball.core.guard.Schedule;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.guard.ZeroScaling;
import dev.flyball.core.signal.Query;
import dev.flyball.core.strategy.Sizing;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.TargetId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

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
 * @param backlog what waits and is worked off on top of the load; empty if nothing is
 * @param sizing how servers may be made larger or smaller
 * @param byRisk sizing by risk from a forecast of the first track's load, while there is one; empty to follow the load
 *     as it is. Other tracks follow theirs as it is
 */
public record Policy(
        Bounds bounds,
        List<Track> tracks,
        Combine combine,
        Optional<Burst> burst,
        Cooldown cooldown,
        Optional<ZeroScaling> zero,
        Blindness blindness,
        Schedule schedule,
        Optional<Backlog> backlog,
        Sizing sizing,
        Optional<ByRisk> byRisk) {

    public Policy {
        Objects.requireNonNull(bounds, "bounds");
        Objects.requireNonNull(combine, "combine");
        Objects.requireNonNull(burst, "burst");
        Objects.requireNonNull(cooldown, "cooldown");
        Objects.requireNonNull(zero, "zero");
        Objects.requireNonNull(blindness, "blindness");
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(backlog, "backlog");
        Objects.requireNonNull(sizing, "sizing");
        Objects.requireNonNull(byRisk, "byRisk");
        tracks = List.copyOf(tracks);
        if (tracks.isEmpty()) {
            throw new IllegalArgumentException("a policy without a signal: must have at least one");
        }
        Set<Query> seen = new HashSet<>();
        signals(tracks, backlog, sizing).forEach(signal -> {
            if (!seen.add(signal.query())) {
                throw new IllegalArgumentException(
                        "signal " + signal.query().signal() + " twice in a policy: must be" + " followed in one way");
            }
        });
    }

    /** Makes a policy that follows the load as it is. */
    public Policy(
            Bounds bounds,
            List<Track> tracks,
            Combine combine,
            Optional<Burst> burst,
            Cooldown cooldown,
            Optional<ZeroScaling> zero,
            Blindness blindness,
            Schedule schedule,
            Optional<Backlog> backlog,
            Sizing sizing) {
        this(bounds, tracks, combine, burst, cooldown, zero, blindness, schedule, backlog, sizing, Optional.empty());
    }

    /** Makes a policy without a backlog of servers that stay as large as they are. */
    public Policy(
            Bounds bounds,
            List<Track> tracks,
            Combine combine,
            Optional<Burst> burst,
            Cooldown cooldown,
            Optional<ZeroScaling> zero,
            Blindness blindness,
            Schedule schedule) {
        this(
                bounds,
                tracks,
                combine,
                burst,
                cooldown,
                zero,
                blindness,
                schedule,
                Optional.empty(),
                Sizing.horizontal());
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

    /** Returns the same policy for another target. */
    public Policy of(TargetId target) {
        return new Policy(
                bounds,
                tracks.stream().map(track -> track.of(target)).toList(),
                combine,
                burst,
                cooldown,
                zero,
                blindness,
                schedule,
                backlog.map(known -> known.of(target)),
                sizing.of(target),
                byRisk);
    }

    /** Returns this policy with a backlog to drain. */
    public Policy draining(Backlog other) {
        return new Policy(
                bounds,
                tracks,
                combine,
                burst,
                cooldown,
                zero,
                blindness,
                schedule,
                Optional.of(other),
                sizing,
                byRisk);
    }

    /** Returns this policy with servers that may be made larger or smaller. */
    public Policy sized(Sizing other) {
        return new Policy(bounds, tracks, combine, burst, cooldown, zero, blindness, schedule, backlog, other, byRisk);
    }

    /** Returns this policy with the first track sized by risk, and followed as fast as its rates allow. */
    public Policy sizedBy(RiskSizing risk) {
        return sizedBy(ByRisk.following(risk, tracks.get(0).behavior()));
    }

    /** Returns this policy with the first track sized by risk. */
    public Policy sizedBy(ByRisk risk) {
        return new Policy(
                bounds,
                tracks,
                combine,
                burst,
                cooldown,
                zero,
                blindness,
                schedule,
                backlog,
                sizing,
                Optional.of(risk));
    }

    /** Returns every signal that is looked at, each once. */
    public List<TrackedSignal> signals() {
        return signals(tracks, backlog, sizing).toList();
    }

    /** Returns every question that is to be asked, each once: of the signals, and of what is looked at beside them. */
    public List<Query> queries() {
        return everySignal().stream().map(TrackedSignal::query).distinct().toList();
    }

    /** Returns the signals, and what is looked at beside them. */
    public List<TrackedSignal> everySignal() {
        return signals().stream()
                .flatMap(signal -> Stream.concat(Stream.of(signal), signal.estimator().beside().stream()))
                .toList();
    }

    private static Stream<TrackedSignal> signals(List<Track> tracks, Optional<Backlog> backlog, Sizing sizing) {
        return Stream.of(
                        tracks.stream().flatMap(track -> track.signals().stream()),
                        backlog.stream().map(Backlog::signal),
                        sizing.signals().stream())
                .flatMap(Function.identity());
    }
}
