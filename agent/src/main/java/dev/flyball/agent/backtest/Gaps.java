package dev.flyball.agent.backtest;

import java.util.Locale;

/** What stands for windows that a recorded load does not tell. */
public enum Gaps {
    /** They are an error. */
    REFUSE,
    /** A straight line between their neighbours. */
    LINEAR,
    /** Nothing arrived. */
    ZERO;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
