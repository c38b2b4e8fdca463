package dev.flyball.core.target;

import dev.flyball.core.result.Fault;
import java.time.Instant;
import java.util.Objects;

/**
 * What became of a change. The next observation carries it, so that decisions learn from what was really applied. A
 * target that is busy is not an error: that is {@link Deferred}.
 */
public sealed interface Outcome {

    /**
     * The platform accepted the change.
     *
     * @param at when it answered
     * @param servers the size it accepted
     */
    record Applied(Instant at, int servers) implements Outcome {
        public Applied {
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * Not now: the platform is busy, or the target changed since it was seen. The next round decides anew.
     *
     * @param why what stands in the way
     */
    record Deferred(String why) implements Outcome {
        public Deferred {
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * The platform said no, or could not be asked.
     *
     * @param fault why
     */
    record Refused(Fault fault) implements Outcome {
        public Refused {
            Objects.requireNonNull(fault, "fault");
        }
    }

    /**
     * Nothing was sent, on purpose.
     *
     * @param hold what holds it back
     */
    record Withheld(WriteHold hold) implements Outcome {
        public Withheld {
            Objects.requireNonNull(hold, "hold");
        }
    }
}
