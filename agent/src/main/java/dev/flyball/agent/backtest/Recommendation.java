package dev.flyball.agent.backtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flyball.agent.protocol.Rule;
import dev.flyball.agent.protocol.Signal;
import dev.flyball.agent.settings.Durations;
import dev.flyball.core.forecast.Risk;
import dev.flyball.core.simulation.ConstantSize;
import dev.flyball.core.simulation.Deployment;
import dev.flyball.core.simulation.Run;
import dev.flyball.core.simulation.Score;
import dev.flyball.core.simulation.Trace;
import dev.flyball.core.target.Bounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;

/**
 * What to set for Flyball's own policy, found by trying a small grid on the history.
 *
 * @param best the candidate that is proposed
 * @param tried every candidate, best included
 * @param lateShare the share of late requests that was allowed, 0 to 1
 * @param keeps whether the proposal keeps to it
 * @param unseen how the candidate that the first half would have proposed did in the second half
 * @param scenario what was played on
 */
public record Recommendation(
        Candidate best, List<Candidate> tried, double lateShare, boolean keeps, Score unseen, Scenario scenario) {

    private static final List<String> RISKS = List.of("high", "balanced", "low", "0.999");
    private static final String USUAL = "balanced";
    private static final int DAY = 86_400;
    private static final List<String> HEAD =
            List.of("SETTINGS", "SERVER-HOURS", "COST", "LATE REQUESTS", "LATE", "P99 WAIT", "CHANGES/H");
    private static final double SPARE = 1.25;
    private static final int MINUTE = 60;
    private static final double QUIET = 0.1;

    public Recommendation {
        Objects.requireNonNull(best, "best");
        tried = List.copyOf(tried);
        Objects.requireNonNull(unseen, "unseen");
        Objects.requireNonNull(scenario, "scenario");
    }

    /**
     * A setting.
     *
     * @param bounds min and max servers
     * @param risk what a late request costs, as a setting names it
     * @param score how it did on all of the history
     * @param first how it did in the first half
     * @param second how it did in the second half
     */
    public record Candidate(Bounds bounds, String risk, Score score, Score first, Score second) {

        List<String> settings() {
            return List.of(
                    "FLYBALL_RISK=" + risk,
                    "FLYBALL_MIN_SERVERS=" + bounds.min(),
                    "FLYBALL_MAX_SERVERS=" + bounds.max());
        }
    }

    /**
     * Tries the grid.
     *
     * @param lateShare the share of late requests to be allowed, 0 to 1
     */
    public static Recommendation of(Scenario scenario, double lateShare, Progress progress)
            throws InterruptedException {
        List<Callable<Candidate>> tasks = new ArrayList<>();
        for (Bounds bounds : bounds(scenario)) {
            for (String risk : RISKS) {
                DoubleConsumer part = progress.part();
                tasks.add(() -> candidate(scenario, bounds, risk, part));
            }
        }
        List<Candidate> tried = Backtest.all(tasks);
        Candidate best = best(tried, lateShare, Half.BOTH);
        Candidate early = best(tried, lateShare, Half.FIRST);
        return new Recommendation(
                best, tried, lateShare, best.score().waits().lateShare() <= lateShare, early.second(), scenario);
    }

    private enum Half {
        FIRST,
        BOTH
    }

    private static Candidate candidate(Scenario scenario, Bounds bounds, String risk, DoubleConsumer progress) {
        Deployment within = scenario.deployment().within(bounds);
        Rule rule = Rule.of("flyball", Optional.empty(), Signal.ARRIVAL, Risk.of(risk));
        Run run = new Backtest(scenario.with(within)).play(rule, progress);
        int middle = scenario.warmUp() + (run.seconds() - scenario.warmUp()) / 2;
        return new Candidate(
                bounds,
                risk,
                run.score(scenario.warmUp()),
                run.score(scenario.warmUp(), middle),
                run.score(middle, run.seconds()));
    }

    /** One server to begin with, or what is needed in all but the quietest tenth of the minutes. */
    private static List<Bounds> bounds(Scenario scenario) {
        Trace trace = scenario.trace();
        Deployment deployment = scenario.deployment();
        int peak = ConstantSize.smallest(trace, deployment, scenario.warmUp(), 0);
        int max = (int) Math.ceil(SPARE * peak);
        double[] minutes = new double[Math.max(1, (trace.seconds() - scenario.warmUp()) / MINUTE)];
        Arrays.setAll(minutes, i -> {
            int begin = scenario.warmUp() + i * MINUTE;
            return trace.mean(begin, Math.min(trace.seconds(), begin + MINUTE));
        });
        Arrays.sort(minutes);
        double quiet = minutes[(int) (QUIET * minutes.length)];
        int floor = (int) Math.max(1, Math.ceil(quiet / deployment.capacity()));
        return floor == 1 ? List.of(new Bounds(1, max)) : List.of(new Bounds(1, max), new Bounds(floor, max));
    }

    private static Candidate best(List<Candidate> tried, double lateShare, Half half) {
        Comparator<Candidate> cheapest = Comparator.<Candidate>comparingLong(
                        one -> score(one, half).serverSeconds())
                .thenComparing(one -> !one.risk().equals(USUAL));
        return tried.stream()
                .filter(one -> score(one, half).waits().lateShare() <= lateShare)
                .min(cheapest)
                .orElseGet(() -> tried.stream()
                        .min(Comparator.<Candidate>comparingDouble(
                                        one -> score(one, half).waits().lateShare())
                                .thenComparing(cheapest))
                        .orElseThrow());
    }

    private static Score score(Candidate candidate, Half half) {
        return half == Half.FIRST ? candidate.first() : candidate.score();
    }

    /** Returns the settings as they are written. A cold start that was guessed is left out: the agent learns it. */
    public List<String> settings() {
        List<String> settings = new ArrayList<>(best.settings());
        settings.add("FLYBALL_SLO_WAIT=" + seconds(scenario.deployment().sloWait()));
        if (scenario.given("--cold-start")) {
            settings.add("FLYBALL_COLD_START=" + seconds(scenario.deployment().coldStart()));
        }
        return settings;
    }

    private static String seconds(int seconds) {
        return Durations.show(Duration.ofSeconds(seconds));
    }

    /** Returns what each setting that was tried costs here, as rows below a head. */
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        tried.forEach(one -> rows.add(Table.row(String.join(" ", one.settings()), one.score(), scenario.price())));
        return rows;
    }

    /** Returns why, and what to expect, in sentences. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        reasons.add(
                "max: a quarter above the constant size that keeps every request in time, so that the bound does not"
                        + " decide.");
        reasons.add(floorReason());
        String share = Table.plain(100 * lateShare) + " %";
        reasons.add(
                keeps
                        ? "risk: of " + tried.size() + " settings tried, the cheapest with at most " + share + " late."
                        : "risk: none of " + tried.size() + " settings tried keeps to " + share
                                + " late; this has the fewest. A shorter cold start or interval would help.");
        reasons.add("A signal of requests a second goes with FLYBALL_TARGET_PER_SERVER="
                + Table.plain(scenario.deployment().capacity())
                + ", which is a full server: the forecast adds the margin.");
        if (!scenario.given("--cold-start")) {
            reasons.add("cold start: the agent learns it; here it was taken to be "
                    + seconds(scenario.deployment().coldStart()) + ".");
        }
        reasons.add(Table.format(
                "On this history: %.2f server-hours, cost %.2f, %s late.",
                best.score().serverHours(),
                best.score().cost(scenario.price()),
                Table.share(best.score().waits())));
        int seconds = best.score().seconds();
        if (seconds < DAY) {
            reasons.add("Only " + seconds(seconds) + " of history: too little to know what a day, or a week, brings.");
        }
        reasons.add(Table.format(
                "This is fitted on this history; a new one may be less kind. As a check, what the first half alone would"
                        + " have proposed has %s late in the second half, at cost %.2f.",
                Table.share(unseen.waits()), unseen.cost(scenario.price())));
        return reasons;
    }

    private String floorReason() {
        if (best.bounds().min() > 1) {
            return "min: what nine of ten minutes need; with 1 it was no better here.";
        }
        boolean alone = tried.stream().allMatch(one -> one.bounds().min() == 1);
        return alone
                ? "min: 1; a tenth of the minutes need no more."
                : "min: 1; a floor of what nine of ten minutes need was no better here.";
    }

    void write(ObjectNode node) {
        ArrayNode settings = node.putArray("settings");
        settings().forEach(settings::add);
        ArrayNode reasons = node.putArray("reasons");
        reasons().forEach(reasons::add);
        JsonReport.score(node.putObject("on_this_history"), best.score(), scenario.price());
        JsonReport.score(node.putObject("chosen_on_first_half_scored_on_second"), unseen, scenario.price());
        ArrayNode grid = node.putArray("tried");
        tried.forEach(one -> JsonReport.score(
                grid.addObject()
                        .put("min_servers", one.bounds().min())
                        .put("max_servers", one.bounds().max())
                        .put("risk", one.risk())
                        .put("settings", String.join(" ", one.settings())),
                one.score(),
                scenario.price()));
    }
}
