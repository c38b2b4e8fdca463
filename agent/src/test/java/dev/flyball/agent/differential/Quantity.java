package dev.flyball.agent.differential;

import java.math.BigDecimal;
import java.util.Map;

/** Decimal quantities of Kubernetes. */
final class Quantity {

    private static final Map<Character, Integer> POWERS = Map.of('n', -9, 'u', -6, 'm', -3, 'k', 3, 'M', 6, 'G', 9);

    private Quantity() {}

    static long milli(String text) {
        Integer power = POWERS.get(text.charAt(text.length() - 1));
        String digits = power == null ? text : text.substring(0, text.length() - 1);
        return new BigDecimal(digits)
                .scaleByPowerOfTen(3 + (power == null ? 0 : power))
                .longValue();
    }
}
