package dev.flyball.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.agent.Adapters;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import dev.flyball.sagemaker.RegisteredTarget;
import dev.flyball.sagemaker.RegisteredTarget.Load;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Application Auto Scaling does, as variables that are read back. */
class ImportedEndpointsTest {

    private static final TargetId CHAT = TargetId.parse("sagemaker:variant/chat/blue");

    @Test
    void aTargetWithOnePolicy() {
        List<String> lines = ImportedEndpoints.lines(List.of(registered(
                1,
                List.of(Result.ok(
                        load("keep-70", "invocations-per-instance", Optional.empty(), Unit.PER_SERVER, 70, true))))));

        assertThat(lines)
                .endsWith(
                        "# endpoint/chat/variant/blue",
                        "FLYBALL_TARGETS_CHATBLUE_RESOURCE=sagemaker:variant/chat/blue",
                        "FLYBALL_TARGETS_CHATBLUE_POLICY=sagemaker",
                        "FLYBALL_TARGETS_CHATBLUE_MIN_SERVERS=1",
                        "FLYBALL_TARGETS_CHATBLUE_MAX_SERVERS=4",
                        "FLYBALL_TARGETS_CHATBLUE_SIGNAL=invocations-per-instance",
                        "FLYBALL_TARGETS_CHATBLUE_TARGET_PER_SERVER=70",
                        "FLYBALL_TARGETS_CHATBLUE_SCALE_IN_COOLDOWN=10m");
        assertThat(problems(lines)).isEmpty();
    }

    @Test
    void severalPoliciesAreSeveralSignals() {
        List<String> lines = ImportedEndpoints.lines(List.of(registered(
                0,
                List.of(
                        Result.ok(load(
                                "cpu 50",
                                "cloudwatch",
                                Optional.of("/aws/sagemaker/Endpoints CPUUtilization{EndpointName=chat} Average"),
                                Unit.PER_SERVER,
                                50,
                                false)),
                        Result.ok(load("many", "concurrent-requests", Optional.empty(), Unit.PER_SERVER, 5, true)),
                        Result.failed(Fault.Kind.UNSUPPORTED, "policy steps is StepScaling")))));

        assertThat(lines)
                .contains(
                        "# not said: policy steps is StepScaling",
                        "# not said: a MinCapacity of 0, since these signals need a server; requests and backlog do not",
                        "FLYBALL_TARGETS_CHATBLUE_MIN_SERVERS=1",
                        "FLYBALL_TARGETS_CHATBLUE_SIGNALS_CPU50_SIGNAL=cloudwatch",
                        "FLYBALL_TARGETS_CHATBLUE_SIGNALS_CPU50_QUERY=/aws/sagemaker/Endpoints"
                                + " CPUUtilization{EndpointName=chat} Average",
                        "FLYBALL_TARGETS_CHATBLUE_SIGNALS_CPU50_READS=average",
                        "FLYBALL_TARGETS_CHATBLUE_SIGNALS_MANY_SIGNAL=concurrent-requests",
                        "# not said: that each policy waits and removes servers in its own way; all do as cpu 50",
                        "FLYBALL_TARGETS_CHATBLUE_SCALE_IN_RATE=off");
        assertThat(problems(lines)).isEmpty();
    }

    @Test
    void whatCannotBeSaidIsAComment() {
        assertThat(ImportedEndpoints.lines(List.of(
                        registered(1, List.of(Result.failed(Fault.Kind.UNSUPPORTED, "policy steps is StepScaling"))))))
                .endsWith(
                        "# not said: policy steps is StepScaling",
                        "# not said: the rest, since no policy of it can be");
        assertThat(ImportedEndpoints.lines(List.of()))
                .singleElement()
                .asString()
                .startsWith("# nothing");
    }

    private static RegisteredTarget registered(int min, List<Result<Load>> policies) {
        return new RegisteredTarget("endpoint/chat/variant/blue", Result.ok(CHAT), min, 4, policies);
    }

    private static Load load(
            String policy, String signal, Optional<String> query, Unit unit, double value, boolean scalesIn) {
        return new Load(
                policy,
                signal,
                query,
                query.map(any -> Reads.AVERAGE),
                new SetPoint(unit, value),
                Optional.empty(),
                Optional.of(Duration.ofMinutes(10)),
                scalesIn);
    }

    private static List<String> problems(List<String> lines) {
        Map<String, String> environment = new HashMap<>();
        for (String line : lines) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                environment.put(line.split("=", 2)[0], line.split("=", 2)[1]);
            }
        }
        return SettingsReader.read(environment, Adapters.platforms()) instanceof ReadSettings.Invalid invalid
                ? invalid.problems().stream().map(Problem::message).toList()
                : List.of();
    }
}
