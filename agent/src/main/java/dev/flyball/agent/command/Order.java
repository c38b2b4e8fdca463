package dev.flyball.agent.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flyball.agent.command.RunningAgent.NoAnswer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An order to the running agent. Prints what the target is like then. */
abstract class Order implements Callable<Integer> {

    @Mixin
    private RunningAgent agent = new RunningAgent();

    @Override
    public Integer call() {
        try {
            System.out.print(give(agent));
            return 0;
        } catch (NoAnswer refusal) {
            System.err.println(refusal.getMessage());
            return 1;
        }
    }

    /** Gives the order, and returns the lines to print. */
    abstract String give(RunningAgent to) throws NoAnswer;

    private static String line(JsonNode target) {
        String held = target.has("held")
                ? "held at " + target.path("held").path("servers").asInt() + " servers until "
                        + target.path("held").path("until").asText()
                : "not held";
        return target.path("name").asText() + ": "
                + (target.path("paused").asBoolean() ? "paused, nothing is written; " : "") + held
                + System.lineSeparator();
    }

    /** Holds a size. */
    @Command(
            name = "scale",
            description = "Hold a target at a size for a time, inside its bounds.",
            mixinStandardHelpOptions = true)
    static final class Scale extends Order {

        @Parameters(index = "0", paramLabel = "TARGET", description = "The target's name.")
        private String target;

        @Parameters(index = "1", paramLabel = "SERVERS", description = "The size.")
        private int servers;

        @Option(
                names = "--for",
                paramLabel = "TIME",
                required = true,
                description = "How long, such as 15m or 1h; then the load decides again.")
        private String time;

        @Override
        String give(RunningAgent to) throws NoAnswer {
            return line(to.post(
                    RunningAgent.of(target, "scale"),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("servers", servers)
                            .put("for", time)));
        }
    }

    /** Lets nothing be written. */
    @Command(
            name = "pause",
            description =
                    "Let nothing be written to a target until it is resumed; it is decided and explained meanwhile.",
            mixinStandardHelpOptions = true)
    static final class Pause extends Order {

        @Parameters(paramLabel = "TARGET", description = "The target's name.")
        private String target;

        @Override
        String give(RunningAgent to) throws NoAnswer {
            return line(to.post(RunningAgent.of(target, "pause"), JsonNodeFactory.instance.objectNode()));
        }
    }

    /** Lets the load decide again. */
    @Command(name = "resume", description = "End a pause or a hold of a target.", mixinStandardHelpOptions = true)
    static final class Resume extends Order {

        @Parameters(paramLabel = "TARGET", description = "The target's name.")
        private String target;

        @Override
        String give(RunningAgent to) throws NoAnswer {
            return line(to.post(RunningAgent.of(target, "resume"), JsonNodeFactory.instance.objectNode()));
        }
    }

    /** Does a round now. */
    @Command(
            name = "round",
            description = "Let the running agent do a round of all targets now, and print its table after it.",
            mixinStandardHelpOptions = true)
    static final class ForcedRound extends Order {

        @Override
        String give(RunningAgent to) throws NoAnswer {
            return StatusTable.of(to.round());
        }
    }
}
