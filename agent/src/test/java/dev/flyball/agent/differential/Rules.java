package dev.flyball.agent.differential;

import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.guard.RateLimit.Rate;
import dev.flyball.core.guard.RateLimit.Select;
import dev.flyball.core.guard.Stabilization;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The behavior of an autoscaler.
 *
 * @param json the object's {@code behavior}; empty for an object without one
 * @param windows the windows that it means
 * @param out how fast it may grow; empty for the preset's own rate
 * @param in how fast it may shrink; empty for the preset's own rate
 */
record Rules(Optional<String> json, Stabilization windows, Optional<RateLimit> out, Optional<RateLimit> in) {

    /** The controller manager is started with this default for the scale-in window. */
    static final Duration DEFAULT_WINDOW = Duration.ofSeconds(7);

    private static final Stabilization WINDOWS = new Stabilization(Duration.ZERO, DEFAULT_WINDOW);

    /** All defaults of the object and of the controller manager, which are the preset's. */
    static Rules defaults() {
        return new Rules(
                Optional.of("{\"scaleUp\": {\"selectPolicy\": \"Max\"}}"), WINDOWS, Optional.empty(), Optional.empty());
    }

    /**
     * The object has no behavior: one sync at most doubles the pods, or goes to 4. With 2 pods or more that is what
     * these rates say, if their period is shorter than a sync.
     */
    static Rules absent() {
        Duration period = Duration.ofSeconds(1);
        RateLimit out = RateLimit.of(
                Select.MOST, new Rate(2, Rate.Unit.SERVERS, period), new Rate(100, Rate.Unit.PERCENT, period));
        return new Rules(Optional.empty(), WINDOWS, Optional.of(out), Optional.of(RateLimit.none()));
    }

    static Rules windows(int out, int in) {
        Stabilization windows = new Stabilization(Duration.ofSeconds(out), Duration.ofSeconds(in));
        String json =
                "{\"scaleUp\": {\"stabilizationWindowSeconds\": %d}, \"scaleDown\": {\"stabilizationWindowSeconds\": %d}}";
        return new Rules(Optional.of(json.formatted(out, in)), windows, Optional.empty(), Optional.empty());
    }

    static Rules rates(RateLimit out, RateLimit in) {
        String json = "{\"scaleUp\": %s, \"scaleDown\": %s}".formatted(json(out), json(in));
        return new Rules(Optional.of(json), WINDOWS, Optional.of(out), Optional.of(in));
    }

    static Rules out(Select select, Rate... rates) {
        RateLimit free = RateLimit.of(Select.MOST, percent(100, 15));
        return rates(RateLimit.of(select, rates), free);
    }

    static Rules in(Select select, Rate... rates) {
        RateLimit free = RateLimit.of(Select.MOST, pods(4, 15), percent(100, 15));
        return rates(free, RateLimit.of(select, rates));
    }

    static Rate pods(int pods, int seconds) {
        return new Rate(pods, Rate.Unit.SERVERS, Duration.ofSeconds(seconds));
    }

    static Rate percent(int percent, int seconds) {
        return new Rate(percent, Rate.Unit.PERCENT, Duration.ofSeconds(seconds));
    }

    private static String json(RateLimit limit) {
        String select =
                switch (limit.select()) {
                    case MOST -> "Max";
                    case LEAST -> "Min";
                    case OFF -> "Disabled";
                };
        String policies = limit.rates().stream().map(Rules::json).collect(Collectors.joining(", "));
        return "{\"selectPolicy\": \"%s\", \"policies\": [%s]}".formatted(select, policies);
    }

    private static String json(Rate rate) {
        return "{\"type\": \"%s\", \"value\": %d, \"periodSeconds\": %d}"
                .formatted(
                        rate.unit() == Rate.Unit.SERVERS ? "Pods" : "Percent",
                        Math.round(rate.amount()),
                        rate.period().toSeconds());
    }
}
