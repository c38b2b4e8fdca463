package dev.flyball.agent.backtest;

/**
 * How often something decides, and on how old data.
 *
 * @param interval seconds between decisions, 1 or more
 * @param delay the age in seconds of what is seen, 0 or more
 */
public record Pace(int interval, int delay) {

    /** Returns the pace of the system that a preset imitates. */
    public static Pace ownOf(String preset) {
        return switch (preset) {
            case "kpa" -> new Pace(2, 1);
            case "ray" -> new Pace(1, 5);
            case "sagemaker" -> new Pace(60, 60);
            default -> new Pace(15, 10);
        };
    }
}
