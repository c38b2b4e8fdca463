package dev.flyball.agent.backtest;

import dev.flyball.agent.settings.Durations;
import dev.flyball.core.simulation.ConstantSize;
import dev.flyball.core.simulation.Deployment;
import dev.flyball.core.simulation.Trace;
import dev.flyball.core.target.Bounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a user said of a fleet, before anything that is missing is guessed.
 *
 * @param capacity requests a second that a full server serves
 * @param coldStart from asking for a server until it is ready
 * @param sloWait how long a request may wait
 * @param minServers the fewest servers
 * @param maxServers the most servers
 * @param price what a server costs for an hour
 * @param concurrency requests in flight in a full server
 * @param interval the time between decisions
 * @param delay the age of what is seen
 * @param ownPace whether each decides as often as the system that it imitates
 * @param warmUp the time at the beginning that does not count
 * @param seed makes whole requests that arrive at random
 */
public record Assumptions(
        Optional<Double> capacity,
        Optional<Duration> coldStart,
        Optional<Duration> sloWait,
        Optional<Integer> minServers,
        Optional<Integer> maxServers,
        Optional<Double> price,
        Optional<Double> concurrency,
        Optional<Duration> interval,
        Optional<Duration> delay,
        boolean ownPace,
        Optional<Duration> warmUp,
        OptionalLong seed) {

    private static final Duration COLD_START = Duration.ofSeconds(60);
    private static final Duration SLO_WAIT = Duration.ofSeconds(1);
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration DELAY = Duration.ofSeconds(10);
    private static final double PRICE = 1;
    private static final double CONCURRENCY = 8;
    private static final double SERVERS_OF_THE_MEAN = 10;
    private static final double SPARE = 1.25;

    public Assumptions {
        Objects.requireNonNull(capacity, "capacity");
        Objects.requireNonNull(seed, "seed");
    }

    /**
     * Guesses what is missing, and says so.
     *
     * @param source where the load is from, for people
     * @throws BadLoad if the load and these do not go together; the message says what to do
     */
    public Scenario with(RecordedLoad load, String source) throws BadLoad {
        List<Term> terms = new ArrayList<>();
        Trace trace = trace(load, terms);
        int warm = seconds("--warm-up", warmUp, Duration.ZERO, "all of the load counts", terms);
        int cold = seconds("--cold-start", coldStart, COLD_START, "a minute", terms);
        int wait = seconds("--slo-wait", sloWait, SLO_WAIT, "a second", terms);
        Optional<Pace> pace = pace(terms);
        int shortest = warm + wait + 2 + pace.map(Pace::interval).orElse(0);
        if (trace.seconds() < shortest) {
            throw new BadLoad("the load lasts " + trace.seconds() + " s: must be " + shortest
                    + " s or more, for one decision after the warm-up and the time that a request may wait");
        }
        double perServer = capacity(trace, warm, terms);
        Deployment unbounded = new Deployment(perServer, cold, wait, new Bounds(1, Integer.MAX_VALUE));
        Bounds bounds = bounds(trace, unbounded, warm, terms);
        return new Scenario(
                source,
                trace,
                warm,
                unbounded.within(bounds),
                number("--concurrency", concurrency, CONCURRENCY, "requests in flight in a full server", terms),
                number("--price", price, PRICE, "so that the cost is the server-hours", terms),
                pace,
                terms);
    }

    private Trace trace(RecordedLoad load, List<Term> terms) {
        Trace linear = load.trace();
        double begin = load.rates().get(0).second();
        String from = begin == 0 ? "" : ", the first at second " + RecordedLoad.show(begin) + ", which counts as 0";
        terms.add(new Term(
                "load",
                load.rates().size() + " rows of " + Table.plain(load.window()) + " s, mean "
                        + Table.plain(linear.mean(0, linear.seconds())) + " requests a second" + from,
                Term.GIVEN));
        if (load.filled() > 0) {
            terms.add(new Term("--gaps", load.filled() + " missing rows were filled in", Term.GIVEN));
        }
        load.outlier().ifPresent(what -> terms.add(new Term("load", what, Term.GIVEN)));
        if (seed.isPresent()) {
            terms.add(new Term("--seed", "requests at random (Poisson), seed " + seed.getAsLong(), Term.GIVEN));
            return linear.poisson(seed.getAsLong());
        }
        if (load.window() > 1) {
            terms.add(new Term(
                    "--seed",
                    "none",
                    "guessed: the load within a row runs straight from the middle of one to the next; real requests come"
                            + " less evenly, which --seed makes up"));
        }
        return linear;
    }

    private double capacity(Trace trace, int warm, List<Term> terms) throws BadLoad {
        double mean = trace.mean(warm, trace.seconds());
        if (capacity.isEmpty() && mean == 0) {
            throw new BadLoad("every row is 0, so what a server can serve cannot be guessed: add --capacity");
        }
        double perServer = capacity.orElseGet(() -> mean / SERVERS_OF_THE_MEAN);
        terms.add(new Term(
                "--capacity",
                Table.plain(perServer) + " requests a second of a full server",
                origin(capacity, "the mean load fills ten servers; measure it, for the sizes depend on it")));
        return perServer;
    }

    private Bounds bounds(Trace trace, Deployment deployment, int warm, List<Term> terms) throws BadLoad {
        int min = minServers.orElse(1);
        terms.add(new Term("--min-servers", String.valueOf(min), origin(minServers, "as few as there can be")));
        int peak = maxServers.isPresent() ? 0 : ConstantSize.smallest(trace, deployment, warm, 0);
        long guess = Math.max(min, (long) Math.ceil(SPARE * peak));
        int max = maxServers.orElse((int) Math.min(Integer.MAX_VALUE, guess));
        terms.add(new Term(
                "--max-servers",
                String.valueOf(max),
                origin(maxServers, "a quarter above the constant size that keeps every request in time")));
        if (max < min) {
            throw new BadLoad("--min-servers " + min + ", --max-servers " + max + ": min must not be above max");
        }
        return new Bounds(min, max);
    }

    private Optional<Pace> pace(List<Term> terms) {
        if (ownPace) {
            terms.add(new Term("--interval", "own: as often as the system that a policy imitates", Term.GIVEN));
            return Optional.empty();
        }
        int every = seconds("--interval", interval, INTERVAL, "as a scrape by Prometheus, the same for all", terms);
        return Optional.of(new Pace(every, seconds("--delay", delay, DELAY, "as from a metrics server", terms)));
    }

    private static int seconds(
            String name, Optional<Duration> value, Duration otherwise, String why, List<Term> terms) {
        Duration used = value.orElse(otherwise);
        terms.add(new Term(name, Durations.show(used), origin(value, why)));
        return (int) used.toSeconds();
    }

    private static double number(String name, Optional<Double> value, double otherwise, String why, List<Term> terms) {
        double used = value.orElse(otherwise);
        terms.add(new Term(name, Table.plain(used), origin(value, why)));
        return used;
    }

    private static String origin(Optional<?> value, String why) {
        return value.isPresent() ? Term.GIVEN : "guessed: " + why;
    }
}
