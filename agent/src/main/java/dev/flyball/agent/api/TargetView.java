package dev.flyball.agent.api;

import dev.flyball.agent.round.RoundListener.Decided;
import dev.flyball.agent.settings.SettingsReader;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.agent.state.Orders;
import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.target.Bounds;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A target as the HTTP API shows it.
 *
 * @param name the target's name in the settings
 * @param resource what is scaled
 * @param min the fewest servers allowed now
 * @param max the most servers allowed now
 * @param interval seconds between rounds, in the target's time
 * @param simulated true for an endpoint that exists in this agent only
 * @param speed how many times faster than life the target's time runs
 * @param now the target's time
 * @param setPoints what each server should carry, by signal
 * @param fullLoad what a full server carries, in loads at its set point; absent without a forecast
 * @param price what one server costs in an hour, if that is known and the same for each
 * @param paused true while an operator lets nothing be written
 * @param held the size that an operator holds it at, for a time
 * @param last the last decision; absent before the first round
 */
public record TargetView(
        String name,
        String resource,
        int min,
        int max,
        long interval,
        boolean simulated,
        double speed,
        Instant now,
        List<SetPointView> setPoints,
        Optional<Double> fullLoad,
        Optional<Double> price,
        boolean paused,
        Optional<HeldView> held,
        Optional<DecisionView> last) {

    /**
     * What each server should carry of one signal.
     *
     * @param signal the signal
     * @param value how much
     * @param unit {@code UTILIZATION} or {@code PER_SERVER}
     */
    public record SetPointView(String signal, double value, String unit) {}

    /**
     * The size that an operator holds a target at.
     *
     * @param servers the size
     * @param until when that ends, in the target's time
     */
    public record HeldView(int servers, Instant until) {}

    static TargetView of(TargetSettings target, double speed, Instant now, Orders orders, Optional<Decided> last) {
        Bounds bounds = last.map(decided -> decided.decision().bounds())
                .orElse(target.policy().bounds());
        return new TargetView(
                target.name(),
                target.resource().toString(),
                bounds.min(),
                bounds.max(),
                target.interval().toSeconds(),
                target.resource().scheme().equals(SettingsReader.BUILT_IN_SIMULATION.scheme()),
                speed,
                now,
                target.policy().signals().stream()
                        .sorted(Comparator.comparing(signal -> signal.query().signal()))
                        .map(signal -> setPoint(signal, last))
                        .toList(),
                target.policy().byRisk().map(byRisk -> byRisk.sizing().fullLoad()),
                target.prices().hourly().size() == 1
                        ? Optional.of(target.prices().hourly().get(0))
                        : Optional.empty(),
                orders.paused(),
                orders.held().map(hold -> new HeldView(hold.servers(), hold.until())),
                last.map(DecisionView::of));
    }

    /** What is learned changes from round to round. */
    private static SetPointView setPoint(TrackedSignal signal, Optional<Decided> last) {
        SetPoint held = last.stream()
                .flatMap(decided -> Demand.known(decided.decision().demands()).stream())
                .filter(demand -> demand.query().equals(signal.query())
                        && demand.learned().isPresent())
                .map(Demand.Known::setPoint)
                .findFirst()
                .orElse(signal.setPoint());
        return new SetPointView(
                signal.query().signal(), held.value(), held.unit().name());
    }
}
