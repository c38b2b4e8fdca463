package dev.flyball.agent.report;

import dev.flyball.core.decision.Reason;
import dev.flyball.core.result.Fault;
import dev.flyball.core.target.WriteMode;
import java.util.Optional;

/** What an operator can do about a code that Flyball reports. Pure; every code has an answer, or needs none. */
public final class Advice {

    private static final String SEE_LOG =
            "the warning in the log names it with its fault, and `flyball check` lists every problem; the size is kept"
                    + " meanwhile";

    private Advice() {}

    /** Returns what to do about a decision with this reason; empty if it is as it should be. */
    public static Optional<String> on(Reason reason) {
        return Optional.ofNullable(
                switch (reason) {
                    case LOAD_ABOVE_TARGET, LOAD_BELOW_TARGET, ON_TARGET, BURST, IDLE, ACTIVATED, SMALLER_SERVERS ->
                        null;
                    case BEYOND_SATURATION ->
                        "if it comes often, use a signal that counts what arrives or waits, which shows any load, or"
                                + " lower `FLYBALL_TARGET_UTILIZATION`";
                    case FORECAST_ABOVE ->
                        "if that is more than you would pay for, raise `FLYBALL_RISK`; `flyball"
                                + " backtest --recommend` tells what each risk costs on your own history";
                    case SURGE ->
                        "if it comes often, raise `FLYBALL_MIN_SERVERS` or set a schedule, so that servers"
                                + " are there before the surge";
                    case BACKLOG ->
                        "if it lasts, give `FLYBALL_SIGNALS_<NAME>_DRAIN` more time, or look why requests"
                                + " take longer than they did";
                    case SERVERS_STARTING ->
                        "if it lasts, see why servers do not become ready: `kubectl describe pod`,"
                                + " or the endpoint's events";
                    case HELD_BY_OPERATOR -> "`flyball resume TARGET` ends it before its time";
                    case AT_MAX -> "raise `FLYBALL_MAX_SERVERS` if the load is real";
                    case AT_MIN -> "lower `FLYBALL_MIN_SERVERS` to save";
                    case ABOVE_MAX, BELOW_MIN ->
                        "it is being brought back; if the size was set by hand on purpose," + " change the bounds";
                    case STABILIZING_SCALE_OUT -> "shorten `FLYBALL_SCALE_OUT_STABILIZATION` if growth is too slow";
                    case STABILIZING_SCALE_IN -> "shorten `FLYBALL_SCALE_IN_STABILIZATION` if shrinking is too slow";
                    case PERSISTING_SCALE_OUT, PERSISTING_SCALE_IN ->
                        "the policy waits that long on purpose; another" + " `FLYBALL_POLICY` does not";
                    case RATE_LIMITED_SCALE_OUT -> "raise `FLYBALL_SCALE_OUT_RATE` if growth is too slow";
                    case RATE_LIMITED_SCALE_IN -> "raise `FLYBALL_SCALE_IN_RATE` if shrinking is too slow";
                    case COOLDOWN_SCALE_OUT -> "shorten `FLYBALL_SCALE_OUT_COOLDOWN` if growth is too slow";
                    case COOLDOWN_SCALE_IN -> "shorten `FLYBALL_SCALE_IN_COOLDOWN` if shrinking is too slow";
                    case SIGNALS_DISAGREE -> "`FLYBALL_COMBINE=max` follows the largest wish instead";
                    case LARGER_FOR_SERVER ->
                        "if the largest of `FLYBALL_SIZES` is not enough, let a server do less at" + " a time";
                    case LARGER_FOR_REQUEST ->
                        "if the largest of `FLYBALL_SIZES` is not enough, the model itself is"
                                + " too slow for its target";
                    case LARGER_FOR_LOAD -> "raise `FLYBALL_MAX_SERVERS` if more servers would do as well";
                    case STABILIZING_SERVER_SIZE -> "shorten `FLYBALL_SCALE_IN_STABILIZATION` if shrinking is too slow";
                    case RESIZING -> "if it lasts, see what the platform says of the servers";
                    case NUMBER_IS_FIXED -> "`FLYBALL_STRATEGY=auto` may change both";
                    case SERVER_SIZE_UNKNOWN -> "name the size that the servers have now in `FLYBALL_SIZES`";
                    case KEEPING_LAST_SERVER -> "shorten `FLYBALL_IDLE_TIME` if the last" + " server stays too long";
                    case PARTIAL_DATA, BLIND, TARGET_UNKNOWN -> SEE_LOG;
                    case TRANSITION -> "if it lasts, look at the target on its platform: an update may be stuck";
                    case WRITE_IN_FLIGHT -> "if it lasts, the platform is slow to answer";
                });
    }

    /** Returns what to do about a target in this write mode; empty if it is as it should be. */
    public static Optional<String> on(WriteMode mode) {
        return Optional.ofNullable(
                switch (mode) {
                    case ACT -> null;
                    case DRY_RUN -> "remove `FLYBALL_DRY_RUN` to let it act";
                    case PAUSED -> "wait for the time that the log names, mend what the platform reported, or resume";
                    case CONFLICT ->
                        "remove or suspend the other autoscaler, which the log names; `flyball import`"
                                + " prints the settings that do what it does";
                    case NO_LEASE ->
                        "nothing while another agent works; otherwise see who holds the lease: `kubectl"
                                + " get leases`";
                    case FORBIDDEN ->
                        "`flyball check` prints the rule or policy statement that is missing; the change"
                                + " is tried again after a minute";
                });
    }

    /** Returns what to do about a fault of this kind. */
    public static String on(Fault.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> "see whether the name is written as on the platform, in that namespace or region";
            case FORBIDDEN -> "grant the right that the message names; `flyball check` prints the rule or statement";
            case UNAUTHENTICATED -> "renew the credentials; they are read again, so no restart is needed";
            case UNREACHABLE -> "see whether the address is right and answers from where the agent runs";
            case TIMED_OUT -> "see whether the server is overloaded; what is late is missing in that round only";
            case RATE_LIMITED -> "raise `FLYBALL_INTERVAL`, or the limit that the message names";
            case MISSING ->
                "see whether the source has this series or sample at all; a server that has just started"
                        + " has none yet";
            case STALE -> "see whether what collects the values still runs";
            case INVALID -> "read the value at its source; it is not a number that a load could be";
            case UNSUPPORTED -> "choose another signal or resource; the message says what this one can do";
            case REFUSED -> "the platform's own reason is in the message; the next round decides anew";
            case INTERNAL -> "report it with the log: it is a defect of Flyball";
        };
    }
}
