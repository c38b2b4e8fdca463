package dev.flyball.core.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * A fleet that knows the whole trace before: servers are ready when they are needed, and one that is needed again
 * sooner than a new one could start is kept. Of plans that smooth the load more or less, and leave out more or less of
 * its highest peaks, the cheapest that keeps enough requests in time is taken: a good plan, not a proven best.
 *
 * <p>It begins with what the first second needs, and nothing waits. Every later start is paid for in full, even where a
 * server was asked for before the beginning.
 */
public final class Oracle {

    private static final List<Integer> WINDOWS = List.of(1, 2, 3, 5, 8, 12, 20, 30, 60);
    private static final List<Double> LEFT_OUT = List.of(0.0, 0.0001, 0.0005, 0.001, 0.005);
    private static final List<Double> MARGINS = List.of(-0.05, -0.02, 0.0, 0.03);
    private static final int MINUTE = 60;
    private static final double NOTHING = 1e-9;

    private final Trace trace;
    private final Deployment deployment;
    private final int from;
    private final Map<Double, Double> ceilings = new HashMap<>();

    /**
     * How the load becomes a plan.
     *
     * @param window the seconds that the load is averaged over, up to each second
     * @param leftOut the share of the seconds around which the minute has so much load that what is above is not
     *     planned for, 0 to 1; at 0 all is
     * @param margin what is added to the average, as a fraction of it
     */
    public record Plan(int window, double leftOut, double margin) {
        public Plan {
            if (window < 1 || !(margin > -1 && margin < 1) || !(leftOut >= 0 && leftOut < 1)) {
                throw new IllegalArgumentException("a window of " + window + " s, " + leftOut
                        + " left out, a margin of " + margin + ": must be 1 or more, 0 to 1, and -1 to 1");
            }
        }
    }

    /**
     * A plan and what came of it.
     *
     * @param plan the plan
     * @param run what happened; before the time that counts there are servers enough for each second
     * @param score the score of the time that counts
     */
    public record Outcome(Plan plan, Run run, Score score) {}

    private record Priced(Plan plan, long serverSeconds) {}

    /**
     * Makes an oracle that knows this trace.
     *
     * @param from the second that its plans begin with, and count from
     */
    public Oracle(Trace trace, Deployment deployment, int from) {
        this.trace = trace;
        this.deployment = deployment;
        this.from = from;
        double[] minutes = sortedMinutes();
        LEFT_OUT.forEach(share -> ceilings.put(share, ceiling(minutes, share)));
    }

    /**
     * Returns, for each of these shares of late requests, the cheapest plan with no more; those are not there which no
     * plan keeps to.
     *
     * @param progress is told now and then which part is done, 0 to 1
     */
    public Map<Double, Outcome> cheapest(Collection<Double> lateShares, DoubleConsumer progress) {
        List<Plan> plans = plans();
        List<Priced> priced = new ArrayList<>();
        for (Plan plan : plans) {
            priced.add(new Priced(plan, new Planning(plan).serverSeconds()));
            progress.accept(priced.size() / (2.0 * plans.size()));
        }
        priced.sort(Comparator.comparingLong(Priced::serverSeconds));
        Map<Double, Outcome> found = new HashMap<>();
        int next = 0;
        // What is late too often for a large share is so for a smaller one.
        for (double share :
                lateShares.stream().sorted(Comparator.reverseOrder()).toList()) {
            while (next < priced.size() && !keepsTo(share, priced.get(next).plan())) {
                next++;
                progress.accept(0.5 + next / (2.0 * plans.size()));
            }
            if (next < priced.size()) {
                found.put(share, outcome(priced.get(next).plan()));
            }
        }
        return found;
    }

    private static List<Plan> plans() {
        List<Plan> plans = new ArrayList<>();
        for (int window : WINDOWS) {
            for (double leftOut : LEFT_OUT) {
                for (double margin : MARGINS) {
                    plans.add(new Plan(window, leftOut, margin));
                }
            }
        }
        return plans;
    }

    private boolean keepsTo(double lateShare, Plan plan) {
        int[] ready = new Planning(plan).bridged();
        return PlannedFleet.keepsTo(lateShare + 1e-12, trace, deployment, second -> ready[second - from], from, from);
    }

    /** Returns what comes of a plan. */
    public Outcome outcome(Plan plan) {
        Planning planning = new Planning(plan);
        int[] sizes = new int[trace.seconds()];
        Arrays.fill(sizes, 0, from, enough());
        System.arraycopy(planning.bridged(), 0, sizes, from, sizes.length - from);
        Run run = PlannedFleet.serve(trace, deployment, sizes);
        Score score = run.score(from);
        int changes = (int)
                run.resizes().stream().filter(resize -> resize.at() > from).count();
        return new Outcome(
                plan,
                run,
                new Score(planning.serverSeconds(), score.seconds(), score.waits(), changes, score.largest()));
    }

    /** So many that nothing waits when the time begins that counts. */
    private int enough() {
        double most = 0;
        for (int second = 0; second < from; second++) {
            most = Math.max(most, trace.arrivals(second));
        }
        return (int) Math.max(1, Math.ceil(most / deployment.capacity()));
    }

    private double[] sortedMinutes() {
        int end = trace.seconds();
        double[] minutes = new double[end - from];
        Arrays.setAll(minutes, i -> {
            int last = Math.min(end, from + i + MINUTE / 2);
            int first = Math.max(from, from + i - MINUTE / 2);
            return (trace.arrived(last) - trace.arrived(first)) / MINUTE;
        });
        Arrays.sort(minutes);
        return minutes;
    }

    private static double ceiling(double[] sorted, double leftOut) {
        if (leftOut == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double place = (1 - leftOut) * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** One plan of the seconds that count. */
    private final class Planning {

        private final Plan plan;
        private final double ceiling;
        private final double servers;

        Planning(Plan plan) {
            this.plan = plan;
            this.ceiling = ceilings.computeIfAbsent(plan.leftOut(), share -> ceiling(sortedMinutes(), share));
            this.servers = (1 + plan.margin()) / deployment.capacity();
        }

        private int needed(int second) {
            double arrived = trace.arrived(second + 1) - trace.arrived(Math.max(from, second + 1 - plan.window()));
            double load = Math.min(arrived / plan.window(), ceiling);
            return deployment.bounds().clamp((int) Math.ceil(load * servers - NOTHING));
        }

        /**
         * Returns the time of servers that is paid for. Of a pause a server costs what is less: to stay, or to start
         * anew. {@code since[n]} is when the n-th server went.
         */
        long serverSeconds() {
            int[] since = new int[0];
            int before = needed(from);
            long seconds = before;
            for (int second = from + 1; second < trace.seconds(); second++) {
                int now = needed(second);
                seconds += now;
                if (Math.max(now, before) >= since.length) {
                    since = Arrays.copyOf(since, 2 * Math.max(now, before) + 1);
                }
                for (int n = before; n > now; n--) {
                    since[n] = second;
                }
                for (int n = now; n > before; n--) {
                    seconds +=
                            since[n] > 0 ? Math.min(second - since[n], deployment.coldStart()) : deployment.coldStart();
                }
                before = now;
            }
            return seconds;
        }

        /** Returns the servers that are ready in each second, each kept through a pause no longer than a cold start. */
        int[] bridged() {
            int[] kept = new int[trace.seconds() - from];
            Arrays.setAll(kept, i -> needed(from + i));
            int[] needed = kept.clone();
            int[] since = new int[Arrays.stream(needed).max().orElse(0) + 1];
            for (int i = 1; i < needed.length; i++) {
                for (int n = needed[i - 1]; n > needed[i]; n--) {
                    since[n] = i;
                }
                for (int n = needed[i]; n > needed[i - 1]; n--) {
                    for (int back = i - 1;
                            since[n] > 0 && i - since[n] <= deployment.coldStart() && back >= since[n];
                            back--) {
                        kept[back] = Math.max(kept[back], n);
                    }
                }
            }
            return kept;
        }
    }
}
