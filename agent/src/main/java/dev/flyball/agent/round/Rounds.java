package dev.flyball.agent.round;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.settings.Settings;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.agent.shard.Sharding;
import dev.flyball.agent.state.Memories;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All rounds of this agent: one {@link Round} for each distinct interval. {@code flyball run} starts them; {@code once}
 * does each one time.
 */
@Singleton
public final class Rounds {

    private final Scheduler scheduler;
    private final Threads threads;
    private final Settings settings;
    private final Map<Duration, Round> rounds;
    private final ExtraRounds extra;

    /** Prepares the rounds of all targets; nothing runs yet. */
    public Rounds(
            Settings settings,
            Adapters adapters,
            Scheduler scheduler,
            Threads threads,
            Memories memories,
            Sharding sharding,
            @All List<RoundListener> listeners) {
        this.scheduler = scheduler;
        this.threads = threads;
        this.settings = settings;
        Map<Duration, List<TargetSettings>> targets = settings.targets().stream()
                .collect(Collectors.groupingBy(
                        target -> adapters.timeOf(target.resource()).inLife(target.interval())));
        this.rounds = targets.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        group -> new Round(
                                group.getValue(),
                                group.getKey(),
                                adapters,
                                threads.looks(),
                                threads.writes(),
                                memories,
                                sharding,
                                listeners)));
        this.extra = new ExtraRounds(rounds.values(), threads.looks());
    }

    /** Returns the rounds by the time between them, in life. */
    public Map<Duration, Round> byInterval() {
        return rounds;
    }

    /** Returns the targets of the last rounds, in the order of the settings. */
    public List<TargetSettings> targets() {
        return loops().stream().map(TargetLoop::settings).toList();
    }

    /** Returns the loops of the targets of the last rounds, in the order of the settings. */
    public List<TargetLoop> loops() {
        Map<TargetSettings, Members> members = rounds.values().stream()
                .flatMap(round -> round.members().stream())
                .collect(Collectors.toMap(Members::settings, Function.identity()));
        return settings.targets().stream()
                .flatMap(target -> members.get(target).loops().stream())
                .toList();
    }

    /** Does a round of all targets as soon as no other is under way; tells when it has ended. */
    public CompletableFuture<Void> now() {
        return extra.ask();
    }

    /**
     * Runs the first round of each interval now and the others from then on, on threads of their own: those of the HTTP
     * server may all be busy with requests.
     */
    public void start() {
        rounds.forEach((interval, round) -> {
            threads.looks().execute(round::run);
            scheduler
                    .newJob("round every " + interval)
                    .setInterval(interval.toString())
                    .setDelayed(interval.toString())
                    .setConcurrentExecution(ConcurrentExecution.SKIP)
                    .setAsyncTask(execution -> Uni.createFrom()
                            .completionStage(() -> CompletableFuture.runAsync(round::run, threads.looks())))
                    .schedule();
        });
    }

    /** Begins no further round, and waits for the writes that are under way, for a while. */
    public void stop() {
        scheduler.pause();
        rounds.values().forEach(round -> round.stop(Threads.LAST_WRITES));
    }
}
