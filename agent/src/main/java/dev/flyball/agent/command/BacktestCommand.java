package dev.flyball.agent.command;

import dev.flyball.agent.backtest.Assumptions;
import dev.flyball.agent.backtest.Backtest;
import dev.flyball.agent.backtest.BadLoad;
import dev.flyball.agent.backtest.HtmlReport;
import dev.flyball.agent.backtest.JsonReport;
import dev.flyball.agent.backtest.PolicyRun;
import dev.flyball.agent.backtest.Progress;
import dev.flyball.agent.backtest.Recommendation;
import dev.flyball.agent.backtest.Report;
import dev.flyball.agent.backtest.Scenario;
import dev.flyball.agent.backtest.TextReport;
import dev.flyball.agent.protocol.Rule;
import dev.flyball.agent.protocol.Signal;
import dev.flyball.agent.settings.Spelling;
import dev.flyball.core.policy.Presets;
import dev.flyball.core.simulation.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays the policies on a recorded load, without looking at any target. */
@Command(
        name = "backtest",
        description = "Play policies on a recorded load, and tell what each would have cost and how long requests would"
                + " have waited.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private BacktestSource source;

    @Mixin
    private BacktestOptions options;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "flyball,hpa,keda,kpa,sagemaker,ray,static,oracle",
            description = "What to play, several with commas between. Default: ${DEFAULT-VALUE}.")
    private List<String> policies;

    @Option(
            names = "--target-utilization",
            paramLabel = "U",
            defaultValue = "0.7",
            description = "The fraction of what a server can carry that policies let it carry, 0.01 to 1. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double utilization;

    @Option(
            names = "--oracle-plan",
            paramLabel = "SECONDS,MARGIN",
            description =
                    "Let the oracle average the load over this many seconds and add this fraction, such as 12,-0.02."
                            + " Default: the cheapest of 36 such plans.")
    private Optional<String> oraclePlan;

    @Option(names = "--recommend", description = "Propose bounds and a target utilization for Flyball's own policy.")
    private boolean recommend;

    @Option(
            names = "--late",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "With --recommend: the share of late requests to allow, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double late;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the report as JSON, every change of size in it.")
    private Optional<Path> json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report as a page with charts.")
    private Optional<Path> html;

    @Override
    public Integer call() throws InterruptedException {
        List<Rule> rules = rules();
        if (!(late >= 0 && late <= 1)) {
            throw wrong("--late " + late + ": must be a fraction, 0 to 1");
        }
        Optional<Oracle.Plan> plan = oraclePlan.map(this::plan);
        Assumptions assumptions = options.read(spec);
        try {
            Scenario scenario = scenario(assumptions);
            Report report = report(scenario, rules, plan);
            TextReport.lines(report).forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
            if (json.isPresent()) {
                Files.writeString(json.get(), JsonReport.of(report));
            }
            if (html.isPresent()) {
                Files.writeString(html.get(), HtmlReport.of(report));
            }
            return 0;
        } catch (BadLoad bad) {
            return refuse(source.place() + ": " + bad.getMessage());
        } catch (NoSuchFileException missing) {
            return refuse(missing.getMessage() + ": there is no such file or folder");
        } catch (IOException unreadable) {
            return refuse("cannot read or write: " + unreadable.getMessage());
        }
    }

    private Scenario scenario(Assumptions assumptions) throws IOException, BadLoad {
        return assumptions.with(source.read(spec, System.getenv()), source.name());
    }

    private Report report(Scenario scenario, List<Rule> rules, Optional<Oracle.Plan> plan) throws InterruptedException {
        Progress progress = new Progress(System.err, System.console() != null);
        List<String> yardsticks =
                policies.stream().filter(BacktestCommand::isYardstick).toList();
        List<PolicyRun> runs = new Backtest(scenario, plan).run(rules, yardsticks, progress);
        Optional<Recommendation> advice =
                recommend ? Optional.of(Recommendation.of(scenario, late, progress)) : Optional.empty();
        progress.end();
        return new Report(scenario, runs, advice);
    }

    private int refuse(String message) {
        spec.commandLine().getErr().println(message);
        spec.commandLine().getErr().flush();
        return 1;
    }

    private static boolean isYardstick(String name) {
        return name.equals(Backtest.STATIC) || name.equals(Backtest.ORACLE);
    }

    private List<Rule> rules() {
        if (!(utilization >= 0.01 && utilization <= 1)) {
            throw wrong("--target-utilization " + utilization + ": must be a fraction, 0.01 to 1");
        }
        List<String> names = new ArrayList<>(Presets.names());
        names.addAll(List.of(Backtest.STATIC, Backtest.ORACLE));
        List<Rule> rules = new ArrayList<>();
        for (String policy : policies) {
            if (!names.contains(policy)) {
                String hint = Spelling.nearest(policy, names)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse("");
                throw wrong("--policy " + policy + ": must be " + String.join(" or ", names) + hint);
            }
            if (!isYardstick(policy)) {
                rules.add(new Rule(policy, utilization, Signal.of(policy).get(0)));
            }
        }
        return rules;
    }

    private Oracle.Plan plan(String text) {
        String[] parts = text.split(",", -1);
        try {
            Oracle.Plan plan = new Oracle.Plan(Integer.parseInt(parts[0]), Double.parseDouble(parts[parts.length - 1]));
            if (parts.length == 2) {
                return plan;
            }
        } catch (IllegalArgumentException refused) {
            throw wrong("--oracle-plan " + text + ": must read SECONDS,MARGIN, such as 12,-0.02 ("
                    + refused.getMessage() + ")");
        }
        throw wrong("--oracle-plan " + text + ": must read SECONDS,MARGIN, such as 12,-0.02");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
