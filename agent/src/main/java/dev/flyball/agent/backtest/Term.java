package dev.flyball.agent.backtest;

/**
 * Something that the figures depend on.
 *
 * @param name the option that sets it
 * @param value its value, for people
 * @param origin {@code given}, or how it was guessed
 */
public record Term(String name, String value, String origin) {

    /** What {@link #origin} is of a value that the user gave. */
    public static final String GIVEN = "given";

    /** Returns whether the user gave the value. */
    boolean isGiven() {
        return origin.equals(GIVEN);
    }
}
