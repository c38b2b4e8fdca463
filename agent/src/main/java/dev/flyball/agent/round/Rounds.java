package dev.flyball.agent.round;

import dev.flyball.agent.Adapters;
import dev.flyball.agent.settings.Settings;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All rounds of this agent: one {@link Round} for each distinct interval. {@code flyball run} starts them; {@code once}
 * does each one time.
 */
@Singleton
public final class Rounds {

    private final Scheduler scheduler;
    private final Threads threads;
    private final Map<Duration, Round> rounds;

    /** Prepares the rounds of all targets; nothing runs yet. */
    public Rounds(
            Settings settings,
            Adapters adapters,
            Scheduler scheduler,
            Threads threads,
            @All List<RoundListener> listeners) {
        this.scheduler = scheduler;
        this.threads = threads;
        Map<Duration, List<TargetLoop>> loops = settings.targets().stream()
                .map(target -> new TargetLoop(target, adapters.timeOf(target.resource())))
                .collect(Collectors.groupingBy(
                        loop -> loop.time().inLife(loop.settings().interval())));
        this.rounds = loops.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        group -> new Round(
                                group.getValue(),
                                group.getKey(),
                                adapters,
                                threads.looks(),
                                threads.writes(),
                                listeners)));
    }

    /** Returns the rounds by the time between them, in life. */
    public Map<Duration, Round> byInterval() {
        return rounds;
    }

    /** Runs the first round of each interval now and the others from then on, on other threads. */
    public void start() {
        rounds.forEach((interval, round) -> {
            threads.looks().execute(round::run);
            scheduler
                    .newJob("round every " + interval)
                    .setInterval(interval.toString())
                    .setDelayed(interval.toString())
                    .setConcurrentExecution(ConcurrentExecution.SKIP)
                    .setTask(execution -> round.run())
                    .schedule();
        });
    }
}
