package dev.flyball.agent.backtest;

/** A recorded load that cannot be used. The message says where it is wrong, how, and what is allowed. */
public final class BadLoad extends Exception {

    private static final long serialVersionUID = 1L;

    BadLoad(String message) {
        super(message);
    }
}
