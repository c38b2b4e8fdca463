package dev.flyball.agent.settings;

import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.core.target.ServerSize;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads what servers cost. Of one price and one for each size, the one that is set nearest to the target counts. */
final class PricesReader {

    private final Lookup lookup;
    private final Consumer<Problem> problems;
    private final Consumer<String> warnings;

    PricesReader(Lookup lookup, Consumer<Problem> problems, Consumer<String> warnings) {
        this.lookup = lookup;
        this.problems = problems;
        this.warnings = warnings;
    }

    /** Returns the prices of servers that may have these sizes; after telling a problem, unknown ones. */
    Prices read(List<ServerSize> sizes) {
        Optional<Integer> one = lookup.distance(PriceSettings.PRICE);
        Optional<Integer> each = lookup.distance(PriceSettings.PRICES);
        if (each.isPresent() && sizes.isEmpty()) {
            lookup.ownValue(PriceSettings.PRICES)
                    .ifPresent(prices -> warnings.accept(prices.assignment() + ": has no effect without "
                            + StrategySettings.SIZES.variable() + "; set "
                            + lookup.own(PriceSettings.PRICE) + " to the price of a server"));
        }
        if (each.isEmpty() || sizes.isEmpty() || one.isPresent() && one.get() < each.get()) {
            return lookup.pick(PriceSettings.PRICE)
                    .map(price -> new Prices(List.of(price.value())))
                    .orElseGet(Prices::unknown);
        }
        if (one.equals(each)) {
            lookup.given(PriceSettings.PRICE).ifPresent(price -> lookup.given(PriceSettings.PRICES)
                    .ifPresent(prices -> problems.accept(price.problem("must not stand beside " + prices.assignment()
                            + ", which has the price of each size; remove one"))));
            return Prices.unknown();
        }
        Optional<Picked<List<Double>>> prices = lookup.pick(PriceSettings.PRICES);
        prices.filter(given -> given.value().size() != sizes.size())
                .ifPresent(given -> problems.accept(given.problem("must have one price for each size, and there are "
                        + sizes.size() + ": "
                        + sizes.stream().map(ServerSize::name).collect(Collectors.joining(", "))
                        + lookup.told())));
        return prices.map(given -> new Prices(given.value())).orElseGet(Prices::unknown);
    }
}
