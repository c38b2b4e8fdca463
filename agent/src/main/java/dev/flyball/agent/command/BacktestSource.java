package dev.flyball.agent.command;

import dev.flyball.agent.backtest.BadLoad;
import dev.flyball.agent.backtest.Gaps;
import dev.flyball.agent.backtest.PastLoad;
import dev.flyball.agent.backtest.RateFile;
import dev.flyball.agent.backtest.RecordedLoad;
import dev.flyball.agent.settings.Durations;
import dev.flyball.core.port.Signals;
import dev.flyball.core.signal.Interval;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Query.Expression;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import dev.flyball.prometheus.PrometheusAdapter;
import dev.flyball.prometheus.promql.PrometheusServer;
import dev.flyball.prometheus.promql.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Where a recorded load is from: a file, or a Prometheus server. */
final class BacktestSource {

    private static final String PROMETHEUS = "prometheus";
    private static final String URL = "FLYBALL_PROMETHEUS_URL";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Parameters(
            paramLabel = "FILE.csv",
            arity = "0..1",
            description = "The load: seconds_since_start,requests_per_second, a row for each window.")
    private Optional<Path> file;

    @Option(
            names = "--from",
            paramLabel = PROMETHEUS,
            description =
                    "Instead of a file: ask the server of " + URL + ", with its other FLYBALL_PROMETHEUS_ settings.")
    private Optional<String> from;

    @Option(
            names = "--query",
            paramLabel = "PROMQL",
            description = "With --from: requests a second, such as sum(rate(http_requests_total[1m])).")
    private Optional<String> query;

    @Option(names = "--start", paramLabel = "TIME", description = "With --from: such as 2026-05-01T00:00:00Z.")
    private Optional<String> start;

    @Option(names = "--end", paramLabel = "TIME", description = "With --from: such as 2026-05-15T00:00:00Z.")
    private Optional<String> end;

    @Option(names = "--step", paramLabel = "TIME", description = "With --from: between two points. Default: 1m.")
    private Optional<String> step;

    @Option(
            names = "--gaps",
            paramLabel = "WAY",
            description = "What stands for missing rows: linear or zero. Default: refuse, missing rows are an error.")
    private Optional<String> gaps;

    /** Returns what to call it. */
    String name() {
        return file.map(path -> path.getFileName().toString()).orElseGet(() -> query.orElse(PROMETHEUS));
    }

    /** Returns what to call it where something is wrong with it. */
    String place() {
        return file.map(Path::toString).orElse(PROMETHEUS);
    }

    /** Checks what was said, and reads the load. */
    RecordedLoad read(CommandSpec spec, Map<String, String> environment) throws IOException, BadLoad {
        Gaps way =
                switch (gaps.orElse("refuse")) {
                    case "refuse" -> Gaps.REFUSE;
                    case "linear" -> Gaps.LINEAR;
                    case "zero" -> Gaps.ZERO;
                    default -> throw wrong(spec, "--gaps " + gaps.get() + ": must be refuse, linear or zero");
                };
        if (file.isPresent() == from.isPresent()) {
            throw wrong(spec, "backtest: must have either a FILE.csv or --from prometheus");
        }
        if (file.isPresent()) {
            try (BufferedReader text = Files.newBufferedReader(file.get(), StandardCharsets.UTF_8)) {
                return RateFile.read(text, way);
            }
        }
        if (!from.get().equals(PROMETHEUS)) {
            throw wrong(spec, "--from " + from.get() + ": must be prometheus");
        }
        String text = query.orElseThrow(() -> wrong(spec, "--query is missing: must be PromQL for requests a second"));
        Query asked = new Query(
                new TargetId("backtest", "load"),
                PrometheusAdapter.PROMQL,
                Optional.of(new Expression(text, Reads.TOTAL)));
        return PastLoad.read(signals(spec, environment), asked, interval(spec), way);
    }

    private Interval interval(CommandSpec spec) {
        Duration every = step.map(text -> Durations.parse(text)
                        .filter(time -> !time.isZero())
                        .orElseThrow(() -> wrong(spec, "--step " + text + ": must be a time such as 1m, 1s or more")))
                .orElse(Duration.ofMinutes(1));
        Instant begin = instant(spec, "--start", start);
        Instant until = instant(spec, "--end", end);
        if (!until.isAfter(begin)) {
            throw wrong(spec, "--start " + begin + " --end " + until + ": must end after it begins");
        }
        return new Interval(begin, until, every);
    }

    private static Instant instant(CommandSpec spec, String name, Optional<String> text) {
        try {
            return Instant.parse(text.orElse(""));
        } catch (DateTimeParseException notATime) {
            throw wrong(
                    spec,
                    name + text.map(given -> " " + given).orElse(" is missing")
                            + ": must be a time such as 2026-05-01T00:00:00Z");
        }
    }

    private static Signals signals(CommandSpec spec, Map<String, String> environment) {
        String address = Optional.ofNullable(environment.get(URL))
                .orElseThrow(() -> wrong(spec, URL + " is not set: must be an address, such as http://localhost:9090"));
        URI url;
        try {
            url = URI.create(address);
        } catch (IllegalArgumentException malformed) {
            throw wrong(spec, URL + ": must be an address, such as http://localhost:9090");
        }
        if (url.getHost() == null
                || url.getUserInfo() != null
                || !String.valueOf(url.getScheme()).matches("https?")) {
            throw wrong(spec, URL + ": must be an address without user, such as http://localhost:9090");
        }
        Optional<Secret> credentials = Optional.ofNullable(environment.get("FLYBALL_PROMETHEUS_TOKEN"))
                .map(Secret::of)
                .or(() -> Optional.ofNullable(environment.get("FLYBALL_PROMETHEUS_TOKEN_FILE"))
                        .map(path -> Secret.in(Path.of(path))));
        Optional<Path> authorities = Optional.ofNullable(environment.get("FLYBALL_PROMETHEUS_CA_FILE"))
                .map(Path::of);
        return new PrometheusAdapter(LIMIT, Optional.of(new PrometheusServer(url, credentials, authorities)))
                .signals()
                .orElseThrow();
    }

    private static ParameterException wrong(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
