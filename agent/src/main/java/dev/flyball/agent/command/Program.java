package dev.flyball.agent.command;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.settings.ReadSettings;
import dev.flyball.agent.settings.Settings;
import dev.flyball.agent.settings.SettingsReader;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts the part of a command that needs a running container. */
final class Program {

    /** What a command that answers and ends does without. */
    private static final Map<String, String> BRIEF = Map.of(
            "quarkus.http.host-enabled", "false",
            "quarkus.scheduler.enabled", "false",
            "quarkus.log.category.\"flyball\".level", "OFF");

    private Program() {}

    /** Reads the settings; where they cannot be used, prints every problem to standard error and returns nothing. */
    static Optional<Settings> settings() {
        ReadSettings read = SettingsReader.read(System.getenv(), Adapters.platforms());
        if (read instanceof ReadSettings.Valid valid) {
            return Optional.of(valid.settings());
        }
        ((ReadSettings.Invalid) read).problems().forEach(problem -> System.err.println(problem.message()));
        return Optional.empty();
    }

    /** Starts a program that serves HTTP and runs rounds, and returns its exit code when it has ended. */
    static int start(Class<? extends QuarkusApplication> program) {
        return settings().isEmpty() ? 1 : startWithoutSettings(program);
    }

    private static int startWithoutSettings(Class<? extends QuarkusApplication> program, String... arguments) {
        AtomicInteger code = new AtomicInteger();
        Quarkus.run(
                program,
                (exit, failure) -> {
                    if (failure != null) {
                        System.err.println("flyball could not start: "
                                + Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString));
                    }
                    code.set(failure == null ? exit : 1);
                },
                arguments);
        return code.get();
    }

    /** Starts a program that answers on standard output and ends, beside whatever else runs here. */
    static int startBrief(Class<? extends QuarkusApplication> program) {
        BRIEF.forEach(System::setProperty);
        return start(program);
    }

    /** The same for a program that needs no settings, and is given these arguments. */
    static int startBriefWithoutSettings(Class<? extends QuarkusApplication> program, String... arguments) {
        BRIEF.forEach(System::setProperty);
        return startWithoutSettings(program, arguments);
    }
}
