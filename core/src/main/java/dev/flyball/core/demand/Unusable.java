package dev.flyball.core.demand;

import dev.flyball.core.result.Fault;
import dev.flyball.core.signal.Reading.Sample;

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

    /** Returns the demand of a signal of whose servers none said a load, but one said {@code sample}. */
    static Demand sample(TrackedSignal signal, Sample sample) {
        return isLoad(sample.amount())
                ? because(
                        signal,
                        Fault.Kind.INVALID,
                        "is " + sample.amount() + " of a capacity of " + sample.capacity()
                                + ": the capacity must be a number above 0")
                : value(signal, sample.amount());
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
