package dev.flyball.agent.command;

import dev.flyball.agent.backtest.Assumptions;
import dev.flyball.agent.settings.Durations;
import dev.flyball.core.forecast.RiskSizing;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What can be said of a fleet that policies are played on. */
final class BacktestOptions {

    private static final String OWN = "own";
    private static final Duration LONGEST = Duration.ofDays(92);
    private static final Duration LONGEST_START = RiskSizing.LONGEST;

    @Option(
            names = "--capacity",
            paramLabel = "R",
            description = "Requests a second that a full server serves. Default: guessed, the mean load fills ten.")
    private Optional<Double> capacity;

    @Option(
            names = "--cold-start",
            paramLabel = "TIME",
            description = "From asking for a server until it is ready, such as 90s. Default: 60s.")
    private Optional<String> coldStart;

    @Option(
            names = "--slo-wait",
            paramLabel = "TIME",
            description = "How long a request may wait; one that waits longer is late. Default: 1s.")
    private Optional<String> sloWait;

    @Option(names = "--min-servers", paramLabel = "N", description = "The fewest servers, 1 or more. Default: 1.")
    private Optional<Integer> minServers;

    @Option(
            names = "--max-servers",
            paramLabel = "N",
            description = "The most servers. Default: guessed, a quarter above what no request would be late with.")
    private Optional<Integer> maxServers;

    @Option(names = "--price", paramLabel = "P", description = "What a server costs for an hour. Default: 1.")
    private Optional<Double> price;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Requests in flight in a full server, which kpa and ray look at. Default: 8.")
    private Optional<Double> concurrency;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            description =
                    "Between decisions, for all policies; own: each as often, and on data as old, as the system that"
                            + " it imitates. Default: 15s.")
    private Optional<String> interval;

    @Option(names = "--delay", paramLabel = "TIME", description = "The age of what policies see. Default: 10s.")
    private Optional<String> delay;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            description = "At the beginning, is played but does not count. Default: 0s.")
    private Optional<String> warmUp;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Let whole requests arrive at random around the load. Default: no randomness.")
    private Optional<Long> seed;

    /** Checks and returns what was said; anything wrong is a wrong usage of {@code spec}. */
    Assumptions read(CommandSpec spec) {
        above0(spec, "--capacity", capacity);
        above0(spec, "--price", price);
        above0(spec, "--concurrency", concurrency);
        atLeast1(spec, "--min-servers", minServers);
        atLeast1(spec, "--max-servers", maxServers);
        boolean own = interval.filter(OWN::equals).isPresent();
        if (own && delay.isPresent()) {
            throw wrong(spec, "--interval own and --delay: must be one of them, for own tells the age too");
        }
        Optional<Duration> every = own ? Optional.empty() : duration(spec, "--interval", interval);
        if (every.filter(Duration::isZero).isPresent()) {
            throw wrong(spec, "--interval 0s: must be 1s or more");
        }
        return new Assumptions(
                capacity,
                duration(spec, "--cold-start", coldStart, LONGEST_START),
                duration(spec, "--slo-wait", sloWait, LONGEST_START),
                minServers,
                maxServers,
                price,
                concurrency,
                every,
                duration(spec, "--delay", delay),
                own,
                duration(spec, "--warm-up", warmUp),
                seed.map(OptionalLong::of).orElse(OptionalLong.empty()));
    }

    private static void above0(CommandSpec spec, String name, Optional<Double> value) {
        if (value.filter(one -> !(one > 0) || Double.isInfinite(one)).isPresent()) {
            throw wrong(spec, name + " " + value.get() + ": must be a number above 0");
        }
    }

    private static void atLeast1(CommandSpec spec, String name, Optional<Integer> value) {
        if (value.filter(one -> one < 1).isPresent()) {
            throw wrong(spec, name + " " + value.get() + ": must be 1 or more");
        }
    }

    private static Optional<Duration> duration(CommandSpec spec, String name, Optional<String> text) {
        return duration(spec, name, text, LONGEST);
    }

    private static Optional<Duration> duration(CommandSpec spec, String name, Optional<String> text, Duration longest) {
        return text.map(given -> Durations.parse(given)
                .filter(time -> time.compareTo(longest) <= 0 && time.toNanosPart() == 0)
                .orElseThrow(() -> wrong(
                        spec,
                        name + " " + given + ": must be a time such as 15s, 5m or 30m, in whole seconds, at most "
                                + Durations.show(longest))));
    }

    private static ParameterException wrong(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
