package dev.flyball.agent.command;

import dev.flyball.agent.protocol.Conversation;
import dev.flyball.agent.protocol.Garbage;
import dev.flyball.agent.protocol.Rule;
import dev.flyball.agent.protocol.Signal;
import dev.flyball.agent.settings.Spelling;
import dev.flyball.core.forecast.Risk;
import dev.flyball.core.policy.Presets;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Decides for a simulator: one line of JSON in, one out. */
@Command(
        name = "policy",
        description =
                "Decide for a simulator: read one line of JSON for each decision from standard input, answer it on "
                        + "standard output, and exit at the end of input.",
        mixinStandardHelpOptions = true)
final class PolicyCommand implements Callable<Integer> {

    private static final double LOWEST = 0.01;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "flyball",
            description =
                    "Decide as this autoscaler: flyball, hpa, keda, kpa, sagemaker or ray. Default: ${DEFAULT-VALUE}.")
    private String preset;

    @Option(
            names = "--target-utilization",
            paramLabel = "U",
            description = "The fraction of what a server can carry that it should carry, 0.01 to 1. Default: 0.7; for "
                    + "flyball, 0.7 until there is a forecast, and then what the risk is worth.")
    private Optional<Double> targetUtilization;

    @Option(
            names = "--risk",
            paramLabel = "RISK",
            defaultValue = "balanced",
            description = "For flyball on the arrival signal: what a late request costs. balanced (10 served ones), "
                    + "low (100), high (3), or a quantile above 0 and below 1. Default: ${DEFAULT-VALUE}.")
    private String risk;

    @Option(
            names = "--signal",
            paramLabel = "SIGNAL",
            description =
                    "What to look at: arrival, outstanding or utilization. Default: what the preset's model looks at.")
    private Optional<String> signal;

    @Override
    public Integer call() throws IOException {
        Rule rule = rule();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Writer out = new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8)) {
            new Conversation(rule).hold(in, out);
            return 0;
        } catch (Garbage garbage) {
            System.err.println(garbage.getMessage());
            return 1;
        }
    }

    private Rule rule() {
        if (!Presets.names().contains(preset)) {
            throw wrong("--preset", preset, Presets.names());
        }
        double utilization = targetUtilization.orElse(Rule.USUAL);
        if (!(utilization >= LOWEST && utilization <= 1)) {
            String meant = utilization > 1 && utilization <= 100 ? "; did you mean " + utilization / 100 + "?" : "";
            throw new ParameterException(
                    spec.commandLine(),
                    "--target-utilization " + utilization + ": must be a fraction, 0.01 to 1" + meant);
        }
        List<Signal> allowed = Signal.of(preset);
        List<String> names = allowed.stream().map(Signal::toString).toList();
        String name = signal.orElse(names.get(0));
        if (!names.contains(name)) {
            throw wrong("--signal", name, names);
        }
        Signal looked = allowed.get(names.indexOf(name));
        Risk known = risk();
        return Rule.of(preset, targetUtilization, looked, known);
    }

    private Risk risk() {
        try {
            return Risk.of(risk);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--risk " + wrong.getMessage());
        }
    }

    private ParameterException wrong(String option, String value, List<String> allowed) {
        String hint = Spelling.nearest(value, allowed)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("");
        String of = option.equals("--signal") ? " for preset " + preset : "";
        return new ParameterException(
                spec.commandLine(),
                option + " " + value + ": must be " + allowed.stream().collect(Collectors.joining(" or ")) + of + hint);
    }
}
