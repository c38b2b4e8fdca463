package dev.flyball.agent.command;

import dev.flyball.agent.settings.ImportedSettings;
import dev.flyball.core.result.Result;
import dev.flyball.kubernetes.HorizontalAutoscaler;
import dev.flyball.kubernetes.HorizontalAutoscalers;
import dev.flyball.kubernetes.HorizontalAutoscalers.Where;
import io.quarkus.runtime.QuarkusApplication;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes over what other autoscalers were told. */
@Command(
        name = "import",
        description = "Print the settings that do what another autoscaler does.",
        subcommands = {ImportCommand.Hpa.class, ImportSageMaker.class},
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "import: must be followed by what to import: hpa or sagemaker");
    }

    /** From HorizontalPodAutoscalers. */
    @Command(
            name = "hpa",
            description = "Print the variables that do what the HorizontalPodAutoscalers of a cluster do, and what"
                    + " cannot be said as comments; change nothing.",
            mixinStandardHelpOptions = true)
    static final class Hpa implements Callable<Integer> {

        private static final String EVERYWHERE = "--all-namespaces";

        @Spec
        private CommandSpec spec;

        @Option(
                names = {"-A", EVERYWHERE},
                description = "Of all namespaces. Default: of the namespace of the kubeconfig's context.")
        private boolean everywhere;

        @Option(
                names = {"-n", "--namespace"},
                paramLabel = "NS",
                description = "Of this namespace.")
        private Optional<String> namespace;

        @Override
        public Integer call() {
            if (everywhere && namespace.isPresent()) {
                throw new ParameterException(
                        spec.commandLine(), "--namespace must not stand beside " + EVERYWHERE + "; remove one");
            }
            return everywhere
                    ? Program.startBriefWithoutSettings(Reader.class, EVERYWHERE)
                    : namespace
                            .map(name -> Program.startBriefWithoutSettings(Reader.class, "--namespace", name))
                            .orElseGet(() -> Program.startBriefWithoutSettings(Reader.class));
        }
    }

    /** Reads and prints; its arguments are those of the command. */
    static final class Reader implements QuarkusApplication {

        private static final Duration CALL_LIMIT = Duration.ofSeconds(10);

        private final InstantSource clock;

        Reader(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public int run(String... arguments) {
            Result<List<HorizontalAutoscaler>> read =
                    new HorizontalAutoscalers(CALL_LIMIT, clock).read(where(List.of(arguments)));
            if (read instanceof Result.Failed<List<HorizontalAutoscaler>> failed) {
                System.err.println(failed.fault().kind() + ": " + failed.fault().message());
                return 1;
            }
            ImportedSettings.lines(((Result.Ok<List<HorizontalAutoscaler>>) read).value())
                    .forEach(System.out::println);
            return 0;
        }

        private static Where where(List<String> arguments) {
            return switch (arguments.size()) {
                case 0 -> new Where.Here();
                case 1 -> new Where.Everywhere();
                default -> new Where.In(arguments.get(1));
            };
        }
    }
}
