package dev.flyball.agent.backtest;

import dev.flyball.agent.protocol.Player;
import dev.flyball.agent.protocol.Rule;
import dev.flyball.core.simulation.ConstantSize;
import dev.flyball.core.simulation.Oracle;
import dev.flyball.core.simulation.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final Optional<Oracle.Plan> plan;

    /** Makes a backtest on this scenario, whose oracle takes the cheapest of its plans. */
    public Backtest(Scenario scenario) {
        this(scenario, Optional.empty());
    }

    /** Makes a backtest on this scenario, whose oracle has this plan alone. */
    public Backtest(Scenario scenario, Optional<Oracle.Plan> plan) {
        this.scenario = scenario;
        this.plan = plan;
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
        for (Rule rule : rules) {
            DoubleConsumer part = progress.part();
            tasks.add(() -> List.of(PolicyRun.of(rule.preset(), note(rule), play(rule, part), scenario.warmUp())));
        }
        for (String yardstick : yardsticks) {
            DoubleConsumer part = progress.part();
            tasks.add(() -> {
                List<PolicyRun> runs = yardstick.equals(STATIC) ? List.of(constant()) : oracles();
                part.accept(1);
                return runs;
            });
        }
        List<PolicyRun> runs = new ArrayList<>();
        for (List<PolicyRun> some : all(tasks)) {
            runs.addAll(some);
        }
        return runs;
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
        return Table.format(
                "on %s, each server at %.0f %%, every %d s on data %d s old",
                rule.signal(), 100 * rule.utilization(), pace.interval(), pace.delay());
    }

    private PolicyRun constant() {
        int size = ConstantSize.smallest(scenario.trace(), scenario.deployment(), scenario.warmUp(), 0);
        return PolicyRun.of(
                STATIC,
                "always " + size + " servers: the fewest with which no request is late",
                ConstantSize.of(scenario.trace(), scenario.deployment(), size),
                scenario.warmUp());
    }

    private List<PolicyRun> oracles() {
        Oracle oracle = new Oracle(scenario.trace(), scenario.deployment());
        if (plan.isPresent()) {
            return List.of(planned(ORACLE, "", oracle, plan.get()));
        }
        List<Oracle.Outcome> outcomes = oracle.outcomes(scenario.warmUp());
        List<PolicyRun> runs = new ArrayList<>();
        for (double share : LATE_SHARES) {
            String percent = Table.plain(100 * share);
            Oracle.cheapest(outcomes, share)
                    .ifPresent(best -> runs.add(planned(
                            ORACLE + " " + percent + "%",
                            ", with at most " + percent + " % late",
                            oracle,
                            best.plan())));
        }
        return runs;
    }

    private PolicyRun planned(String name, String limit, Oracle oracle, Oracle.Plan used) {
        String note = Table.format(
                "knows the load before%s: averages over %d s, %+.0f %%", limit, used.window(), 100 * used.margin());
        return PolicyRun.of(name, note, oracle.run(used), scenario.warmUp());
    }
}
