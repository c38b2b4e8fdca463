package dev.flyball.agent.command;

import dev.flyball.agent.settings.ImportedEndpoints;
import dev.flyball.core.result.Result;
import dev.flyball.sagemaker.RegisteredTarget;
import dev.flyball.sagemaker.RegisteredTargets;
import io.quarkus.runtime.QuarkusApplication;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Takes over what Application Auto Scaling does with SageMaker. */
@Command(
        name = "sagemaker",
        description = "Print the variables that do what Application Auto Scaling does with the endpoints of an account"
                + " and region, and what cannot be said as comments; change nothing.",
        mixinStandardHelpOptions = true)
final class ImportSageMaker implements Callable<Integer> {

    @Override
    public Integer call() {
        return Program.startBriefWithoutSettings(Reader.class);
    }

    /** Reads and prints. */
    static final class Reader implements QuarkusApplication {

        private static final Duration CALL_LIMIT = Duration.ofSeconds(10);

        private final InstantSource clock;

        Reader(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public int run(String... arguments) {
            Result<List<RegisteredTarget>> read = new RegisteredTargets(CALL_LIMIT, clock).read();
            if (read instanceof Result.Failed<List<RegisteredTarget>> failed) {
                System.err.println(failed.fault().kind() + ": " + failed.fault().message());
                return 1;
            }
            ImportedEndpoints.lines(((Result.Ok<List<RegisteredTarget>>) read).value())
                    .forEach(System.out::println);
            return 0;
        }
    }
}
