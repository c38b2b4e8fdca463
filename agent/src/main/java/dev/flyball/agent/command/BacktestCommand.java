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
import dev.flyball.core.forecast.Risk;
import dev.flyball.core.policy.Presets;
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
            description =
                    "The fraction of what a server can carry that policies let it carry, 0.01 to 1. Default: 0.7; for"
                            + " flyball, 0.7 until there is a forecast, and then what the risk is worth.")
    private Optional<Double> utilization;

    @Option(
            names = "--risk",
            paramLabel = "RISK",
            defaultValue = "balanced",
            description = "For flyball: what a late request costs. balanced (10 served ones), low (100), high (3), or a"
                    + " quantile above 0, to 0.9999. Default: ${DEFAULT-VALUE}.")
    private String risk;

    @Option(names = "--recommend", description = "Propose bounds and a risk for Flyball's own policy.")
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
        Assumptions assumptions = options.read(spec);
        try {
            Scenario scenario = scenario(assumptions);
            Report report = report(scenario, rules);
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

    private Report report(Scenario scenario, List<Rule> rules) throws InterruptedException {
        List<String> yardsticks =
                policies.stream().filter(BacktestCommand::isYardstick).toList();
        Progress playing = progress("playing");
        List<PolicyRun> runs = new Backtest(scenario).run(rules, yardsticks, playing);
        playing.end();
        return new Report(scenario, runs, recommend ? Optional.of(recommendation(scenario)) : Optional.empty());
    }

    private Recommendation recommendation(Scenario scenario) throws InterruptedException {
        Progress trying = progress("trying settings");
        Recommendation advice = Recommendation.of(scenario, late, trying);
        trying.end();
        return advice;
    }

    private static Progress progress(String work) {
        return new Progress(work, System.err, System.console() != null);
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
        utilization.filter(given -> !(given >= 0.01 && given <= 1)).ifPresent(given -> {
            throw wrong("--target-utilization " + given + ": must be a fraction, 0.01 to 1");
        });
        Risk known = risk();
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
                rules.add(Rule.of(policy, utilization, Signal.of(policy).get(0), known));
            }
        }
        return rules;
    }

    private Risk risk() {
        try {
            return Risk.of(risk);
        } catch (IllegalArgumentException refused) {
            throw wrong("--risk " + refused.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
