package dev.flyball.core.strategy;

import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Server;
import dev.flyball.core.target.ServerSize;
import dev.flyball.core.target.TargetId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a target may grow other than by the number of its servers.
 *
 * @param strategy which way it is scaled
 * @param sizes the sizes that a server may have, smallest first; none for {@link Strategy#HORIZONTAL}, else at least
 *     two
 * @param ofServer signals of what each server has by itself, such as memory
 * @param ofRequest signals of what each request has by itself, such as its time
 */
public record Sizing(
        Strategy strategy, List<ServerSize> sizes, List<TrackedSignal> ofServer, List<TrackedSignal> ofRequest) {

    public Sizing {
        Objects.requireNonNull(strategy, "strategy");
        sizes = List.copyOf(sizes);
        ofServer = List.copyOf(ofServer);
        ofRequest = List.copyOf(ofRequest);
        if (strategy == Strategy.HORIZONTAL && !(sizes.isEmpty() && ofServer.isEmpty() && ofRequest.isEmpty())) {
            throw new IllegalArgumentException("sizes with strategy HORIZONTAL: must be none");
        }
        if (strategy != Strategy.HORIZONTAL && sizes.size() < 2) {
            throw new IllegalArgumentException(
                    sizes.size() + " sizes with strategy " + strategy + ": must be two or more");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < sizes.size(); i++) {
            boolean larger =
                    i == 0 || sizes.get(i).capacity() > sizes.get(i - 1).capacity();
            if (!larger || !names.add(sizes.get(i).name())) {
                throw new IllegalArgumentException("sizes " + sizes + ": must each be larger than the one before");
            }
        }
    }

    /** Returns the sizing of a target whose servers stay as they are. */
    public static Sizing horizontal() {
        return new Sizing(Strategy.HORIZONTAL, List.of(), List.of(), List.of());
    }

    /** Returns the same sizing of another target. */
    public Sizing of(TargetId target) {
        return new Sizing(strategy, sizes, of(target, ofServer), of(target, ofRequest));
    }

    private static List<TrackedSignal> of(TargetId target, List<TrackedSignal> signals) {
        return signals.stream().map(signal -> signal.of(target)).toList();
    }

    /** Returns all signals of what is not shared. */
    public List<TrackedSignal> signals() {
        return Stream.concat(ofServer.stream(), ofRequest.stream()).toList();
    }

    /** Returns which size has this name. */
    public OptionalInt index(String name) {
        return IntStream.range(0, sizes.size())
                .filter(i -> sizes.get(i).name().equals(name))
                .findFirst();
    }

    /** Returns the smallest size that carries {@code factor} times what {@code from} does, or else the largest. */
    public int carrying(double factor, int from) {
        double needed = sizes.get(from).capacity() * factor;
        return IntStream.range(0, sizes.size())
                .filter(i -> sizes.get(i).capacity() >= needed)
                .findFirst()
                .orElse(sizes.size() - 1);
    }

    /**
     * Returns what the mean ready server carries, as a factor of the smallest size; 1 if no size is known. While sizes
     * change, each server counts as what it really is.
     */
    public double meanCapacity(Fleet fleet) {
        if (sizes.isEmpty()) {
            return 1;
        }
        OptionalDouble mean = fleet.servers().stream()
                .filter(server -> server.state() == Server.State.READY)
                .flatMapToInt(server -> server.serverSize().stream().flatMapToInt(name -> index(name).stream()))
                .mapToDouble(i -> sizes.get(i).capacity())
                .average();
        return mean.isPresent() ? mean.getAsDouble() / sizes.get(0).capacity() : 1;
    }

    /** Returns the smallest size that a ready server has, or empty if none has a size of this list. */
    public OptionalInt smallest(Fleet fleet) {
        return fleet.servers().stream()
                .filter(server -> server.state() == Server.State.READY)
                .flatMapToInt(server -> server.serverSize().stream().flatMapToInt(name -> index(name).stream()))
                .min();
    }

    /** Tells whether a server that will stay has another size than {@code name}. */
    public boolean mixed(Fleet fleet, String name) {
        return fleet.servers().stream()
                .filter(server -> server.state() == Server.State.READY || server.state() == Server.State.RUNNING)
                .anyMatch(server ->
                        server.serverSize().filter(size -> !size.equals(name)).isPresent());
    }
}
