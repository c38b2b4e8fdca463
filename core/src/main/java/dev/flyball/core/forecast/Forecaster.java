package dev.flyball.core.forecast;

import dev.flyball.core.forecast.Forecast.Cause;
import dev.flyball.core.forecast.Learned.Recent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Forecasts a target's load for the time when a server asked for now is ready, and sizes it by risk: of a few levels
 * that forget at different speeds the one that would have cost least, and on top of it the margin that is worth its
 * servers, given how wrong that level was before. Errors, scale and choice come from memory and never from the load of
 * now, so that more load never asks for fewer servers. Pure, and safe for use by several threads.
 */
public final class Forecaster {

    private static final double[] WINDOWS = {10, 30, 100};
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final int MOST_KEPT = 32;
    /** Fewer errors than these say nothing. */
    private static final double ENOUGH_ERRORS = 8;

    private static final double DRAIN_SECONDS = 60;
    private static final double LITTLE_WAITING = 0.5;
    /** How many times as fast as the minute shows a surge is taken to grow on. */
    private static final double SURGE = 2;

    /** From the middle of a minute to the middle of its last quarter. */
    private static final double SECONDS_BETWEEN_MEANS = 22.5;

    private final RiskSizing sizing;
    private final double tolerance;
    private final double slack;

    /** Makes a forecaster that weighs risks like this. */
    public Forecaster(RiskSizing sizing) {
        this(sizing, 0);
    }

    /**
     * Makes a forecaster that weighs risks like this.
     *
     * @param tolerance how far the load as it is may exceed a set point that is kept before that alone asks for more
     *     servers, as a fraction of the size; 0 or more
     */
    public Forecaster(RiskSizing sizing, double tolerance) {
        this.sizing = Objects.requireNonNull(sizing, "sizing");
        this.tolerance = tolerance;
        this.slack = 1 + Math.min(1, sizing.sloWait().toMillis() / 60_000.0);
    }

    /**
     * The outcome of one look.
     *
     * @param forecast empty while too little has been seen
     * @param after what is remembered
     */
    public record Looked(Optional<Forecast> forecast, Learned after) {}

    static double kept(double seconds, double halfLife) {
        return Math.pow(2, -seconds / halfLife);
    }

    /**
     * Learns from a load and forecasts. A load that was seen before, or is from before it, teaches nothing, and neither
     * does one that is estimated: the next that is seen tells how far forecasts were off.
     */
    public Looked look(Sight sight, Learned before) {
        Duration coldStart = ColdStart.of(sizing, before.coldStarts());
        Learned current = isNew(sight, before) ? follow(sight, before) : before;
        if (current.candidates().isEmpty() || current.seconds() == 0) {
            return new Looked(Optional.empty(), sight.estimated() ? before : current);
        }
        double least = least(current.seconds());
        double scale = before.volatility().scale(chance(before.volatility().level(), current.seconds(), least));
        double[] ratios = LateCurve.ratios(scale);
        List<Margins> margins = new ArrayList<>();
        List<Double> forecasts = new ArrayList<>();
        List<Double> capacities = new ArrayList<>();
        int best = 0;
        for (int i = 0; i < current.candidates().size(); i++) {
            Candidate known = before.candidates().isEmpty()
                    ? current.candidates().get(i)
                    : before.candidates().get(i);
            Margins margin = new Margins(
                    sizing.risk().price(),
                    LateCurve.of(known.scaled(), ratios, slack),
                    LateCurve.of(known.raw(), slack));
            double forecast = current.candidates().get(i).level();
            margins.add(margin);
            forecasts.add(forecast);
            capacities.add(margin.best() * (forecast + least));
            best = known.cost() < cost(before, best) ? i : best;
        }
        Duration horizon = horizon(sight, coldStart, current.seconds());
        boolean surge = surge(sight, current);
        Optional<Forecast> forecast = errors(before) < ENOUGH_ERRORS
                ? Optional.empty()
                : Optional.of(size(
                        new Sized(
                                forecasts.get(best)
                                        * Math.exp(before.candidates()
                                                .get(best)
                                                .raw()
                                                .median()),
                                capacities.get(best),
                                margins.get(best).servers(forecasts.get(best) + least)),
                        sight,
                        current,
                        coldStart,
                        horizon,
                        surge));
        Learned after = isNew(sight, before) && !sight.estimated()
                ? learn(sight, current, least)
                        .waitingFor(new Pending(sight.time().plus(horizon), scale, forecasts, capacities), surge)
                : before;
        return new Looked(forecast, after);
    }

    private record Sized(double median, double covered, int servers) {}

    private static double cost(Learned before, int index) {
        return before.candidates().isEmpty()
                ? 0
                : before.candidates().get(index).cost();
    }

    private static double errors(Learned before) {
        return before.candidates().isEmpty()
                ? 0
                : before.candidates().get(0).scaled().total();
    }

    private static boolean isNew(Sight sight, Learned before) {
        return before.recent().isEmpty() || sight.time().isAfter(newest(before).time());
    }

    private static Recent newest(Learned learned) {
        return learned.recent().get(learned.recent().size() - 1);
    }

    /** Half a request, or a hundredth of a server: what cannot be told from 0. */
    private double least(double seconds) {
        return sizing.requestsPerServer().isPresent()
                ? 0.5 / (seconds * sizing.requestsPerServer().getAsDouble())
                : 0.01;
    }

    /** The variance of a count is its mean, if requests come by chance. */
    private double chance(double load, double seconds, double least) {
        return sizing.requestsPerServer().isPresent()
                ? 1 / ((load + least) * seconds * sizing.requestsPerServer().getAsDouble())
                : 0;
    }

    private static Duration horizon(Sight sight, Duration coldStart, double seconds) {
        Duration age = Duration.between(sight.time(), sight.now());
        return (age.isNegative() ? Duration.ZERO : age).plus(coldStart).plusMillis(Math.round(seconds * 1000));
    }

    private static Learned follow(Sight sight, Learned before) {
        if (before.recent().isEmpty()) {
            List<Candidate> candidates = new ArrayList<>();
            for (int i = 0; i < WINDOWS.length; i++) {
                candidates.add(Candidate.at(sight.load()));
            }
            return new Learned(
                    List.of(new Recent(sight.time(), sight.load())),
                    0,
                    before.volatility().with(sight.load(), 0, 0),
                    candidates,
                    List.of(),
                    false,
                    before.coldStarts(),
                    before.held());
        }
        // After a gap a level is what it would be had the load been like this for an hour.
        double seconds = Math.min(
                RiskSizing.LONGEST.toSeconds(),
                Duration.between(newest(before).time(), sight.time()).toMillis() / 1000.0);
        seconds = Math.max(0.001, seconds);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < WINDOWS.length; i++) {
            candidates.add(before.candidates().get(i).towards(sight.load(), Candidate.weight(seconds, WINDOWS[i])));
        }
        List<Recent> recent = new ArrayList<>(before.recent());
        recent.add(new Recent(sight.time(), sight.load()));
        Instant cutoff = sight.time().minus(MINUTE);
        recent.removeIf(one -> !one.time().isAfter(cutoff));
        if (recent.size() > MOST_KEPT) {
            recent.remove(0);
        }
        return new Learned(
                recent,
                seconds,
                before.volatility(),
                candidates,
                before.pending(),
                before.surge(),
                before.coldStarts(),
                before.held());
    }

    private Learned learn(Sight sight, Learned current, double least) {
        List<Candidate> candidates = new ArrayList<>(current.candidates());
        List<Pending> pending = new ArrayList<>(current.pending());
        while (!pending.isEmpty() && !pending.get(0).due().isAfter(sight.time())) {
            Pending due = pending.remove(0);
            for (int i = 0; i < candidates.size(); i++) {
                double capacity = due.capacities().get(i);
                double late = capacity > 0 ? Lateness.share(sight.load() / (capacity * slack)) : 0;
                double error =
                        Math.log((sight.load() + least) / (due.forecasts().get(i) + least));
                double cost = capacity + sizing.risk().price() * sight.load() * late;
                candidates.set(i, candidates.get(i).learned(error, due.scale(), cost, current.seconds()));
            }
        }
        return new Learned(
                current.recent(),
                current.seconds(),
                current.volatility().with(sight.load(), least, current.seconds()),
                candidates,
                pending,
                current.surge(),
                current.coldStarts(),
                current.held());
    }

    private static double minute(Learned current) {
        return current.recent().stream().mapToDouble(Recent::servers).average().orElse(0);
    }

    private static boolean surge(Sight sight, Learned current) {
        boolean outgrown = sight.load() > sight.fleet().ready()
                && minute(current) > sight.fleet().ready();
        return (current.surge() || outgrown) && sight.waiting() > LITTLE_WAITING;
    }

    private Forecast size(
            Sized planned, Sight sight, Learned current, Duration coldStart, Duration horizon, boolean surge) {
        double covered = planned.covered();
        int servers = planned.servers();
        Cause cause = Cause.LOAD;
        double present = sizing.least(sight.load());
        int needed = needed(present, sight.fleet().wanted());
        if (needed > servers) {
            servers = needed;
            covered = Math.max(covered, sight.load());
            cause = Cause.PRESENT;
        }
        if (surge) {
            double growth = Math.max(0, sight.load() - minute(current)) / SECONDS_BETWEEN_MEANS;
            double grown = sight.load() + SURGE * growth * horizon.toMillis() / 1000.0;
            if (grown > servers) {
                servers = ceil(grown);
                covered = grown;
                cause = Cause.SURGE;
            }
        }
        double left = sight.waiting() > 0 ? Queue.left(sight, coldStart) : 0;
        double drained = sight.load() + left / DRAIN_SECONDS;
        if (left > 0 && drained > servers) {
            servers = ceil(drained);
            covered = drained;
            cause = Cause.BACKLOG;
        }
        return new Forecast(horizon, planned.median(), covered, present, servers, cause);
    }

    /** Without a tolerance a load that is just what some servers carry would add one and remove it again and again. */
    private int needed(double present, int wanted) {
        int needed = ceil(present);
        boolean tolerable = sizing.keepsSetPoint() && present <= wanted * (1 + tolerance);
        return tolerable ? Math.min(needed, wanted) : needed;
    }

    private static int ceil(double servers) {
        return (int) Math.min(Integer.MAX_VALUE / 2, Math.ceil(servers - 1e-9));
    }
}
