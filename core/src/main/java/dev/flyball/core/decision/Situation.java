package dev.flyball.core.decision;

import dev.flyball.core.guard.Changes;
import dev.flyball.core.target.Fleet;
import java.time.Instant;

/**
 * What every stage of one decision looks at.
 *
 * @param at the time of the decision
 * @param fleet the servers
 * @param changes what was applied before
 */
record Situation(Instant at, Fleet fleet, Changes changes) {

    /** Returns the size that the platform has been asked for. */
    int current() {
        return fleet.wanted();
    }

    /** Tells whether wanted servers do not take requests yet. */
    boolean starting() {
        return fleet.starting() > 0;
    }

    /** Returns the servers that take requests. */
    int ready() {
        return fleet.ready();
    }
}
