package dev.flyball.core.signal;

/** What a signal yields. */
public enum Reads {
    /** One value for the whole target, which is there even without servers. */
    TOTAL,
    /** The mean over the servers. */
    AVERAGE,
    /** A value for each server. */
    PER_SERVER
}
