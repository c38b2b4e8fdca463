package dev.flyball.kubernetes.api;

import dev.flyball.core.result.Fault;

/** A fault that is already put into words, on its way through a {@code Uni}. */
public final class FaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Fault.Kind kind;

    /** Makes an exception without a stack trace: it tells of the outside, not of this program. */
    public FaultException(Fault.Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** Returns the fault. */
    public Fault fault() {
        return new Fault(kind, getMessage());
    }
}
