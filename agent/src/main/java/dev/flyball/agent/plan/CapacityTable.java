package dev.flyball.agent.plan;

import dev.flyball.agent.plan.Offers.Bill;
import dev.flyball.agent.plan.Offers.Offer;
import dev.flyball.core.strategy.Capacity;
import dev.flyball.core.strategy.Capacity.Way;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Lays out which ways carry a load, and what each size would cost that does. */
public final class CapacityTable {

    private static final String UNKNOWN = "unknown";
    private static final int MIN_WIDTH = 11;

    private CapacityTable() {}

    /** Returns the tables as lines of text; costs are only told if a price is known. */
    public static List<String> of(Capacity capacity, Offers offers, double load) {
        List<String> lines = new ArrayList<>();
        boolean priced = offers.priced();
        String carries = "CARRIES " + number(load);
        String layout = "%-14s%-11s%-" + Math.max(MIN_WIDTH, carries.length() + 2) + "s%s";
        lines.add(row(layout, "WAY", "CAPACITY", carries, priced ? "COST/H" : ""));
        for (Way way : Way.values()) {
            lines.add(row(
                    layout,
                    name(way),
                    number(capacity.of(way)),
                    capacity.carries(load, way) ? "yes" : "no",
                    priced ? money(cost(way, offers)) : ""));
        }
        if (priced) {
            lines.add("");
            lines.addAll(costs(offers, load));
        }
        return lines;
    }

    /** What a way costs with as many servers as it may have, each as large as it may be. */
    private static OptionalDouble cost(Way way, Offers offers) {
        return switch (way) {
            case SINGLE_NODE -> offers.smallest().price();
            case HORIZONTAL -> times(offers.smallest().price(), offers.maxServers());
            case VERTICAL -> offers.largest().price();
            case BOTH -> times(offers.largest().price(), offers.maxServers());
        };
    }

    private static OptionalDouble times(OptionalDouble price, int servers) {
        return price.isPresent() ? OptionalDouble.of(price.getAsDouble() * servers) : price;
    }

    private static List<String> costs(Offers offers, double load) {
        List<String> lines = new ArrayList<>();
        if (offers.sizes().size() > 1) {
            lines.add(sizeRow("SIZE", "SERVERS FOR " + number(load), "COST/H"));
            for (Offer size : offers.sizes()) {
                OptionalInt servers = offers.servers(size, load);
                lines.add(sizeRow(
                        size.name(),
                        servers.isPresent() ? String.valueOf(servers.getAsInt()) : "more than " + offers.maxServers(),
                        servers.isEmpty()
                                ? "-"
                                : money(offers.bill(size, load)
                                        .map(bill -> OptionalDouble.of(bill.cost()))
                                        .orElse(OptionalDouble.empty()))));
            }
            lines.add("");
        }
        lines.add(offers.cheapest(load)
                .map(bill -> "Cheapest that carries " + number(load) + ": " + text(bill))
                .orElse("Nothing with a known price carries " + number(load)));
        return lines;
    }

    private static String text(Bill bill) {
        String servers = bill.servers() + (bill.servers() == 1 ? " server" : " servers");
        String size = bill.size().name().isEmpty() ? "" : " of " + bill.size().name();
        return servers + size + ", " + money(OptionalDouble.of(bill.cost())) + " an hour";
    }

    private static String row(String layout, String way, String capacity, String carries, String cost) {
        return String.format(layout, way, capacity, carries, cost).stripTrailing();
    }

    private static String sizeRow(String size, String servers, String cost) {
        return String.format("%-18s%-18s%s", size, servers, cost);
    }

    private static String name(Way way) {
        return switch (way) {
            case SINGLE_NODE -> "single node";
            case HORIZONTAL -> "horizontal";
            case VERTICAL -> "vertical";
            case BOTH -> "both";
        };
    }

    private static String money(OptionalDouble cost) {
        return cost.isEmpty()
                ? UNKNOWN
                : BigDecimal.valueOf(cost.getAsDouble())
                        .setScale(2, RoundingMode.HALF_UP)
                        .toPlainString();
    }

    /** At most six digits: 3 * 0.1 is 0.3. */
    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}
