package dev.flyball.agent.protocol;

/** A line that is not part of the protocol. The message says what is wrong with it and what is expected. */
public final class Garbage extends Exception {

    private static final long serialVersionUID = 1L;

    Garbage(String message) {
        super(message);
    }
}
