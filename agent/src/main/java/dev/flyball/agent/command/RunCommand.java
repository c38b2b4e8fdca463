package dev.flyball.agent.command;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.round.Rounds;
import dev.flyball.agent.settings.Settings;
import dev.flyball.agent.settings.SettingsTable;
import dev.flyball.agent.shard.Sharding;
import dev.flyball.agent.state.AgentMemories;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import picocli.CommandLine.Command;

/** Runs the agent until it is told to stop. */
@Command(
        name = "run",
        description = "Run the agent: decide in every round, and serve the page, the API and the metrics.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return Program.start(Agent.class);
    }

    /** The agent itself. */
    static final class Agent implements QuarkusApplication {

        private static final Duration LAST_KEEPING = Duration.ofSeconds(3);
        private static final Logger LOG = Logger.getLogger("flyball");

        private final Rounds rounds;
        private final AgentMemories memories;
        private final Sharding sharding;
        private final Adapters adapters;
        private final Ending ending;
        private final Settings settings;
        private final String host;
        private final int port;

        Agent(
                Rounds rounds,
                AgentMemories memories,
                Sharding sharding,
                Adapters adapters,
                Ending ending,
                Settings settings,
                @ConfigProperty(name = "quarkus.http.host") String host,
                @ConfigProperty(name = "quarkus.http.port") int port) {
            this.rounds = rounds;
            this.memories = memories;
            this.sharding = sharding;
            this.adapters = adapters;
            this.ending = ending;
            this.settings = settings;
            this.host = host;
            this.port = port;
        }

        @Override
        public int run(String... arguments) {
            LOG.infof("Flyball is running: http://%s:%d/", host, port);
            if (settings.builtInSimulation()) {
                LOG.infof(
                        "Nothing is configured, so this is a simulated endpoint; its time runs %s times faster than life. Set"
                                + " FLYBALL_RESOURCE to scale something real.",
                        settings.simulationSpeed());
            }
            settings.warnings().forEach(LOG::warn);
            try {
                memories.open();
            } catch (IOException used) {
                LOG.errorf("%s: %s", SettingsTable.STATE_DIR.variable(), used.getMessage());
                return 1;
            }
            sharding.start();
            rounds.start();
            ending.does(this::end);
            Quarkus.waitForExit();
            return 0;
        }

        /** Others take over at once what is given back, and only when a lease has ended what is not. */
        private void end() {
            rounds.stop();
            memories.close(LAST_KEEPING);
            sharding.stop();
            adapters.end().forEach(fault -> LOG.warnf("%s (%s)", fault.message(), fault.kind()));
        }
    }
}
