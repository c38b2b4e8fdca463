package dev.flyball.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.agent.Adapters;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.policy.Steps;
import dev.flyball.core.policy.Steps.Step;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Reads;
import dev.flyball.core.target.TargetId;
import dev.flyball.sagemaker.RegisteredTarget;
import dev.flyball.sagemaker.RegisteredTarget.Load;
import dev.flyball.sagemaker.RegisteredTarget.Stepped;
import dev.flyball.sagemaker.RegisteredTarget.Timed;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
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
                        Result.failed(Fault.Kind.UNSUPPORTED, "policy odd follows something else")))));

        assertThat(lines)
                .contains(
                        "# not said: policy odd follows something else",
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

    @Test
    void stepsOfOneMetricAreOneSignal() {
        List<String> lines = ImportedEndpoints.lines(List.of(registered(
                1,
                List.of(),
                List.of(
                        Result.ok(stepped("grow", 2, List.of("asks for 2 of 3"), new Step(300, 1), new Step(400, 3))),
                        Result.ok(stepped("shrink", 14, List.of(), new Step(100, -1)))),
                List.of())));

        assertThat(lines)
                .endsWith(
                        "FLYBALL_TARGETS_CHATBLUE_RESOURCE=sagemaker:variant/chat/blue",
                        "FLYBALL_TARGETS_CHATBLUE_MIN_SERVERS=1",
                        "FLYBALL_TARGETS_CHATBLUE_MAX_SERVERS=4",
                        "# differs: servers are added to those that are ready, and none is removed that the rest could"
                                + " not do without",
                        "# differs: grow asks for 2 of 3",
                        "FLYBALL_TARGETS_CHATBLUE_SIGNAL=invocations-per-instance",
                        "FLYBALL_TARGETS_CHATBLUE_STEPS=100:-1,300:+1,400:+3",
                        "FLYBALL_TARGETS_CHATBLUE_SCALE_OUT_STABILIZATION=2m",
                        "FLYBALL_TARGETS_CHATBLUE_SCALE_IN_STABILIZATION=14m",
                        "FLYBALL_TARGETS_CHATBLUE_SCALE_OUT_COOLDOWN=2m",
                        "FLYBALL_TARGETS_CHATBLUE_SCALE_IN_COOLDOWN=2m");
        assertThat(problems(lines)).isEmpty();
    }

    @Test
    void stepsThatOnlyRemoveOrDoNotRiseCannotBeSaid() {
        assertThat(ImportedEndpoints.lines(List.of(registered(
                        1,
                        List.of(),
                        List.of(Result.ok(stepped("shrink", 0, List.of(), new Step(9, -1)))),
                        List.of()))))
                .endsWith(
                        "# not said: policy shrink: nothing of the same metric adds servers, and FLYBALL_STEPS needs a"
                                + " step that does",
                        "# not said: the rest, since no policy of it can be");
        assertThat(ImportedEndpoints.lines(List.of(registered(
                        1,
                        List.of(),
                        List.of(Result.ok(stepped("odd", 0, List.of(), new Step(9, 3), new Step(12, 1)))),
                        List.of()))))
                .anyMatch(line -> line.startsWith("# not said: policy odd: 9:+3,12:+1 must be LOAD:+SERVERS"));
    }

    @Test
    void besideTargetTrackingStepsAreAComment() {
        List<String> lines = ImportedEndpoints.lines(List.of(registered(
                1,
                List.of(Result.ok(
                        load("keep-70", "invocations-per-instance", Optional.empty(), Unit.PER_SERVER, 70, true))),
                List.of(Result.ok(stepped("grow", 0, List.of(), new Step(300, 1)))),
                List.of())));

        assertThat(lines)
                .contains("# not said: policy grow, since steps cannot stand beside FLYBALL_POLICY=sagemaker; by itself"
                        + " it is FLYBALL_STEPS=300:+1 of invocations-per-instance");
        assertThat(problems(lines)).isEmpty();
    }

    @Test
    void scheduledActionsAreASchedule() {
        List<String> lines = timed(
                new Timed(
                        "morning",
                        "0 8 * * 1-5",
                        "Europe/Berlin",
                        OptionalInt.of(2),
                        OptionalInt.of(20),
                        Optional.of(Instant.parse("2027-01-01T00:00:00Z"))),
                new Timed("night", "0 22 * * *", "UTC", OptionalInt.of(0), OptionalInt.empty(), Optional.empty()));

        assertThat(lines)
                .contains(
                        "# differs: scheduled action morning ends at 2027-01-01T00:00:00Z, and its entry in"
                                + " FLYBALL_SCHEDULE does not: remove '0 8 * * 1-5 Europe/Berlin min=2 max=20' then",
                        "# not said: a min of 0 of scheduled action night; it keeps one server",
                        "FLYBALL_TARGETS_CHATBLUE_SCHEDULE=0 8 * * 1-5 Europe/Berlin min=2 max=20; 0 22 * * * UTC min=1"
                                + " max=20");
        assertThat(problems(lines)).isEmpty();
    }

    @Test
    void whatAnActionLeavesAsItIsIsSaidWhereAScheduleIsNotTheSame() {
        List<String> lines = timed(
                new Timed("a", "0 8 * * *", "UTC", OptionalInt.of(2), OptionalInt.empty(), Optional.empty()),
                new Timed("b", "0 9 * * *", "UTC", OptionalInt.of(3), OptionalInt.empty(), Optional.empty()),
                new Timed("c", "0 20 * * *", "UTC", OptionalInt.empty(), OptionalInt.of(5), Optional.empty()));

        assertThat(lines)
                .contains(
                        "# differs: scheduled action c leaves the min as the action before it; in the schedule it is 1",
                        "FLYBALL_TARGETS_CHATBLUE_SCHEDULE=0 8 * * * UTC min=2 max=5; 0 9 * * * UTC min=3 max=5;"
                                + " 0 20 * * * UTC max=5");
        assertThat(problems(lines)).isEmpty();
    }

    @Test
    void anActionThatSettingsWouldRefuseIsAComment() {
        List<String> lines = timed(
                new Timed(
                        "zone", "0 8 * * *", "Mars/Olympus", OptionalInt.of(2), OptionalInt.empty(), Optional.empty()),
                new Timed("crossed", "0 9 * * *", "UTC", OptionalInt.of(9), OptionalInt.empty(), Optional.empty()));

        assertThat(lines)
                .anyMatch(line -> line.startsWith("# not said: scheduled action zone, since it must be")
                        && line.contains("'Mars/Olympus' is no time zone"))
                .contains("# not said: scheduled action crossed, since it would leave a min of 9 above a max of 4")
                .noneMatch(line -> line.contains("_SCHEDULE="));
        assertThat(problems(lines)).isEmpty();
    }

    private static List<String> timed(Timed... actions) {
        return ImportedEndpoints.lines(List.of(registered(
                1,
                List.of(Result.ok(
                        load("keep-70", "invocations-per-instance", Optional.empty(), Unit.PER_SERVER, 70, true))),
                List.of(),
                Stream.of(actions).map(Result::ok).toList())));
    }

    private static Stepped stepped(String policy, int minutes, List<String> differs, Step... steps) {
        return new Stepped(
                policy,
                "invocations-per-instance",
                Optional.empty(),
                Unit.PER_SERVER,
                new Steps(List.of(steps)),
                Duration.ofMinutes(minutes),
                Optional.of(Duration.ofMinutes(2)),
                differs);
    }

    private static RegisteredTarget registered(int min, List<Result<Load>> policies) {
        return registered(min, policies, List.of(), List.of());
    }

    private static RegisteredTarget registered(
            int min, List<Result<Load>> policies, List<Result<Stepped>> steps, List<Result<Timed>> schedule) {
        return new RegisteredTarget("endpoint/chat/variant/blue", Result.ok(CHAT), min, 4, policies, steps, schedule);
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
