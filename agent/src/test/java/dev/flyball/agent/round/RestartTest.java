package dev.flyball.agent.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.settings.ReadSettings;
import dev.flyball.agent.settings.SettingsReader;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.agent.shard.Ownership;
import dev.flyball.agent.simulated.Timeline;
import dev.flyball.agent.state.Kept;
import dev.flyball.agent.state.Memories;
import dev.flyball.agent.state.Orders;
import dev.flyball.agent.state.StateDirectory;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.port.Platform;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.SizeHold;
import dev.flyball.core.target.TargetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An agent that is killed in every round of a series, each time at the same instant of the round, and started again: it
 * decides as one that was never killed, but for what the kill kept from being done.
 */
class RestartTest {

    private static final int ROUNDS = 60;
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    /** The instants of a round at which an agent can be killed, told apart by what has been done by then. */
    private enum Killed {
        NEVER,
        /** What was decided is lost as if the round had not been. */
        BEFORE_IT_IS_KEPT,
        /** What was decided is known, and was not sent. */
        BEFORE_IT_IS_WRITTEN,
        /** What was sent has arrived, and nobody was told. */
        BEFORE_IT_IS_ANSWERED
    }

    private final FakePlatform platform = new FakePlatform("calm");
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    static Stream<Arguments> killings() {
        return Stream.of(
                        Map.<String, String>of(),
                        Map.of("FLYBALL_POLICY", "hpa"),
                        Map.of("FLYBALL_POLICY", "kpa"),
                        Map.of("FLYBALL_POLICY", "sagemaker"),
                        Map.of("FLYBALL_POLICY", "ray"),
                        Map.of(
                                "FLYBALL_SCALE_OUT_RATE", "3/2m",
                                "FLYBALL_SCALE_IN_RATE", "1/1m",
                                "FLYBALL_SCALE_OUT_COOLDOWN", "45s",
                                "FLYBALL_SCALE_IN_STABILIZATION", "90s"))
                .flatMap(settings -> Stream.of(
                                Killed.BEFORE_IT_IS_KEPT, Killed.BEFORE_IT_IS_WRITTEN, Killed.BEFORE_IT_IS_ANSWERED)
                        .map(killed -> Arguments.of(settings, killed)));
    }

    @ParameterizedTest
    @MethodSource("killings")
    void decidesAsIfItHadNeverBeenKilled(Map<String, String> settings, Killed killed) throws IOException {
        List<Decision> restarted = decisions(settings, killed, true);
        Files.deleteIfExists(directory.resolve("flyball-state.json"));
        now = Instant.parse("2026-01-01T00:00:00Z");
        List<Decision> uninterrupted = decisions(settings, killed, false);

        assertThat(restarted).hasSameSizeAs(uninterrupted);
        for (int round = 0; round < restarted.size(); round++) {
            assertThat(restarted.get(round)).as("decision %d", round).isEqualTo(uninterrupted.get(round));
        }
        assertThat(uninterrupted.stream().filter(decision -> decision.change().isPresent()))
                .as("changes decided")
                .hasSizeGreaterThan(1);
    }

    @Test
    void whatIsRememberedOfATargetTakesLittleRoom() throws IOException {
        TargetId target = platform.target("chat", 3, 3);
        platform.clock = () -> now;
        AtomicReference<List<Kept>> newest = new AtomicReference<>(List.of());
        Memories memories = new Memories() {
            @Override
            public Optional<Kept> recall(TargetSettings settings) {
                return Optional.empty();
            }

            @Override
            public CompletableFuture<Void> keep(Object owner, List<Kept> kept) {
                newest.set(kept);
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<Void> order(TargetSettings settings, Orders orders) {
                return CompletableFuture.completedFuture(null);
            }
        };
        Round round = round(Map.of(), memories, Runnable::run, event -> {});
        for (int i = 0; i < 4_000; i++) {
            now = now.plus(INTERVAL);
            platform.loads.put(target, load(i));
            round.run();
        }
        StateDirectory.open(directory, Runnable::run, () -> now).keep("rounds", newest.get());

        assertThat(Files.size(directory.resolve("flyball-state.json"))).isBetween(1_000L, 24_000L);
    }

    /** Every third round is hit, by a kill or, uninterrupted, by what the kill would have kept from being done. */
    private List<Decision> decisions(Map<String, String> settings, Killed killed, boolean restart) throws IOException {
        TargetId target = platform.target("chat", 3, 3);
        platform.clock = () -> now;
        List<Decision> decisions = new ArrayList<>();
        Agent agent = new Agent(settings, decisions);
        for (int round = 0; round < ROUNDS; round++) {
            now = now.plus(INTERVAL);
            platform.loads.put(target, load(round));
            Killed here = round % 3 == 2 ? killed : Killed.NEVER;
            agent.order(round);
            if (restart) {
                agent.run(here);
                if (here != Killed.NEVER) {
                    agent.end();
                    agent = new Agent(settings, decisions);
                }
            } else if (here != Killed.BEFORE_IT_IS_KEPT) {
                platform.answer = here == Killed.BEFORE_IT_IS_WRITTEN
                        ? () -> Optional.of(new Outcome.Deferred("the agent ended before the change was made"))
                        : Optional::empty;
                agent.run(Killed.NEVER);
                platform.answer = Optional::empty;
            }
        }
        agent.end();
        return decisions;
    }

    private static double load(int round) {
        double hill = 6 + 5 * Math.sin(round / 9.0) + Math.sin(round * 7.0);
        return round % 30 > 25 ? hill * 2 : hill;
    }

    /** An agent from its start to its end. */
    private final class Agent {

        private final StateDirectory state;
        private final AtomicBoolean alive = new AtomicBoolean(true);
        private final List<Decision> decisions;
        private final List<Decision> ofThisRound = new ArrayList<>();
        private final Round round;
        private Killed instant = Killed.NEVER;

        Agent(Map<String, String> settings, List<Decision> decisions) throws IOException {
            this.decisions = decisions;
            this.state = StateDirectory.open(directory, Runnable::run, () -> now);
            Executor writers = task -> {
                if (alive.get()) {
                    task.run();
                }
            };
            Memories memories = new Memories() {
                @Override
                public Optional<Kept> recall(TargetSettings target) {
                    return state.recall(target);
                }

                @Override
                public CompletableFuture<Void> keep(Object owner, List<Kept> kept) {
                    alive.set(instant != Killed.BEFORE_IT_IS_KEPT && instant != Killed.BEFORE_IT_IS_WRITTEN);
                    return instant == Killed.BEFORE_IT_IS_KEPT ? new CompletableFuture<>() : state.keep(owner, kept);
                }

                @Override
                public CompletableFuture<Void> order(TargetSettings settings, Orders orders) {
                    return state.order(settings, orders);
                }
            };
            this.round = round(settings, memories, writers, event -> ofThisRound.add(event.decision()));
        }

        /** Does a round, up to the instant at which the agent is killed. */
        void run(Killed at) {
            instant = at;
            ofThisRound.clear();
            round.run();
            if (at != Killed.BEFORE_IT_IS_KEPT) {
                decisions.addAll(ofThisRound);
            }
        }

        /** Operators order now and then, and each order outlives some kills. */
        void order(int number) {
            TargetLoop loop = round.loops().get(0);
            switch (number) {
                case 11, 41 -> loop.pause();
                case 20 -> loop.hold(new SizeHold(13, now.plus(INTERVAL.multipliedBy(9))));
                case 26, 49 -> loop.resume();
                case 32 -> loop.hold(new SizeHold(4, now.plus(INTERVAL.multipliedBy(7))));
                default -> {}
            }
        }

        void end() {
            state.close();
        }
    }

    private Round round(Map<String, String> settings, Memories memories, Executor writers, RoundListener listener) {
        Adapters adapters = new Adapters(List.of(new Adapters.Entry(platform, Timeline.life(() -> now))));
        return new Round(
                List.of(target(settings)),
                Duration.ofSeconds(20),
                adapters,
                Runnable::run,
                writers,
                memories,
                Ownership.ofAll(),
                List.of(listener));
    }

    private TargetSettings target(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("FLYBALL_RESOURCE", "calm:chat");
        environment.put("FLYBALL_MAX_SERVERS", "40");
        environment.put("FLYBALL_TARGET_PER_SERVER", "1");
        List<Platform> platforms = new ArrayList<>(Adapters.platforms());
        platforms.addAll(platform.platforms());
        return ((ReadSettings.Valid) SettingsReader.read(environment, platforms))
                .settings()
                .targets()
                .get(0);
    }
}
