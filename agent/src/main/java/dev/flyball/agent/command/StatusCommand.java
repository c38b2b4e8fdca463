package dev.flyball.agent.command;

import dev.flyball.agent.command.RunningAgent.NoAnswer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks the running agent how its targets are. */
@Command(
        name = "status",
        description = "Print a table of the targets of the running agent.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private RunningAgent agent = new RunningAgent();

    @Override
    public Integer call() {
        try {
            System.out.print(StatusTable.of(agent.get("/api/targets")));
            return 0;
        } catch (NoAnswer failure) {
            System.err.println(failure.getMessage());
            return 1;
        }
    }
}
