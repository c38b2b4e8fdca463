package dev.flyball.agent.command;

import dev.flyball.agent.settings.ConfigReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the settings. */
@Command(
        name = "config",
        description = "Print every setting in force and where it comes from.",
        mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return Program.settings()
                .map(settings -> {
                    ConfigReport.lines(settings).forEach(System.out::println);
                    return 0;
                })
                .orElse(1);
    }
}
