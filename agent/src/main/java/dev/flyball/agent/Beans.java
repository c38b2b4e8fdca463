package dev.flyball.agent;

import dev.flyball.agent.round.Threads;
import dev.flyball.agent.settings.Problem;
import dev.flyball.agent.settings.ReadSettings;
import dev.flyball.agent.settings.Settings;
import dev.flyball.agent.settings.SettingsReader;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.agent.shard.Terms;
import dev.flyball.kubernetes.KubernetesAdapter;
import dev.flyball.kubernetes.Sidecar;
import io.quarkus.runtime.ImageMode;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes what the agent's parts are given: the settings, the clock, the adapters. */
@Dependent
final class Beans {

    /** A round has half its interval, first for the fleets and then for the signals. */
    private static final int LOOKS_IN_AN_INTERVAL = 4;

    /** A first call makes a TLS connection, which short intervals leave too little time for. */
    private static final Duration SHORTEST_CALL = Duration.ofSeconds(2);

    /** A lease must outlast a round that fails, but not much more, since nobody writes until it is taken over. */
    private static final int ROUNDS_OF_A_LEASE = 3;

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(15);

    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    Settings settings() {
        if (ImageMode.current() == ImageMode.NATIVE_BUILD) {
            throw new IllegalStateException(
                    "the settings were asked for while the native executable is built, and would"
                            + " be those of this build for ever: what is made then must be given a Provider of them");
        }
        ReadSettings read = SettingsReader.read(System.getenv(), Adapters.platforms());
        if (read instanceof ReadSettings.Invalid invalid) {
            throw new IllegalStateException(invalid.problems().stream()
                    .map(Problem::message)
                    .collect(Collectors.joining(System.lineSeparator())));
        }
        return ((ReadSettings.Valid) read).settings();
    }

    @Produces
    @Singleton
    Adapters adapters(Settings settings, InstantSource clock, Threads threads) {
        Duration lookLimit = lookLimit(settings);
        Duration callLimit = callLimit(settings);
        return Adapters.all(
                clock,
                settings.simulationSpeed(),
                callLimit,
                lookLimit,
                sidecar(settings),
                threads.calls(),
                settings.prometheus());
    }

    @Produces
    @Singleton
    Terms terms(Settings settings) {
        return Terms.forWritesOf(callLimit(settings));
    }

    private static Duration callLimit(Settings settings) {
        Duration lookLimit = lookLimit(settings);
        return lookLimit.compareTo(SHORTEST_CALL) > 0 ? lookLimit : SHORTEST_CALL;
    }

    private static Duration lookLimit(Settings settings) {
        return settings.targets().stream()
                .map(target -> target.interval().dividedBy(LOOKS_IN_AN_INTERVAL))
                .min(Comparator.naturalOrder())
                .filter(limit -> limit.compareTo(LONGEST_CALL) < 0)
                .orElse(LONGEST_CALL);
    }

    private static Sidecar sidecar(Settings settings) {
        Duration longest = settings.targets().stream()
                .filter(target -> target.resource().equals(KubernetesAdapter.SELF))
                .map(TargetSettings::interval)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration lease = longest.multipliedBy(ROUNDS_OF_A_LEASE);
        Optional<String> podName = settings.podName().or(() -> Optional.ofNullable(System.getenv("HOSTNAME")));
        return new Sidecar(podName, lease.compareTo(SHORTEST_LEASE) > 0 ? lease : SHORTEST_LEASE, System::nanoTime);
    }
}
