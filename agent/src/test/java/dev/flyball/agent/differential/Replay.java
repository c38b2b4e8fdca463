package dev.flyball.agent.differential;

import dev.flyball.agent.differential.Altered.Answer;
import dev.flyball.agent.differential.Series.Metric;
import dev.flyball.core.decision.Decision;
import dev.flyball.core.decision.Memory;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.signal.Observation;
import dev.flyball.core.target.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets the preset decide at each sync of one series, from what the controller saw and wrote. */
final class Replay {

    private final Series series;
    private final Scene scene;
    private final Altered preset;

    /**
     * Both answers of one sync.
     *
     * @param sync what the controller did
     * @param size what the preset decides, altered or not
     * @param decision how the preset explains it
     * @param reordered true if something changed during the sync, and the order that the controller's own report
     *     confirms is not the one of the log
     */
    record Compared(Sync sync, int size, Decision decision, boolean reordered) {

        boolean agrees() {
            return size == sync.left();
        }
    }

    Replay(Series series, Scene scene, Set<Deviation> deviations) {
        this.series = series;
        this.scene = scene;
        this.preset = new Altered(series, deviations);
    }

    List<Compared> run(List<Sync> syncs) {
        List<Compared> compared = new ArrayList<>();
        Memory memory = Memory.empty();
        Optional<Outcome> outcome = Optional.empty();
        for (Sync sync : syncs) {
            List<Observation> possible = scene.at(sync, outcome);
            Answer chosen = preset.decide(possible.get(0), sync, memory);
            boolean confirmed = confirms(chosen, possible.get(0), sync);
            boolean reordered = false;
            for (int i = 1; i < possible.size() && !confirmed; i++) {
                Answer other = preset.decide(possible.get(i), sync, memory);
                if (confirms(other, possible.get(i), sync)) {
                    chosen = other;
                    reordered = true;
                    break;
                }
            }
            memory = chosen.after();
            compared.add(new Compared(sync, chosen.size(), chosen.decision(), reordered));
            outcome = sync.written().isPresent()
                    ? Optional.of(new Outcome.Applied(sync.end(), sync.left()))
                    : Optional.empty();
        }
        return compared;
    }

    private boolean confirms(Answer answer, Observation seen, Sync sync) {
        return answer.size() == sync.left() && matchesReport(answer.decision(), seen, sync);
    }

    /** What the controller says that it saw is what this decision saw. */
    private boolean matchesReport(Decision decision, Observation seen, Sync sync) {
        if (!sync.valid().orElse(false) || sync.asked().isEmpty()) {
            return true;
        }
        return series.metrics().stream().allMatch(metric -> {
            String reported = sync.reported().get(metric.signal());
            Optional<Demand> demand = decision.demands().stream()
                    .filter(one -> one.query().signal().equals(metric.signal()))
                    .findFirst();
            if (reported == null || reported.isEmpty() || !(demand.orElse(null) instanceof Demand.Known known)) {
                return true;
            }
            if (metric instanceof Metric.Utilization) {
                return Math.round(known.load() * 100) == Long.parseLong(reported);
            }
            if (metric instanceof Metric.PerPod) {
                return Math.round(known.load() * 1000) == Quantity.milli(reported);
            }
            return Scene.total(seen, Imitation.query(series, metric))
                    .map(total -> Math.abs(total * 1000 / Math.max(1, sync.size()) - Quantity.milli(reported)) <= 1)
                    .orElse(true);
        });
    }
}
