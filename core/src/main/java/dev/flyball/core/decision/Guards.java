package dev.flyball.core.decision;

import dev.flyball.core.demand.Demand;
import dev.flyball.core.guard.Cooldown;
import dev.flyball.core.guard.ZeroScaling;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.SizeHold;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The guards of the whole target, which hold whatever track asked for the size. */
final class Guards {

    private final Situation now;

    Guards(Situation now) {
        this.now = now;
    }

    /** Holds the size where the target rests after a change. */
    Wish coolDown(Wish wish, Cooldown cooldown) {
        Optional<Instant> blocked = Optional.empty();
        Reason because = Reason.COOLDOWN_SCALE_IN;
        if (wish.size() > now.current()) {
            blocked = cooldown.growthBlockedUntil(now.changes(), now.at());
            because = Reason.COOLDOWN_SCALE_OUT;
        } else if (wish.size() < now.current()) {
            blocked = cooldown.shrinkingBlockedUntil(now.changes(), now.at());
        }
        return blocked.isPresent() ? wish.limitedTo(now.current(), because, blocked) : wish;
    }

    /** Lets the last server go when there is nothing to do, and brings the first one when there is. */
    Wish zero(Wish wish, ZeroScaling zero, List<Demand> demands, Instant lastActive) {
        List<Demand.Known> known = Demand.known(demands);
        if (known.isEmpty()) {
            return now.current() == 0 ? wish : wish.atLeast(1, Reason.BLIND);
        }
        if (zero.active(Demand.largest(known))) {
            return wish.atLeast(1, Reason.ACTIVATED);
        }
        if (now.current() == 0) {
            return wish.atMost(0, Reason.IDLE);
        }
        Optional<Instant> kept = zero.keptUntil(lastActive, now.at());
        boolean last = now.current() == 1 && Demand.complete(demands) && kept.isEmpty();
        if (last) {
            return wish.limitedTo(0, Reason.IDLE, Optional.empty());
        }
        return wish.size() < 1 ? wish.limitedTo(1, Reason.KEEPING_LAST_SERVER, kept) : wish;
    }

    /** Puts what an operator ordered in the place of what the load asks for, while that lasts. */
    Wish hold(Wish wish, Optional<SizeHold> order) {
        return order.filter(hold -> hold.holdsAt(now.at()))
                .map(hold -> wish.limitedTo(hold.servers(), Reason.HELD_BY_OPERATOR, Optional.of(hold.until()))
                        .because(Reason.HELD_BY_OPERATOR))
                .orElse(wish);
    }

    /** Brings the size inside the bounds. */
    Wish bound(Wish wish, Bounds bounds) {
        return wish.atMost(bounds.max(), now.current() > bounds.max() ? Reason.ABOVE_MAX : Reason.AT_MAX)
                .atLeast(bounds.min(), now.current() < bounds.min() ? Reason.BELOW_MIN : Reason.AT_MIN);
    }
}
