package dev.flyball.agent.settings;

import dev.flyball.agent.settings.BehaviorReader.BehaviorRead;
import dev.flyball.agent.settings.BehaviorReader.Usual;
import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.agent.settings.SignalReader.SignalRead;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.policy.Combine;
import dev.flyball.core.policy.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Sorts signals into those that are followed alike and those that are followed by themselves. */
final class TracksReader {

    private final Lookup lookup;
    private final Model model;

    TracksReader(Lookup lookup, Model model) {
        this.lookup = lookup;
        this.model = model;
    }

    /**
     * A track that was read.
     *
     * @param signals its signals, at least one
     * @param behavior how they are followed
     */
    record TrackRead(List<SignalRead> signals, BehaviorRead behavior) {

        Track track() {
            return behavior.follow(signals.stream().map(SignalRead::signal).toList());
        }
    }

    /**
     * Returns the tracks, that of the signals that are forecast first, then those that are followed alike; fewer than
     * are meant if some cannot be known because of a problem that is already told.
     */
    List<TrackRead> read(List<SignalRead> signals, Combine combine, List<SignalRead> forecast) {
        List<SignalRead> alike =
                signals.stream().filter(signal -> !alone(signal, combine)).toList();
        List<TrackRead> tracks = new ArrayList<>();
        // Queues and the like must not lead a forecast astray, and are followed the same way beside it.
        Stream.of(true, false)
                .map(ahead -> alike.stream()
                        .filter(signal -> forecast.contains(signal) == ahead)
                        .toList())
                .filter(together -> !together.isEmpty())
                .forEach(together -> read(lookup, together).ifPresent(tracks::add));
        signals.stream()
                .filter(signal -> alone(signal, combine))
                .forEach(signal -> read(signal.lookup(), List.of(signal)).ifPresent(tracks::add));
        return tracks;
    }

    /** Each signal must have a say of its own if all must agree. */
    private static boolean alone(SignalRead signal, Combine combine) {
        return signal.lookup().named()
                && (combine == Combine.ALL
                        || signal.aim().instead().isPresent()
                        || ownBehavior(signal).isPresent());
    }

    /** Returns what is set for this signal alone that makes it followed by itself. */
    static Optional<? extends Picked<?>> ownBehavior(SignalRead signal) {
        return BehaviorSettings.ofTrack().stream()
                .flatMap(setting -> signal.lookup().ownValue(setting).stream())
                .findFirst();
    }

    private Optional<TrackRead> read(Lookup from, List<SignalRead> signals) {
        List<TrackedSignal> tracked = signals.stream().map(SignalRead::signal).toList();
        Usual usual = Usual.of(model, tracked, signals.get(0).aim());
        return new BehaviorReader(from, usual).read().map(behavior -> new TrackRead(signals, behavior));
    }
}
