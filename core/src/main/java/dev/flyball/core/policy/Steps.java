package dev.flyball.core.policy;

import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.Estimator;
import dev.flyball.core.demand.Proportional;
import dev.flyball.core.demand.ReadyHistory;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Step scaling: how far the load of one server is from its set point decides how many servers are added or removed.
 *
 * <p>The load of one server picks the step: of those that add, the highest whose bound it has reached; else, of those
 * that remove, the lowest that it is below. What is added is added to the ready servers: those that are starting
 * already count against it, and while servers are overloaded none that starts is taken away. What is removed is cut to
 * what leaves the load of the rest below the lowest bound that adds, so that no two steps take turns.
 *
 * @param steps at least one, each with a bound of its own
 */
public record Steps(List<Step> steps) implements Estimator {

    /**
     * One step.
     *
     * @param bound the load of one server, in the signal's unit, above 0
     * @param change servers to add at or above the bound, or, if negative, to remove below it; not 0
     */
    public record Step(double bound, int change) {
        public Step {
            if (!(bound > 0) || Double.isInfinite(bound) || change == 0) {
                throw new IllegalArgumentException(
                        "step " + bound + ":" + change + ": must have a bound above 0 and a change that is not 0");
            }
        }
    }

    public Steps {
        steps = steps.stream().sorted(Comparator.comparingDouble(Step::bound)).toList();
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("no steps: must have at least one");
        }
    }

    @Override
    public Demand estimate(TrackedSignal signal, Reading reading, Fleet fleet, ReadyHistory history, Instant now) {
        Demand proportional = new Proportional(Duration.ZERO).estimate(signal, reading, fleet, history, now);
        return proportional instanceof Demand.Known known ? known.of(size(known.load(), fleet)) : proportional;
    }

    private double size(double load, Fleet fleet) {
        int added = steps.stream()
                .filter(step -> step.change() > 0 && load >= step.bound())
                .mapToInt(Step::change)
                .reduce(0, (lower, higher) -> higher);
        if (added > 0) {
            return Math.max(fleet.wanted(), fleet.ready() + added);
        }
        int removed = steps.stream()
                .filter(step -> step.change() < 0 && load < step.bound())
                .mapToInt(Step::change)
                .findFirst()
                .orElse(0);
        return removed == 0 ? fleet.wanted() : Math.max(fleet.wanted() + removed, fits(load, fleet));
    }

    private int fits(double load, Fleet fleet) {
        double total = load * Math.max(1, fleet.ready());
        return steps.stream()
                .filter(step -> step.change() > 0)
                .findFirst()
                .map(step -> (int) Math.min(fleet.wanted(), Math.floor(total / step.bound()) + 1))
                .orElse(0);
    }
}
