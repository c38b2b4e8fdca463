package dev.flyball.core.result;

import java.util.Objects;

/**
 * Why something that was asked of the outside is not there. A value, not an exception: one target's fault never
 * disturbs another target.
 *
 * @param kind what sort of fault it is; counted in metrics and used to tell "the same fault still" from "a new one"
 * @param message what failed, with which value, and what to do next; one line, for people
 */
public record Fault(Kind kind, String message) {

    /** The sorts of faults, so that code can tell them apart without reading the message. */
    public enum Kind {
        /** The thing asked for does not exist. */
        NOT_FOUND,
        /** The caller is known but may not do this. */
        FORBIDDEN,
        /** The caller's credentials are missing, wrong or expired. */
        UNAUTHENTICATED,
        /** No connection, or the connection broke. */
        UNREACHABLE,
        /** No answer within the time limit. */
        TIMED_OUT,
        /** The platform asks to be called less often. */
        RATE_LIMITED,
        /** The source answered, but has no value for this now. Never the same as zero. */
        MISSING,
        /** The value is older than allowed. */
        STALE,
        /** The answer makes no sense: not a number, negative, malformed. */
        INVALID,
        /** The platform cannot do this at all. */
        UNSUPPORTED,
        /** The platform said no for a reason of its own. */
        REFUSED,
        /** A defect in Flyball or an adapter. */
        INTERNAL
    }

    public Fault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
    }
}
