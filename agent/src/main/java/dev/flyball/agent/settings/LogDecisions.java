package dev.flyball.agent.settings;

/** Which decisions are logged. */
public enum LogDecisions {
    /** Each decision of each round. */
    ALL,
    /** Those that change something, or whose reason differs from that of the round before. */
    CHANGES
}
