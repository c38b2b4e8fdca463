package dev.flyball.agent.differential;

import dev.flyball.core.decision.Autoscaler;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.decision.Memory;
import dev.flyball.core.decision.Step;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.guard.Changes;
import dev.flyball.core.guard.Proposals;
import dev.flyball.core.policy.Behavior;
import dev.flyball.core.policy.Policy;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.signal.Query;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The preset, made to do some things as the controller does. Without any, it is the preset. */
final class Altered {

    private final Series series;
    private final Set<Deviation> deviations;
    private final FilledIn samples;
    private final Policy policy;

    /**
     * An answer.
     *
     * @param size what is decided
     * @param decision what the preset itself made of it
     * @param after what it remembers
     */
    record Answer(int size, Decision decision, Memory after) {}

    Altered(Series series, Set<Deviation> deviations) {
        this.series = series;
        this.deviations = Set.copyOf(deviations);
        this.samples = new FilledIn(series, this.deviations);
        this.policy = Imitation.of(series, this.deviations);
    }

    Answer decide(Observation seen, Sync sync, Memory before) {
        Observation given = samples.in(seen);
        Step preset = new Autoscaler(policy).decide(given, before);
        Changes changes = preset.after().changes();
        Memory untouched = before.tracks().isEmpty()
                ? preset.after()
                : with(before, changes, preset.after().left());
        if (has(Deviation.ZERO_SWITCHES_OFF)
                && sync.wanted() == 0
                && series.bounds().min() > 0) {
            return new Answer(0, preset.decision(), untouched);
        }
        int bounded = series.bounds().clamp(sync.wanted());
        if (has(Deviation.BOUNDS_FIRST) && bounded != sync.wanted()) {
            return new Answer(bounded, preset.decision(), untouched);
        }
        Set<Query> unknown = unknown(preset.decision());
        if (has(Deviation.BLIND_ROUNDS_FORGOTTEN)
                && unknown.size() == series.metrics().size()) {
            return new Answer(preset.decision().size(), preset.decision(), untouched);
        }
        Policy known = has(Deviation.SHRINKS_ON_PARTIAL_DATA) ? Imitation.without(policy, unknown) : policy;
        Memory counted = with(before, oneWay(changes, sync, preset), OptionalInt.of(sync.wanted()));
        Observation silent =
                new Observation(given.at(), given.fleet(), given.readings(), Optional.empty(), given.writing());
        Step step = deviations.isEmpty() ? preset : new Autoscaler(known).decide(silent, counted);
        return new Answer(
                has(Deviation.WINDOW_TURNS_THE_MOVE)
                        ? turned(step, changes, sync)
                        : step.decision().size(),
                step.decision(),
                with(step.after(), changes, preset.after().left()));
    }

    private Changes oneWay(Changes changes, Sync sync, Step preset) {
        boolean growing = preset.decision().proposal() > sync.wanted();
        return has(Deviation.RATES_COUNT_ONE_WAY) ? oneWay(changes, growing) : changes;
    }

    private static Changes oneWay(Changes changes, boolean growing) {
        return new Changes(changes.entries().stream()
                .filter(entry -> entry.added() > 0 == growing)
                .toList());
    }

    /**
     * The least of the scale-out window for a proposal to stay or grow, the most of the scale-in window for another.
     */
    private int turned(Step step, Changes changes, Sync sync) {
        Behavior behavior = policy.tracks().get(0).behavior();
        Proposals proposals = step.after().tracks().get(0).proposals();
        boolean out = step.decision().proposal() >= sync.wanted()
                && series.rules().json().isPresent();
        int stable = out ? proposals.least() : proposals.most();
        boolean growing = stable > sync.wanted();
        Changes counted = has(Deviation.RATES_COUNT_ONE_WAY) ? oneWay(changes, growing) : changes;
        int limited = growing
                ? Math.min(stable, behavior.scaleOut().largest(sync.wanted(), sync.wanted(), counted, sync.at()))
                : Math.max(stable, behavior.scaleIn().smallest(sync.wanted(), sync.wanted(), counted, sync.at()));
        boolean blind =
                unknown(step.decision()).size() == step.decision().demands().size();
        return blind ? step.decision().size() : series.bounds().clamp(limited);
    }

    private boolean has(Deviation deviation) {
        return deviations.contains(deviation);
    }

    private static Set<Query> unknown(Decision decision) {
        Set<Query> unknown = new HashSet<>();
        decision.demands().stream()
                .filter(Demand.Unknown.class::isInstance)
                .map(Demand::query)
                .forEach(unknown::add);
        return unknown;
    }

    private static Memory with(Memory memory, Changes changes, OptionalInt left) {
        return new Memory(
                memory.ready(),
                memory.demands(),
                memory.tracks(),
                changes,
                memory.burst(),
                memory.blindRounds(),
                memory.proposal(),
                memory.active(),
                left,
                memory.sent(),
                memory.wish(),
                memory.serverSize(),
                memory.forecast(),
                memory.loads());
    }

    /** Returns all deviations, for a replay that does everything as the controller does. */
    static Set<Deviation> everything() {
        return Set.copyOf(List.of(Deviation.values()));
    }
}
