package dev.flyball.kubernetes;

import dev.flyball.core.result.Fault;
import dev.flyball.kubernetes.api.FaultException;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the API's quantities, such as {@code 240m} and {@code 64Mi}, as cores or bytes. */
final class Quantities {

    private Quantities() {}

    /**
     * Reads one quantity. It may be negative.
     *
     * @param where what it is, for the message
     * @throws FaultException {@code INVALID} if it is none
     */
    static double parse(String text, String where) {
        try {
            return Quantity.getAmountInBytes(Quantity.parse(text)).doubleValue();
        } catch (IllegalArgumentException | ArithmeticException malformed) {
            throw new FaultException(Fault.Kind.INVALID, where + " is " + text + ": must be a quantity such as 240m");
        }
    }

    /** Adds up one resource; empty if it is missing anywhere, since part of a sum is not a sum. */
    static Optional<Double> sum(List<Map<String, String>> parts, String resource, String where) {
        if (parts.isEmpty() || !parts.stream().allMatch(part -> part.containsKey(resource))) {
            return Optional.empty();
        }
        return Optional.of(parts.stream()
                .mapToDouble(part -> parse(part.get(resource), resource + " of " + where))
                .sum());
    }
}
