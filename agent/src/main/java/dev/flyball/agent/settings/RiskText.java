package dev.flyball.agent.settings;

import dev.flyball.core.forecast.Risk;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes and reads risks: {@code low}, or a quantile such as {@code 0.97}. */
final class RiskText {

    private static final Map<String, Risk> NAMED = named();
    private static final ValueType<Double> QUANTILE =
            ValueTypes.fraction(number -> number >= 0.0001 && number <= 0.9999, "a quantile, 0.0001 to 0.9999");

    private RiskText() {}

    private static Map<String, Risk> named() {
        Map<String, Risk> named = new LinkedHashMap<>();
        named.put("balanced", Risk.balanced());
        named.put("low", Risk.low());
        named.put("high", Risk.high());
        return named;
    }

    static ValueType<Risk> type() {
        return new ValueType<>(
                String.join(", ", NAMED.keySet()) + ", or " + QUANTILE.allowed(),
                text -> Optional.ofNullable(NAMED.get(text))
                        .or(() -> QUANTILE.parse(text).map(Risk::ofQuantile)),
                RiskText::show,
                RiskText::guesses);
    }

    private static String show(Risk risk) {
        return NAMED.entrySet().stream()
                .filter(named -> named.getValue().equals(risk))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> QUANTILE.show(BigDecimal.valueOf(1 - 1 / risk.price())
                        .setScale(9, RoundingMode.HALF_EVEN)
                        .doubleValue()));
    }

    private static List<String> guesses(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return Spelling.nearest(word, NAMED.keySet()).map(List::of).orElseGet(() -> QUANTILE.guesses()
                .apply(word));
    }
}
