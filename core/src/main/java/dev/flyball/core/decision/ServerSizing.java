package dev.flyball.core.decision;

import dev.flyball.core.decision.Memory.OfServerSize;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.guard.Proposals;
import dev.flyball.core.guard.Stabilization;
import dev.flyball.core.strategy.Bottleneck;
import dev.flyball.core.strategy.Bottleneck.Wanted;
import dev.flyball.core.strategy.Sizing;
import dev.flyball.core.strategy.Strategy;
import dev.flyball.core.strategy.Strategy.Move;
import dev.flyball.core.target.Bounds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Chooses between more servers and larger ones, once it is known how many the signals ask for: bottleneck, strategy,
 * and the windows of the first track, which hold for sizes as they do for numbers.
 */
final class ServerSizing {

    private final Sizing sizing;
    private final Stabilization windows;
    private final Situation now;

    ServerSizing(Sizing sizing, Stabilization windows, Situation now) {
        this.sizing = sizing;
        this.windows = windows;
        this.now = now;
    }

    /**
     * What was chosen.
     *
     * @param wish how many servers, within no bounds yet
     * @param serverSize how large each should be; empty if that is not known or never changes
     * @param write whether servers must be told that size
     * @param proposals the sizes proposed so far, as indices
     */
    record Sized(Wish wish, Optional<String> serverSize, boolean write, Proposals proposals) {}

    /** Chooses; {@code wish} is how many servers of the present sizes are asked for. */
    Sized choose(Wish wish, Demands demands, Bounds bounds, OfServerSize before) {
        if (sizing.strategy() == Strategy.HORIZONTAL) {
            return new Sized(wish, Optional.empty(), false, Proposals.none());
        }
        if (now.current() == 0) {
            return new Sized(wish, Optional.empty(), false, before.proposals());
        }
        OptionalInt known = before.left().map(sizing::index).orElseGet(() -> sizing.smallest(now.fleet()));
        if (known.isEmpty()) {
            return new Sized(fixed(wish, Reason.SERVER_SIZE_UNKNOWN), Optional.empty(), false, before.proposals());
        }
        int size = known.getAsInt();
        if (before.left().isPresent() && sizing.mixed(now.fleet(), name(size))) {
            Wish held = fixed(wish, Reason.RESIZING);
            held = held.size() < now.current()
                    ? held.limitedTo(now.current(), Reason.RESIZING, Optional.empty())
                    : held;
            return new Sized(held, Optional.of(name(size)), true, remember(before.proposals(), size, size));
        }
        Bottleneck seen = seen(wish, demands, bounds, size);
        Move move = sizing.strategy().choose(seen);
        Proposals proposals = remember(before.proposals(), size, proposed(move, seen, wish, demands, size));
        int stable = windows.stabilize(size, proposals);
        Wish sized = stable == size ? unchanged(wish, move) : stay(wish, reason(move, seen));
        return new Sized(sized, Optional.of(name(stable)), stable != size, proposals);
    }

    private Bottleneck seen(Wish wish, Demands demands, Bounds bounds, int size) {
        int current = now.current();
        Wanted wanted = wish.size() > current ? Wanted.MORE : wish.size() < current ? Wanted.FEWER : Wanted.AS_MANY;
        return new Bottleneck(
                wanted,
                isShort(demands, sizing.ofServer()),
                wanted != Wanted.MORE && isShort(demands, sizing.ofRequest()),
                current <= bounds.min(),
                current >= bounds.max(),
                size < sizing.sizes().size() - 1,
                size > 0 && fits(demands, capacity(size) / capacity(size - 1)));
    }

    private static boolean isShort(Demands demands, List<TrackedSignal> signals) {
        return Demand.largest(Demand.known(demands.of(signals))) > 1;
    }

    /** Tells whether all is known, and still carried by servers that each carry so many times less. */
    private boolean fits(Demands demands, double less) {
        boolean serversFit = Demand.largest(Demand.known(demands.of(sizing.signals()))) * less <= 1;
        return Demand.complete(demands.all()) && serversFit && demands.shared() * less <= now.current();
    }

    private int proposed(Move move, Bottleneck seen, Wish wish, Demands demands, int size) {
        if (move == Move.SMALLER_SERVERS) {
            return size - 1;
        }
        if (move != Move.LARGER_SERVERS) {
            return size;
        }
        double ofServer = seen.oneServerShort() ? Demand.largest(Demand.known(demands.of(sizing.signals()))) : 1;
        double ofLoad = wish.size() / (double) Math.max(1, now.current());
        return sizing.carrying(Math.max(ofServer, ofLoad), size);
    }

    private static Reason reason(Move move, Bottleneck seen) {
        if (move == Move.SMALLER_SERVERS) {
            return Reason.SMALLER_SERVERS;
        }
        if (seen.memoryNearLimit()) {
            return Reason.LARGER_FOR_SERVER;
        }
        return seen.slowWhileIdle() ? Reason.LARGER_FOR_REQUEST : Reason.LARGER_FOR_LOAD;
    }

    private Wish unchanged(Wish wish, Move move) {
        if (move == Move.SMALLER_SERVERS) {
            return stay(wish, Reason.STABILIZING_SERVER_SIZE);
        }
        return fixed(wish, Reason.NUMBER_IS_FIXED);
    }

    private Wish fixed(Wish wish, Reason because) {
        return sizing.strategy() == Strategy.VERTICAL ? wish.limitedTo(now.current(), because, Optional.empty()) : wish;
    }

    private Wish stay(Wish wish, Reason because) {
        return wish.limitedTo(now.current(), because, Optional.empty()).because(because);
    }

    /** A round that proposes no smaller size counts as one to stay, so that shrinking takes a whole window. */
    private Proposals remember(Proposals before, int size, int proposed) {
        Proposals known = before.isEmpty() ? before.with(now.at(), size, windows) : before;
        return known.with(now.at(), proposed, windows);
    }

    private String name(int size) {
        return sizing.sizes().get(size).name();
    }

    private double capacity(int size) {
        return sizing.sizes().get(size).capacity();
    }
}
