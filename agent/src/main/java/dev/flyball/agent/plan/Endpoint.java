package dev.flyball.agent.plan;

import dev.flyball.agent.settings.Prices;
import dev.flyball.agent.settings.Settings;
import dev.flyball.agent.settings.TargetSettings;
import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.demand.TrackedSignal;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.ServerSize;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the settings say of a target that a plan is made for.
 *
 * @param capacity what one server of the smallest size carries; empty if its signals do not say that
 * @param bounds how many servers there may be
 * @param sizes the sizes that a server may have, the smallest first; none if they never change
 * @param prices what servers cost
 */
public record Endpoint(Optional<Double> capacity, Bounds bounds, List<ServerSize> sizes, Prices prices) {

    public Endpoint {
        sizes = List.copyOf(sizes);
    }

    /** Returns the simulated endpoint, for which nothing needs to be set. */
    public static Endpoint simulated() {
        return new Endpoint(
                Optional.of(1.0),
                new Bounds(1, 5),
                List.of(new ServerSize("standard", 1), new ServerSize("large", 2)),
                Prices.unknown());
    }

    /**
     * Returns what is set for a target.
     *
     * @param name its name; may be left out if there is only one
     * @throws IllegalArgumentException if there is no such target, or several and no name; the message says which
     */
    public static Endpoint of(Settings settings, Optional<String> name) {
        List<TargetSettings> targets = settings.targets();
        List<String> names = targets.stream().map(TargetSettings::name).toList();
        if (name.isEmpty() && targets.size() > 1) {
            throw new IllegalArgumentException("--target is missing: must be " + String.join(" or ", names));
        }
        String wanted = name.orElse(names.get(0));
        return targets.stream()
                .filter(target -> target.name().equals(wanted))
                .findFirst()
                .map(Endpoint::of)
                .orElseThrow(() ->
                        new IllegalArgumentException("--target " + wanted + ": must be " + String.join(" or ", names)));
    }

    private static Endpoint of(TargetSettings target) {
        List<TrackedSignal> signals = target.policy().signals();
        Optional<Double> capacity = signals.stream()
                .map(TrackedSignal::setPoint)
                .filter(setPoint -> signals.size() == 1 && setPoint.unit() == Unit.PER_SERVER)
                .map(setPoint -> setPoint.value())
                .findFirst();
        return new Endpoint(
                capacity, target.policy().bounds(), target.policy().sizing().sizes(), target.prices());
    }

    /** Returns how many times as much a server of the largest size carries as one of the smallest. */
    public double largest() {
        return sizes.isEmpty()
                ? 1
                : sizes.get(sizes.size() - 1).capacity() / sizes.get(0).capacity();
    }

    /** Returns the price of the smallest size, if it is known. */
    public OptionalDouble price() {
        return prices.of(0);
    }
}
