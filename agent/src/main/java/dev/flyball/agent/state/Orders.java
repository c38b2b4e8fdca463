package dev.flyball.agent.state;

import dev.flyball.core.target.SizeHold;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What operators ordered for one target. Immutable.
 *
 * @param paused true if nothing may be written until that is taken back
 * @param held the size to hold for a time, which may be over
 */
public record Orders(boolean paused, Optional<SizeHold> held) {

    public Orders {
        Objects.requireNonNull(held, "held");
    }

    /** Returns the orders of a target that decides for itself. */
    public static Orders none() {
        return new Orders(false, Optional.empty());
    }

    /** Returns what still holds at a moment. */
    public Orders at(Instant now) {
        return new Orders(paused, held.filter(hold -> hold.holdsAt(now)));
    }

    /** Returns these orders and that to write nothing. */
    public Orders pausing() {
        return new Orders(true, held);
    }

    /** Returns these orders with another size to hold. */
    public Orders holding(SizeHold hold) {
        return new Orders(paused, Optional.of(hold));
    }
}
