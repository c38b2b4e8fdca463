package dev.flyball.core.target;

/** Whether changes to a target are written. In every mode the target is watched, decided and explained. */
public enum WriteMode {
    /** Changes are written. */
    ACT,
    /** Told to change nothing. */
    DRY_RUN,
    /** Stopped for a while: by an operator, or because the platform failed the change before. */
    PAUSED,
    /** Another autoscaler owns the target. */
    CONFLICT,
    /** Another agent holds the target's lease. */
    NO_LEASE,
    /** The platform does not let this agent write. */
    FORBIDDEN
}
