package dev.flyball.agent.plan;

import dev.flyball.core.strategy.Capacity;
import dev.flyball.core.strategy.Capacity.Way;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Lays out which ways carry a load, one row each. */
public final class CapacityTable {

    private CapacityTable() {}

    /** Returns the table as lines of text. */
    public static List<String> of(Capacity capacity, double load) {
        List<String> lines = new ArrayList<>();
        lines.add(row("WAY", "CAPACITY", "CARRIES " + number(load)));
        for (Way way : Way.values()) {
            lines.add(row(name(way), number(capacity.of(way)), capacity.carries(load, way) ? "yes" : "no"));
        }
        return lines;
    }

    private static String row(String way, String capacity, String carries) {
        return String.format("%-14s%-11s%s", way, capacity, carries);
    }

    private static String name(Way way) {
        return switch (way) {
            case SINGLE_NODE -> "single node";
            case HORIZONTAL -> "horizontal";
            case VERTICAL -> "vertical";
            case BOTH -> "both";
        };
    }

    /** At most six digits: 3 * 0.1 is 0.3. */
    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}
