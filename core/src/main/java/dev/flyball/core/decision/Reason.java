package dev.flyball.core.decision;

/**
 * Why a decision came out as it did. The same codes stand in the log, the metrics, the HTTP API and the page; they are
 * never renamed.
 */
public enum Reason {
    /** Servers carry more than their set point. */
    LOAD_ABOVE_TARGET("the load needs more servers"),
    /** Servers are full, and the load that the signal cannot show is estimated. */
    BEYOND_SATURATION("servers are full, so that the load beyond them is estimated"),
    /** What arrives could be carried, but not what waits on top of it. */
    BACKLOG("what waits is to be worked off in time"),
    /** The load when new servers are ready, with what its errors make worth it, needs more servers. */
    FORECAST_ABOVE("the load that is forecast needs more servers"),
    /** The load outgrows the servers and is taken to keep growing until nothing waits. */
    SURGE("the load outgrows the servers and is taken to keep growing"),
    /** Fewer servers would carry the load at their set point. */
    LOAD_BELOW_TARGET("the load needs fewer servers"),
    /** The size fits the load. */
    ON_TARGET("the size fits the load"),
    /** The ready servers carry too much, and enough servers are starting. */
    SERVERS_STARTING("servers that are starting will carry the load"),
    /** An operator ordered this size for a time. */
    HELD_BY_OPERATOR("an operator holds this size for a time"),
    /** The load needs more than max_servers. */
    AT_MAX("more servers are needed than max_servers allows"),
    /** The load needs fewer than min_servers. */
    AT_MIN("min_servers keeps more servers than the load needs"),
    /** The target was larger than max_servers. */
    ABOVE_MAX("the target is larger than max_servers"),
    /** The target was smaller than min_servers. */
    BELOW_MIN("the target is smaller than min_servers"),
    /** The load has not been above the target for the whole scale-out window. */
    STABILIZING_SCALE_OUT("the load was lower within the scale-out window"),
    /** The load has not been below the target for the whole scale-in window. */
    STABILIZING_SCALE_IN("the load was higher within the scale-in window"),
    /** The load has not asked for more servers for long enough without interruption. */
    PERSISTING_SCALE_OUT("the load has not been above the target for long enough"),
    /** The load has not asked for fewer servers for long enough without interruption. */
    PERSISTING_SCALE_IN("the load has not been below the target for long enough"),
    /** The target may not grow faster. */
    RATE_LIMITED_SCALE_OUT("the scale-out rate allows no more servers yet"),
    /** The target may not shrink faster. */
    RATE_LIMITED_SCALE_IN("the scale-in rate allows no fewer servers yet"),
    /** The target rests after it has grown. */
    COOLDOWN_SCALE_OUT("servers were added within the scale-out cooldown"),
    /** The target rests after a change. */
    COOLDOWN_SCALE_IN("the size changed within the scale-in cooldown"),
    /** A sudden load is followed at once, and the largest size since is kept. */
    BURST("a burst is on; the largest size since it began is kept"),
    /** The tracks of a policy that wants agreement do not agree. */
    SIGNALS_DISAGREE("the signals do not agree that the size should change"),
    /** A server is near its own limit, which more servers would not help. */
    LARGER_FOR_SERVER("each server is near its limit, which more servers would not help"),
    /** A request takes too long although servers idle, which more servers would not help. */
    LARGER_FOR_REQUEST("one request takes too long although servers idle"),
    /** The load needs more servers than there may be, or than the strategy allows. */
    LARGER_FOR_LOAD("the load needs larger servers, since there may be no more of them"),
    /** A smaller size carries the load with as few servers as allowed. */
    SMALLER_SERVERS("smaller servers carry the load"),
    /** The smaller size has not been enough for the whole scale-in window. */
    STABILIZING_SERVER_SIZE("larger servers were needed within the scale-in window"),
    /** Servers are being made as large as was decided. */
    RESIZING("servers are being resized"),
    /** The number of servers stays, since only their size may change. */
    NUMBER_IS_FIXED("only the size of servers may change, not their number"),
    /** No server tells a size that is allowed. */
    SERVER_SIZE_UNKNOWN("no server has a size of the list of allowed sizes"),
    /** There is nothing to do, and the target may go to zero. */
    IDLE("there is nothing to do"),
    /** There is nothing to do, but not for long enough to go to zero. */
    KEEPING_LAST_SERVER("there has been something to do within the time before zero"),
    /** There is something to do, and no server. */
    ACTIVATED("there is something to do again"),
    /** The size would shrink, but not all the data is there. */
    PARTIAL_DATA("some data is missing, and nothing shrinks on partial data"),
    /** No signal could be read. */
    BLIND("no signal can be read, so nothing shrinks"),
    /** The target itself could not be read. */
    TARGET_UNKNOWN("the target cannot be read"),
    /** The platform refuses changes for now. */
    TRANSITION("the platform refuses changes for now; the wish is kept"),
    /** The last change is still being written. */
    WRITE_IN_FLIGHT("the last change is still being written; the wish is kept");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** Returns the reason in plain words, without a full stop. */
    public String text() {
        return text;
    }
}
