package dev.flyball.agent.command;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program. Exit code 0: fine; 1: a problem was found; 2: wrong usage. */
@QuarkusMain
@Command(
        name = "flyball",
        description = "Keeps inference endpoints at the size their load needs.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            OnceCommand.class,
            CheckCommand.class,
            StatusCommand.class,
            ExplainCommand.class,
            Order.Scale.class,
            Order.Pause.class,
            Order.Resume.class,
            Order.ForcedRound.class,
            PlanCommand.class,
            BacktestCommand.class,
            PolicyCommand.class,
            ImportCommand.class,
            ConfigCommand.class
        },
        footer = {"", "Without a command: run. Settings are environment variables: see flyball config."})
public final class Flyball implements Callable<Integer> {

    /** Runs the command that the arguments name, and exits with its code. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new Flyball()).execute(arguments));
    }

    @Override
    public Integer call() {
        return new RunCommand().call();
    }
}
