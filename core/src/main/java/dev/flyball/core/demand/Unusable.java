package dev.flyball.core.demand;

import dev.flyball.core.result.Fault;

/** Says why a reading asks for nothing that can be known. */
public final class Unusable {

    private Unusable() {}

    /** Tells whether a value can be a load: a number, 0 or more. */
    public static boolean isLoad(double value) {
        return value >= 0 && !Double.isInfinite(value);
    }

    /** Returns the demand of a signal that said {@code value}, which is no load. */
    public static Demand value(TrackedSignal signal, double value) {
        return because(
                signal, Fault.Kind.INVALID, "is " + value + ", which is no load: it must be a number, 0 or more");
    }

    /** Returns the demand of a signal that is measured by its servers while none is ready. */
    public static Demand noServer(TrackedSignal signal) {
        return because(signal, Fault.Kind.MISSING, "cannot be read while no server is ready");
    }

    /** Returns the demand of a signal that cannot be used; {@code what} goes on from the signal's name. */
    public static Demand because(TrackedSignal signal, Fault.Kind kind, String what) {
        return new Demand.Unknown(signal.query(), new Fault(kind, signal.query().signal() + " " + what));
    }
}
