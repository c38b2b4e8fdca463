package dev.flyball.agent.backtest;

import dev.flyball.agent.protocol.Player;
import dev.flyball.agent.protocol.Rule;
import dev.flyball.core.simulation.ConstantSize;
import dev.flyball.core.simulation.Oracle;
import dev.flyball.core.simulation.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleConsumer;

/** Plays policies on a scenario, as many at a time as there are processors. */
public final class Backtest {

    /** The fleet that is sized once, for the peak. */
    public static final String STATIC = "static";

    /** The fleet that knows what will come. */
    public static final String ORACLE = "oracle";

    private static final List<Double> LATE_SHARES = List.of(0.0, 0.001, 0.01);

    private final Scenario scenario;

    /** Makes a backtest on this scenario. */
    public Backtest(Scenario scenario) {
        this.scenario = scenario;
    }

    /**
     * Plays one policy.
     *
     * @param progress is told now and then which part is done, 0 to 1
     */
    public Run play(Rule rule, DoubleConsumer progress) {
        Pace pace = scenario.paceOf(rule.preset());
        return Run.of(
                scenario.trace(),
                scenario.deployment(),
                new Player(rule, scenario.deployment(), scenario.concurrency(), pace.interval(), pace.delay()),
                pace.interval(),
                pace.delay(),
                progress);
    }

    /**
     * Plays all of these, side by side.
     *
     * @param rules the policies
     * @param yardsticks {@link #STATIC}, {@link #ORACLE}, both or none
     * @return the policies in the order given, then the yardsticks
     */
    public List<PolicyRun> run(List<Rule> rules, List<String> yardsticks, Progress progress)
            throws InterruptedException {
        List<Callable<List<PolicyRun>>> tasks = new ArrayList<>();
        // The oracle takes longest, so that it begins first.
        for (String yardstick : yardsticks) {
            DoubleConsumer part = progress.part();
            tasks.add(() -> {
                List<PolicyRun> runs = yardstick.equals(STATIC) ? List.of(constant()) : oracles(part);
                part.accept(1);
                return runs;
            });
        }
        for (Rule rule : rules) {
            DoubleConsumer part = progress.part();
            tasks.add(() -> List.of(PolicyRun.of(rule.preset(), note(rule), play(rule, part), scenario.warmUp())));
        }
        List<List<PolicyRun>> runs = all(tasks);
        Collections.rotate(runs, rules.size());
        return runs.stream().flatMap(List::stream).toList();
    }

    /** Does all of this, as much at a time as there are processors, and returns what came of it in the same order. */
    static <T> List<T> all(List<Callable<T>> tasks) throws InterruptedException {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<T> done = new ArrayList<>();
            for (Future<T> future : workers.invokeAll(tasks)) {
                done.add(future.get());
            }
            return done;
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private String note(Rule rule) {
        Pace pace = scenario.paceOf(rule.preset());
        String full = Table.format(
                "each server at %s%.0f %%", rule.risk().isPresent() ? "most " : "", 100 * rule.utilization());
        String size = rule.risk()
                .map(risk -> Table.format(
                                "sized by the risk of a forecast, a late request costs %s served ones",
                                Table.plain(risk.price()))
                        + (rule.keepsUtilization() ? ", " + full : ""))
                .orElse(full);
        return Table.format(
                "on %s, %s, every %d s on data %d s old", rule.signal(), size, pace.interval(), pace.delay());
    }

    private PolicyRun constant() {
        int size = ConstantSize.smallest(scenario.trace(), scenario.deployment(), scenario.warmUp(), 0);
        return PolicyRun.of(
                STATIC,
                "always " + size + " servers: the fewest with which no request is late",
                ConstantSize.of(scenario.trace(), scenario.deployment(), size),
                scenario.warmUp());
    }

    private List<PolicyRun> oracles(DoubleConsumer progress) {
        Map<Double, Oracle.Outcome> found =
                new Oracle(scenario.trace(), scenario.deployment(), scenario.warmUp()).cheapest(LATE_SHARES, progress);
        return LATE_SHARES.stream()
                .filter(found::containsKey)
                .map(share -> planned(Table.plain(100 * share), found.get(share)))
                .toList();
    }

    private PolicyRun planned(String percent, Oracle.Outcome best) {
        Oracle.Plan plan = best.plan();
        String peaks = plan.leftOut() == 0
                ? ""
                : Table.format(", and leaves out the peaks of %s %% of the time", Table.plain(100 * plan.leftOut()));
        String note = Table.format(
                "knows the load before, with at most %s %% late: averages over %d s, %+.0f %%%s",
                percent, plan.window(), 100 * plan.margin(), peaks);
        return PolicyRun.planned(ORACLE + " " + percent + "%", note, best, scenario.warmUp());
    }
}
