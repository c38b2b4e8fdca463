package dev.flyball.core.simulation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A fleet that knows the whole trace before: servers are ready when they are needed, and one that is needed again
 * sooner than a new one could start is kept. Of plans that smooth the load more or less, the cheapest that keeps enough
 * requests in time is taken: a good plan, not a proven best.
 */
public final class Oracle {

    private static final List<Integer> WINDOWS = List.of(1, 2, 3, 5, 8, 12, 20, 30, 60);
    private static final List<Double> MARGINS = List.of(-0.05, -0.02, 0.0, 0.03);

    private final Trace trace;
    private final Deployment deployment;

    /**
     * How the load becomes a plan.
     *
     * @param window the seconds that the load is averaged over, around each second
     * @param margin what is added to the average, as a fraction of it
     */
    public record Plan(int window, double margin) {
        public Plan {
            if (window < 1 || !(margin > -1 && margin < 1)) {
                throw new IllegalArgumentException(
                        "a window of " + window + " s, a margin of " + margin + ": must be 1 or more, and -1 to 1");
            }
        }
    }

    /**
     * A plan and what came of it.
     *
     * @param plan the plan
     * @param score its score
     */
    public record Outcome(Plan plan, Score score) {}

    /** Makes an oracle that knows this trace. */
    public Oracle(Trace trace, Deployment deployment) {
        this.trace = trace;
        this.deployment = deployment;
    }

    /** Returns what comes of every plan that is tried, scored from second {@code from} on. */
    public List<Outcome> outcomes(int from) {
        return WINDOWS.stream()
                .flatMap(window -> MARGINS.stream().map(margin -> new Plan(window, margin)))
                .parallel()
                .map(plan -> new Outcome(plan, run(plan).score(from)))
                .toList();
    }

    /** Returns the cheapest of these with at most this share of late requests; empty if each has more. */
    public static Optional<Outcome> cheapest(List<Outcome> outcomes, double lateShare) {
        return outcomes.stream()
                .filter(outcome -> outcome.score().waits().lateShare() <= lateShare + 1e-12)
                .min(Comparator.comparingLong(outcome -> outcome.score().serverSeconds()));
    }

    /** Returns the run of one plan. */
    public Run run(Plan plan) {
        return PlannedFleet.serve(trace, deployment, bridged(needed(plan)));
    }

    private int[] needed(Plan plan) {
        int[] needed = new int[trace.seconds()];
        int ahead = plan.window() - plan.window() / 2;
        for (int second = 0; second < needed.length; second++) {
            int begin = Math.max(0, second - plan.window() / 2);
            int end = Math.min(needed.length, second + ahead);
            double load = (trace.arrived(end) - trace.arrived(begin)) / (end - begin) * (1 + plan.margin());
            needed[second] = deployment.bounds().clamp((int) Math.ceil(load / deployment.capacity() - 1e-9));
        }
        return needed;
    }

    /**
     * Keeps each server through a pause that is no longer than a cold start: then staying costs no more than starting
     * anew. {@code since[n]} is when the n-th server went.
     */
    private int[] bridged(int[] needed) {
        int most = 0;
        for (int servers : needed) {
            most = Math.max(most, servers);
        }
        int[] since = new int[most + 1];
        int[] kept = needed.clone();
        for (int second = 1; second < needed.length; second++) {
            for (int n = needed[second - 1]; n > needed[second]; n--) {
                since[n] = second;
            }
            // From the top: a higher server came back only if the lower ones are there too, so the longest pause is
            // that of the highest.
            for (int n = needed[second]; n > needed[second - 1]; n--) {
                if (since[n] > 0 && second - since[n] <= deployment.coldStart()) {
                    for (int back = since[n]; back < second; back++) {
                        kept[back] = Math.max(kept[back], n);
                    }
                }
            }
        }
        return kept;
    }
}
