package dev.flyball.agent.command;

import dev.flyball.agent.backtest.BadLoad;
import dev.flyball.agent.backtest.Gaps;
import dev.flyball.agent.backtest.PastLoad;
import dev.flyball.agent.backtest.RateFile;
import dev.flyball.agent.backtest.RecordedLoad;
import dev.flyball.agent.settings.Durations;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.History;
import dev.flyball.core.signal.Interval;
import dev.flyball.sagemaker.RequestHistory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Where a recorded load is from: a file, a Prometheus server, or CloudWatch. */
final class BacktestSource {

    private static final String PROMETHEUS = "prometheus";
    private static final String CLOUDWATCH = "cloudwatch";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Parameters(
            paramLabel = "FILE.csv",
            arity = "0..1",
            description = "The load: seconds_since_start,requests_per_second, a row for each window.")
    private Optional<Path> file;

    @Option(
            names = "--from",
            paramLabel = "SOURCE",
            description = "Instead of a file: prometheus asks the server of " + PrometheusHistory.URL
                    + ", with its other FLYBALL_PROMETHEUS_ settings; cloudwatch asks CloudWatch, with region and"
                    + " credentials as the AWS SDK finds them.")
    private Optional<String> from;

    @Option(
            names = "--query",
            paramLabel = "QUERY",
            description = "With --from prometheus: requests a second, such as sum(rate(http_requests_total[1m])). With"
                    + " --from cloudwatch: a resource, such as sagemaker:variant/chat/blue, or a metric that counts"
                    + " requests, such as 'AWS/SageMaker Invocations{EndpointName=chat,VariantName=blue} Sum'.")
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
        return file.map(path -> path.getFileName().toString()).orElseGet(() -> query.orElseGet(this::place));
    }

    /** Returns what to call it where something is wrong with it. */
    String place() {
        return file.map(Path::toString).or(() -> from).orElse("backtest");
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
            throw wrong(spec, "backtest: must have either a FILE.csv, --from prometheus or --from cloudwatch");
        }
        if (file.isPresent()) {
            try (BufferedReader text = Files.newBufferedReader(file.get(), StandardCharsets.UTF_8)) {
                return RateFile.read(text, way);
            }
        }
        Interval interval = interval(spec);
        Result<History> past =
                switch (from.get()) {
                    case PROMETHEUS ->
                        new PrometheusHistory(spec, environment)
                                .perSecond(query(spec, "PromQL for requests a second"), interval);
                    case CLOUDWATCH ->
                        new RequestHistory(LIMIT, InstantSource.system())
                                .perSecond(
                                        query(spec, "a resource such as sagemaker:variant/chat/blue, or a metric"),
                                        interval);
                    default -> throw wrong(spec, "--from " + from.get() + ": must be prometheus or cloudwatch");
                };
        return PastLoad.read(past, interval.step(), way);
    }

    private String query(CommandSpec spec, String form) {
        return query.orElseThrow(() -> wrong(spec, "--query is missing: must be " + form));
    }

    private Interval interval(CommandSpec spec) {
        Duration every = step.map(text -> Durations.parse(text)
                        .filter(time -> !time.isZero() && time.toNanosPart() == 0)
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

    private static ParameterException wrong(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
