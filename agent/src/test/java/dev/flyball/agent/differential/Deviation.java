package dev.flyball.agent.differential;

/**
 * Why the preset and this controller, version 1.20, may decide differently. Each is also a way to replay:
 * {@link Altered} makes the preset do that one thing as the controller does, so a difference has this reason if that
 * replay agrees where the preset does not.
 */
enum Deviation {
    /** Compares {@code |1 - ratio|} with 0.1, and {@code 1.1 - 1} is above that in floating point. */
    EDGE_OF_TOLERANCE(
            "1.20", "a ratio of exactly 1.1 lies outside the tolerance; since 1.33, and in the preset, inside"),
    /** Counts one direction only. */
    RATES_COUNT_ONE_WAY(
            "1.20",
            "a rate counts only what was added (or, on the way in, removed) in its period; later versions and the preset take the other way into account"),
    /** The window's recommendation is taken as it is. */
    WINDOW_TURNS_THE_MOVE(
            "1.20",
            "the recommendation of a window may lie on the other side of the current size than the proposal, so that a proposal to shrink makes the target grow; later versions and the preset stay"),
    /** Any metric that could be read counts. */
    SHRINKS_ON_PARTIAL_DATA(
            "1.20",
            "with one of two metrics missing the other alone may shrink the target; later versions and the preset hold"),
    /** A missing pod is never taken at more than its request. */
    MISSING_TAKEN_AT_REQUEST(
            "1.20",
            "while shrinking, a pod without a sample is taken at 100 % though the target is above; later versions and the preset take it at the target"),
    /** A missing pod counts 0 as soon as the rest is not below the target. */
    MISSING_ZERO_ON_TARGET(
            "1.20",
            "if pods are exactly at an average value, one without a sample is taken at 0; later versions and the preset hold"),
    /** {@code trunc(10 * (1 - 0.8))} is 1. */
    PERCENT_IN_FLOATING_POINT(
            "all", "the scale-in limit is cut after floating-point arithmetic: 80 % of 10 leaves 1; in the preset 2"),
    /** Rounds without data leave no trace. */
    BLIND_ROUNDS_FORGOTTEN(
            "all",
            "a sync without data is forgotten; in the preset it counts as a wish to stay, so nothing shrinks for one window"),
    /** Bounds are kept first, without a look at the metrics. */
    BOUNDS_FIRST(
            "all",
            "a size outside the bounds goes to the nearest bound first; the preset goes on to what the load needs at once"),
    /** Zero replicas turn the autoscaler off. */
    ZERO_SWITCHES_OFF(
            "all", "zero replicas with min above 0 turn the autoscaler off; the preset goes back to its bounds");

    private final String versions;
    private final String text;

    Deviation(String versions, String text) {
        this.versions = versions;
        this.text = text;
    }

    String versions() {
        return versions;
    }

    String text() {
        return text;
    }
}
