package dev.flyball.sagemaker;

import dev.flyball.core.target.Change;
import java.time.Instant;
import java.util.Objects;

/** How things stand with the last update of a target, as long as that matters. */
sealed interface Standing {

    /** Returns how many updates in a row have failed. */
    int failures();

    /**
     * SageMaker has accepted it, which promises nothing.
     *
     * @param asked what it is to change
     * @param sent when it was accepted
     * @param looked when it was last seen not to be done; when it was sent, before that
     * @param ours whether this process has sent it, and so knows when that was
     * @param failures how many before it have failed in a row
     */
    record UnderWay(Change asked, Instant sent, Instant looked, boolean ours, int failures) implements Standing {

        public UnderWay {
            Objects.requireNonNull(asked, "asked");
            Objects.requireNonNull(sent, "sent");
            Objects.requireNonNull(looked, "looked");
        }

        UnderWay lookedAt(Instant at) {
            return new UnderWay(asked, sent, at, ours, failures);
        }
    }

    /**
     * It has failed, and nothing is sent for a while.
     *
     * @param until when the next may be sent
     * @param why for people
     * @param failures how many have failed in a row, with it
     */
    record Paused(Instant until, String why, int failures) implements Standing {

        public Paused {
            Objects.requireNonNull(until, "until");
            Objects.requireNonNull(why, "why");
        }
    }
}
