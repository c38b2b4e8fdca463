package dev.flyball.prometheus.scrape;

import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.port.Platform.Burden;
import dev.flyball.prometheus.scrape.Quantity.PerCount;
import dev.flyball.prometheus.scrape.Quantity.Quantile;
import java.util.Objects;

/**
 * A signal that is known by its name.
 *
 * @param name the signal's name
 * @param page where servers of this kind tell their metrics unless they are told otherwise
 * @param quantity what is made of the metrics
 * @param unit what a set point counts
 * @param meaning what it is, in a few words
 */
record Preset(String name, Page page, Quantity quantity, Unit unit, String meaning) {

    Preset {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(quantity, "quantity");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(meaning, "meaning");
    }

    /** Returns who has it: a time is that of each request, all else servers share. */
    Burden burden() {
        return quantity instanceof PerCount || quantity instanceof Quantile ? Burden.REQUEST : Burden.SHARED;
    }

    /** Tells whether it counts what waits. */
    boolean waits() {
        return meaning.equals(Presets.QUEUE);
    }

    /** Tells whether it never rises above 1, however large the load is. */
    boolean saturates() {
        return unit == Unit.UTILIZATION;
    }
}
