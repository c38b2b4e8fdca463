package dev.flyball.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.guard.RateLimit;
import dev.flyball.core.guard.RateLimit.Base;
import dev.flyball.core.guard.RateLimit.Rate;
import dev.flyball.core.guard.RateLimit.Select;
import dev.flyball.core.port.Platform;
import dev.flyball.core.port.Platform.ExpressionUse;
import dev.flyball.core.port.Platform.SignalKind;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.Bounds;
import dev.flyball.core.target.TargetId;
import dev.flyball.kubernetes.HorizontalAutoscaler;
import dev.flyball.kubernetes.HorizontalAutoscaler.Load;
import dev.flyball.kubernetes.HorizontalAutoscaler.Pace;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ImportedSettingsTest {

    private static final Pace USUAL = new Pace(Optional.empty(), Optional.empty(), Optional.empty());
    private static final Load CPU = use("cpu", 0.8);

    @Test
    void cpuUtilizationAndBounds() {
        assertThat(body(hpa("chat", 2, 10, USUAL, USUAL, CPU)))
                .containsExactly(
                        "# HorizontalPodAutoscaler shop/chat",
                        "FLYBALL_TARGETS_CHAT_RESOURCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_TARGETS_CHAT_POLICY=hpa",
                        "FLYBALL_TARGETS_CHAT_MIN_SERVERS=2",
                        "FLYBALL_TARGETS_CHAT_MAX_SERVERS=10",
                        "FLYBALL_TARGETS_CHAT_SIGNAL=cpu",
                        "FLYBALL_TARGETS_CHAT_TARGET_UTILIZATION=0.8");
    }

    @Test
    void severalMetricsAreSignalsWithNamesAndEachSaysWhatItIsAsked() {
        Load pods = new Load("custom", Optional.of("pods/requests?path=chat"), Optional.empty(), amount(30));
        Load value = new Load("custom", Optional.of("services/chat/p99"), Optional.of(Reads.AVERAGE), amount(0.25));
        assertThat(body(hpa("chat", 1, 10, USUAL, USUAL, CPU, pods, value)))
                .contains(
                        "FLYBALL_TARGETS_CHAT_SIGNALS_CPU_SIGNAL=cpu",
                        "FLYBALL_TARGETS_CHAT_SIGNALS_CPU_TARGET_UTILIZATION=0.8",
                        "FLYBALL_TARGETS_CHAT_SIGNALS_CUSTOM_QUERY=pods/requests?path=chat",
                        "FLYBALL_TARGETS_CHAT_SIGNALS_CUSTOM_TARGET_PER_SERVER=30",
                        "FLYBALL_TARGETS_CHAT_SIGNALS_CUSTOM2_READS=average",
                        "FLYBALL_TARGETS_CHAT_SIGNALS_CUSTOM2_TARGET_PER_SERVER=0.25");
    }

    @Test
    void theBehaviorBecomesStabilizationToleranceAndRates() {
        Pace out = new Pace(
                Optional.of(Duration.ofSeconds(90)),
                Optional.of(0.05),
                Optional.of(new RateLimit(
                        List.of(
                                new Rate(4, Rate.Unit.SERVERS, Duration.ofSeconds(15)),
                                new Rate(100, Rate.Unit.PERCENT, Duration.ofMinutes(1))),
                        Select.LEAST,
                        Base.WANTED)));
        Pace in = new Pace(
                Optional.of(Duration.ZERO),
                Optional.empty(),
                Optional.of(new RateLimit(List.of(), Select.OFF, Base.WANTED)));
        List<String> lines = body(hpa("chat", 1, 10, out, in, CPU));
        assertThat(lines)
                .contains(
                        "FLYBALL_TARGETS_CHAT_SCALE_OUT_STABILIZATION=1m30s",
                        "FLYBALL_TARGETS_CHAT_SCALE_OUT_TOLERANCE=0.05",
                        "FLYBALL_TARGETS_CHAT_SCALE_OUT_RATE=4/15s,100%/1m:min",
                        "FLYBALL_TARGETS_CHAT_SCALE_IN_STABILIZATION=0s",
                        "FLYBALL_TARGETS_CHAT_SCALE_IN_RATE=off");
    }

    @Test
    void namesAreMadeOfLettersAndDigitsAndStayDistinct() {
        assertThat(body(hpa("chat-7b", 1, 2, USUAL, USUAL, CPU), other("chat7b", "shop/other")))
                .contains(
                        "FLYBALL_TARGETS_CHAT7B_RESOURCE=kubernetes:deployment/shop/chat",
                        "FLYBALL_TARGETS_CHAT7B2_RESOURCE=kubernetes:deployment/shop/other");
    }

    @Test
    void whatCannotBeSaidIsAComment() {
        Result<Load> unknown = Result.failed(Fault.Kind.UNSUPPORTED, "the use of gpu");
        HorizontalAutoscaler half = new HorizontalAutoscaler(
                "shop", "chat", target("shop/chat"), 0, 10, List.of(Result.ok(CPU), unknown), USUAL, USUAL);
        HorizontalAutoscaler second = other("second", "shop/chat");
        HorizontalAutoscaler lost = new HorizontalAutoscaler(
                "shop",
                "lost",
                Result.failed(Fault.Kind.NOT_FOUND, "no Model in example.com/v1"),
                1,
                2,
                List.of(Result.ok(CPU)),
                USUAL,
                USUAL);
        HorizontalAutoscaler high = other("high", "shop/high", use("cpu", 9));
        List<String> lines = body(half, second, lost, high);
        assertThat(lines)
                .contains(
                        "# not said: the use of gpu",
                        "# not said: minReplicas 0, since no metric is there without pods",
                        "FLYBALL_TARGETS_CHAT_MIN_SERVERS=1",
                        "# not said: kubernetes:deployment/shop/chat is the target of shop/chat already",
                        "# not said: no Model in example.com/v1",
                        "# not said: a target of 9.0 for cpu",
                        "# not said: the rest, since no metric of it can be");
        assertThat(lines).noneMatch(line -> line.startsWith("FLYBALL_TARGETS_HIGH"));
    }

    @Test
    void zeroPodsAreSaidWhereAMetricIsThereWithoutThem() {
        Load queue = new Load("external", Optional.of("sum(queue)"), Optional.empty(), amount(20));
        assertThat(body(hpa("chat", 0, 10, USUAL, USUAL, queue)))
                .contains("FLYBALL_TARGETS_CHAT_MIN_SERVERS=0", "FLYBALL_TARGETS_CHAT_SCALE_TO_ZERO=on");
    }

    @Test
    void nothingFoundIsSaid() {
        assertThat(ImportedSettings.lines(List.of())).containsExactly("# no HorizontalPodAutoscaler found");
    }

    /** Every body is read back, so that no line is printed that the agent would refuse. */
    private static List<String> body(HorizontalAutoscaler... autoscalers) {
        List<String> lines = ImportedSettings.lines(List.of(autoscalers));
        Map<String, String> environment = lines.stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        assertThat(SettingsReader.read(environment, List.of(kubernetes(), Environment.SIMULATED)))
                .isInstanceOf(ReadSettings.Valid.class);
        return lines.subList(3, lines.size());
    }

    private static Platform kubernetes() {
        SignalKind use = new SignalKind(
                SetPoint.Unit.UTILIZATION,
                Optional.empty(),
                Duration.ofMinutes(2),
                Reads.PER_SERVER,
                false,
                ExpressionUse.OPTIONAL);
        SignalKind metric = new SignalKind(
                SetPoint.Unit.PER_SERVER,
                Optional.empty(),
                Duration.ofMinutes(2),
                Reads.TOTAL,
                false,
                ExpressionUse.REQUIRED);
        return new Platform(
                "kubernetes",
                Environment.KUBERNETES.forms(),
                Duration.ofSeconds(15),
                "cpu",
                Map.of("cpu", use, "memory", use, "custom", metric, "external", metric),
                Optional.<Bounds>empty());
    }

    private static HorizontalAutoscaler hpa(String name, int min, int max, Pace out, Pace in, Load... loads) {
        return new HorizontalAutoscaler("shop", name, target("shop/chat"), min, max, results(loads), out, in);
    }

    private static HorizontalAutoscaler other(String name, String path, Load... loads) {
        return new HorizontalAutoscaler(
                "shop", name, target(path), 1, 3, loads.length == 0 ? results(CPU) : results(loads), USUAL, USUAL);
    }

    private static List<Result<Load>> results(Load... loads) {
        return Arrays.stream(loads).<Result<Load>>map(Result::ok).toList();
    }

    private static Result<TargetId> target(String path) {
        return Result.ok(new TargetId("kubernetes", "deployment/" + path));
    }

    private static Load use(String resource, double utilization) {
        return new Load(
                resource, Optional.empty(), Optional.empty(), new SetPoint(SetPoint.Unit.UTILIZATION, utilization));
    }

    private static SetPoint amount(double value) {
        return new SetPoint(SetPoint.Unit.PER_SERVER, value);
    }
}
