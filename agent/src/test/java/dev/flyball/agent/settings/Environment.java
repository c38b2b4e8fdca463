package dev.flyball.agent.settings;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Platform.Burden;
import dev.flyball.core.port.Platform.ExpressionUse;
import dev.flyball.core.port.Platform.Form;
import dev.flyball.core.port.Platform.SignalKind;
import dev.flyball.core.port.Platform.SizeForm;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.ServerSize;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads settings from assignments such as {@code FLYBALL_MAX_SERVERS=10}, with three platforms. */
final class Environment {

    static final Platform KUBERNETES = new Platform(
            "kubernetes",
            List.of(form("kubernetes:deployment/NAMESPACE/NAME"), form("kubernetes:statefulset/NAMESPACE/NAME")),
            Duration.ofSeconds(15),
            "cpu",
            Map.of(
                    "cpu", use(),
                    "memory", use().of(Burden.SERVER),
                    "queue",
                            new SignalKind(Unit.PER_SERVER, Optional.empty(), Duration.ofMinutes(1), Reads.TOTAL, false)
                                    .waiting(),
                    "promql", asked(ExpressionUse.REQUIRED),
                    "prometheus", asked(ExpressionUse.REQUIRED),
                    "scraped", asked(ExpressionUse.OPTIONAL),
                    "each",
                            new SignalKind(
                                    Unit.PER_SERVER,
                                    Optional.empty(),
                                    Duration.ofMinutes(1),
                                    Reads.PER_SERVER,
                                    false,
                                    ExpressionUse.REQUIRED)),
            Optional.empty(),
            Optional.of(new SizeForm("500m/1Gi", Environment::size)));

    static final Platform SAGEMAKER = new Platform(
            "sagemaker",
            List.of(form("sagemaker:variant/ENDPOINT/VARIANT")),
            Duration.ofSeconds(60),
            "invocations",
            Map.of("invocations", new SignalKind(Unit.PER_SERVER, Optional.empty(), Duration.ofMinutes(5))),
            Optional.empty());

    static final Platform SIMULATED = new Platform(
            "simulated",
            List.of(new Form("simulated:NAME", Pattern.compile("[a-z]+"))),
            Duration.ofSeconds(5),
            "utilization",
            Map.of(
                    "utilization",
                    new SignalKind(
                            Unit.UTILIZATION,
                            Optional.of(new SetPoint(Unit.UTILIZATION, 0.6)),
                            Duration.ofSeconds(30),
                            Reads.PER_SERVER,
                            true)),
            Optional.of(new Bounds(1, 5)));

    private Environment() {}

    static ReadSettings read(String... assignments) {
        Map<String, String> environment = new TreeMap<>(Map.of("PATH", "/usr/bin"));
        Arrays.stream(assignments)
                .map(assignment -> assignment.split("=", 2))
                .forEach(parts -> environment.put(parts[0], parts[1]));
        return SettingsReader.read(environment, List.of(KUBERNETES, SAGEMAKER, SIMULATED));
    }

    static Settings settings(String... assignments) {
        ReadSettings read = read(assignments);
        if (read instanceof ReadSettings.Invalid invalid) {
            throw new AssertionError("refused: " + messages(invalid));
        }
        return ((ReadSettings.Valid) read).settings();
    }

    static List<String> problems(String... assignments) {
        return read(assignments) instanceof ReadSettings.Invalid invalid ? messages(invalid) : List.of();
    }

    private static List<String> messages(ReadSettings.Invalid invalid) {
        return invalid.problems().stream().map(Problem::message).toList();
    }

    private static SignalKind use() {
        return new SignalKind(Unit.UTILIZATION, Optional.empty(), Duration.ofMinutes(2), Reads.PER_SERVER, false);
    }

    private static Optional<ServerSize> size(String text) {
        Matcher size = Pattern.compile("([0-9]+)(m?)/[0-9]+Gi").matcher(text);
        return size.matches()
                ? Optional.of(new ServerSize(
                        text, Double.parseDouble(size.group(1)) / (size.group(2).isEmpty() ? 1 : 1000)))
                : Optional.empty();
    }

    private static SignalKind asked(ExpressionUse use) {
        return new SignalKind(Unit.PER_SERVER, Optional.empty(), Duration.ofMinutes(1), Reads.TOTAL, false, use);
    }

    private static Form form(String example) {
        String path = example.substring(example.indexOf(':') + 1);
        return new Form(example, Pattern.compile(path.replaceAll("[A-Z]+", "[a-z0-9-]+")));
    }
}
