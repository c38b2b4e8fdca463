package dev.flyball.agent.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flyball.agent.command.RunningAgent.NoAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the running agent why a target has the size it has. */
@Command(
        name = "explain",
        description = "Tell why a target has its size: the whole way from the signals, as the running agent saw it.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    private static final int WRONG_USAGE = 2;

    @Mixin
    private RunningAgent agent = new RunningAgent();

    @Parameters(paramLabel = "TARGET", description = "The target's name, as flyball status prints it.")
    private String target;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Explain the size of then: 2026-01-31T08:00:00Z, 08:00 (the last one, in UTC) or 10m (ago)."
                    + " Without it, the last decision.")
    private Optional<String> at = Optional.empty();

    @Override
    public Integer call() {
        try {
            String before = "";
            if (at.isPresent()) {
                Optional<Instant> moment = Moment.of(at.get(), now());
                if (moment.isEmpty()) {
                    System.err.println("--at " + at.get()
                            + ": must be a moment in UTC such as 2026-01-31T08:00:00Z, a time of day such as 08:00, or"
                            + " how long ago, such as 10m");
                    return WRONG_USAGE;
                }
                // A decision holds from its own moment on.
                before =
                        "&before=" + URLEncoder.encode(moment.get().plusNanos(1).toString(), StandardCharsets.UTF_8);
            }
            return tell(agent.get(RunningAgent.of(target, "decisions?limit=1" + before)));
        } catch (NoAnswer failure) {
            System.err.println(failure.getMessage());
            return 1;
        }
    }

    /** The target's time, which for a simulated one is not that of this machine. */
    private Instant now() throws NoAnswer {
        for (JsonNode known : agent.get("/api/targets")) {
            if (known.path("name").asText().equals(target)) {
                return Instant.parse(known.path("now").asText());
            }
        }
        return Instant.EPOCH;
    }

    private int tell(JsonNode decisions) {
        if (decisions.isEmpty()) {
            System.err.println("The agent remembers no decision of " + target
                    + at.map(time -> " as old as " + time).orElse(" yet"));
            return 1;
        }
        JsonNode decision = decisions.get(0);
        System.out.println(target + " at " + decision.path("at").asText() + ": "
                + decision.path("line").asText());
        decision.path("story").forEach(sentence -> System.out.println("  " + sentence.asText()));
        return 0;
    }
}
