package dev.flyball.agent.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A target made up for the page: its load goes up and down in waves, and its size follows. What it tells is as the API.
 */
final class FakeTarget {

    private static final double SET_POINT = 0.6;
    private static final Duration ROUND = Duration.ofMinutes(1);

    private final String name;
    private final String resource;
    private final int max;
    private final double price;
    private final double phase;
    private final List<Map<String, Object>> decisions = new ArrayList<>();
    private Instant at;
    private int ready = 3;
    private int starting;

    FakeTarget(String name, String resource, int max, double price, int number, Instant now, int rounds) {
        this.name = name;
        this.resource = resource;
        this.max = max;
        this.price = price;
        this.phase = number * 0.7;
        this.at = now.minus(ROUND.multipliedBy(rounds));
        for (int round = 0; round < rounds; round++) {
            decide();
        }
    }

    String name() {
        return name;
    }

    /** Makes the next decision. */
    Map<String, Object> decide() {
        at = at.plus(ROUND);
        ready += starting;
        starting = 0;
        double minutes = at.getEpochSecond() / 60.0;
        double needed = 4 + 2.5 * Math.sin(minutes / 40 + phase) + 0.4 * Math.sin(minutes / 7);
        double covered = needed * 1.1 + 0.4;
        int proposal = (int) Math.ceil(covered);
        int size = Math.min(proposal, max);
        int before = ready;
        starting = Math.max(0, size - before);
        ready = Math.min(before, size);
        boolean short_ = proposal > max;
        String reason = short_
                ? "AT_MAX"
                : size > before ? "FORECAST_ABOVE" : size < before ? "LOAD_BELOW_TARGET" : "ON_TARGET";
        String text = short_
                ? "more servers are needed than max_servers allows"
                : size > before
                        ? "the load that is forecast needs more servers"
                        : size < before ? "the load needs fewer servers" : "the size fits the load";
        Map<String, Object> decision = new HashMap<>(Map.of(
                "at", at.toString(),
                "servers", before,
                "ready", before,
                "starting", 0,
                "demands",
                        List.of(Map.of(
                                "signal", "utilization", "load", needed * SET_POINT / before, "servers", needed)),
                "proposal", proposal,
                "size", size,
                "reason", reason,
                "text", text,
                "mode", "ACT"));
        decision.put(
                "forecast",
                Map.of(
                        "horizon",
                        90,
                        "median",
                        needed * SET_POINT,
                        "covered",
                        covered * SET_POINT,
                        "servers",
                        proposal));
        decision.put(
                "limits",
                short_ ? List.of(Map.of("reason", reason, "text", text, "from", proposal, "to", size)) : List.of());
        decision.put("line", before + " -> " + size + " servers " + reason + ": utilization of 0.6");
        decision.put("story", List.of("Utilization was seen.", "So " + size + " servers were wanted."));
        decisions.add(0, decision);
        return decision;
    }

    /** Returns the target as /api/targets tells it. */
    Map<String, Object> view() {
        Map<String, Object> view = new HashMap<>(Map.of(
                "name",
                name,
                "resource",
                resource,
                "min",
                1,
                "max",
                max,
                "interval",
                ROUND.toSeconds(),
                "simulated",
                false,
                "speed",
                1,
                "now",
                at.toString(),
                "setPoints",
                List.of(Map.of("signal", "utilization", "value", SET_POINT, "unit", "UTILIZATION")),
                "last",
                decisions.get(0)));
        view.put("fullLoad", 1 / SET_POINT);
        view.put("price", price);
        return view;
    }

    List<Map<String, Object>> decisions() {
        return decisions;
    }
}
