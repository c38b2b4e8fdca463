package dev.flyball.agent.settings;

import static dev.flyball.agent.settings.Setting.Scope.TARGET;
import static dev.flyball.agent.settings.Setting.withoutDefault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The settings of what servers cost. They change no decision. */
final class PriceSettings {

    private static final ValueType<Double> ABOVE_ZERO =
            ValueTypes.number(number -> number > 0, "a number above 0, in any currency");

    static final Setting<Double> PRICE = withoutDefault(
            "PRICE",
            TARGET,
            ABOVE_ZERO,
            "none",
            "What a server costs for an hour, of the smallest size if there are several; for `flyball plan`.",
            "1.41");

    static final Setting<List<Double>> PRICES = withoutDefault(
            "PRICES",
            TARGET,
            several(),
            "none",
            "What a server costs for an hour, of each of `FLYBALL_SIZES` in their order; for `flyball plan`.",
            "1.41,1.52,7.09");

    private PriceSettings() {}

    static List<Setting<?>> all() {
        return List.of(PRICE, PRICES);
    }

    private static ValueType<List<Double>> several() {
        return new ValueType<>(
                "numbers above 0 in any currency, separated by commas, one for each of FLYBALL_SIZES",
                PriceSettings::parse,
                prices -> prices.stream().map(ABOVE_ZERO::show).collect(Collectors.joining(",")),
                text -> List.of(text.replaceAll("\\s", ""), text.replace(';', ',')));
    }

    private static Optional<List<Double>> parse(String text) {
        List<Double> prices = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Optional<Double> price = ABOVE_ZERO.parse(part.strip());
            if (price.isEmpty()) {
                return Optional.empty();
            }
            prices.add(price.get());
        }
        return Optional.of(List.copyOf(prices));
    }
}
