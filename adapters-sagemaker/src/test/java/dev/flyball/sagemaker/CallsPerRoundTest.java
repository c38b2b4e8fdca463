package dev.flyball.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.signal.Query;
import dev.flyball.core.signal.Reading;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.TargetId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many calls a round makes: the table in docs/sagemaker.md. */
class CallsPerRoundTest {

    private static final Duration ROUND = Duration.ofMinutes(1);
    private static final int ROUNDS = 30;

    private final EmulatedAws aws = new EmulatedAws();

    @AfterEach
    void stop() {
        aws.close();
    }

    /** The most calls of a round, and all calls of half an hour. */
    @ParameterizedTest
    @CsvSource({"1, 3, 66", "50, 3, 66", "500, 7, 78"})
    void whereNothingChanges(int targets, int most, int inHalfAnHour) {
        List<TargetId> all = endpoints(targets);
        untilAllAreKnown(all);

        List<Integer> calls = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            calls.add(round(all));
        }

        assertThat(calls).allSatisfy(number -> assertThat(number).isLessThan(10));
        assertThat(calls.stream().mapToInt(number -> number).max().orElseThrow())
                .isEqualTo(most);
        assertThat(calls.stream().mapToInt(number -> number).sum()).isEqualTo(inHalfAnHour);
    }

    @Test
    void onlyWhatChangedIsDescribed() {
        List<TargetId> all = endpoints(50);
        untilAllAreKnown(all);
        round(all);
        aws.pass(Duration.ofMinutes(1));
        EmulatedEndpoint changed = aws.sageMaker.endpoint("chat-7", "ml.g5.xlarge", "blue=9");

        aws.targets().observe(all, aws.now());

        assertThat(aws.calls()).containsOnlyOnce("sagemaker:DescribeEndpoint");
        assertThat(fleet(all.get(7)).wanted()).isEqualTo(9);
        assertThat(changed.config()).isEqualTo("chat-7-1");
    }

    /** Up to a hundred endpoints in the account are one call, deleted ones or not. */
    @ParameterizedTest
    @CsvSource({"3, 1", "99, 1", "101, 10"})
    void whatWasDeletedIsMissedInTheNextRoundOrWithinTenMinutes(int endpoints, int minutes) {
        List<TargetId> all = endpoints(endpoints);
        untilAllAreKnown(all);
        round(all);
        aws.sageMaker.delete("chat-1");

        aws.pass(Duration.ofMinutes(minutes));
        Map<TargetId, Result<Fleet>> fleets = aws.targets().observe(all, aws.now());

        assertThat(((Result.Failed<Fleet>) fleets.get(all.get(1))).fault().kind())
                .isEqualTo(Fault.Kind.NOT_FOUND);
        assertThat(fleets.get(all.get(2))).isInstanceOf(Result.Ok.class);
    }

    @Test
    void theFirstRoundsDescribeOnlySoManyEach() {
        List<TargetId> all = endpoints(250);

        Map<TargetId, Result<Fleet>> first = aws.targets().observe(all, aws.now());

        assertThat(first.values()).filteredOn(Result.Ok.class::isInstance).hasSize(Watch.DESCRIBED_A_ROUND);
        assertThat(((Result.Failed<Fleet>) first.get(all.get(249))).fault()).satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Fault.Kind.RATE_LIMITED);
            assertThat(fault.message()).contains("endpoint chat-249", "a round describes 100");
        });
        aws.targets().observe(all, aws.now());
        assertThat(aws.targets().observe(all, aws.now()).values())
                .allSatisfy(fleet -> assertThat(fleet).isInstanceOf(Result.Ok.class));
    }

    @Test
    void withoutTheRightToListEachIsDescribed() {
        List<TargetId> all = endpoints(3);
        aws.deny("sagemaker:ListEndpoints", "*");
        untilAllAreKnown(all);
        aws.calls();

        aws.targets().observe(all, aws.now());

        assertThat(aws.calls()).filteredOn("sagemaker:DescribeEndpoint"::equals).hasSize(3);
    }

    @Test
    void aListThatIsThrottledIsNotAnsweredByHundredsOfCalls() {
        List<TargetId> all = endpoints(50);
        untilAllAreKnown(all);
        aws.calls();
        aws.throttle("sagemaker:ListEndpoints", 100);

        Map<TargetId, Result<Fleet>> fleets = aws.targets().observe(all, aws.now());

        assertThat(fleets.values()).allSatisfy(fleet -> assertThat(
                        ((Result.Failed<Fleet>) fleet).fault().kind())
                .isEqualTo(Fault.Kind.RATE_LIMITED));
        assertThat(aws.calls()).doesNotContain("sagemaker:DescribeEndpoint");
    }

    @Test
    void variantsOfAnEndpointShareItsCalls() {
        aws.sageMaker.endpoint("chat", "ml.g5.xlarge", "blue=2", "green=3");
        List<TargetId> both = List.of(Fakes.target("variant/chat/blue"), Fakes.target("variant/chat/green"));

        aws.targets().observe(both, aws.now());

        assertThat(aws.calls())
                .containsExactlyInAnyOrder(
                        "application-autoscaling:DescribeScalableTargets",
                        "sagemaker:DescribeEndpoint",
                        "sagemaker:DescribeEndpointConfig");
    }

    private List<TargetId> endpoints(int number) {
        List<TargetId> targets = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            aws.sageMaker.endpoint("chat-" + i, "ml.g5.xlarge", "blue=2");
            targets.add(Fakes.target("variant/chat-" + i + "/blue"));
        }
        return targets;
    }

    private void untilAllAreKnown(List<TargetId> all) {
        while (aws.targets().observe(all, aws.now()).values().stream().anyMatch(Result.Failed.class::isInstance)) {
            aws.calls();
        }
        aws.calls();
    }

    private int round(List<TargetId> targets) {
        aws.pass(ROUND);
        for (TargetId target : targets) {
            aws.metrics.minutes(
                    "AWS/SageMaker",
                    "InvocationsPerInstance",
                    Map.of("EndpointName", target.path().split("/")[1], "VariantName", "blue"),
                    1);
        }
        Map<TargetId, Fleet> fleets = new HashMap<>();
        aws.targets().observe(targets, aws.now()).forEach((target, fleet) -> fleets.put(target, value(fleet)));
        List<Query> queries = targets.stream()
                .map(target -> new Query(target, "invocations-per-instance"))
                .toList();
        Map<Query, Result<Reading>> readings = aws.signals().read(queries, fleets, aws.now());
        assertThat(readings.values()).allSatisfy(reading -> assertThat(reading).isInstanceOf(Result.Ok.class));
        aws.metrics.clear();
        return aws.calls().size();
    }

    private Fleet fleet(TargetId target) {
        return value(aws.targets().observe(List.of(target), aws.now()).get(target));
    }

    private static Fleet value(Result<Fleet> fleet) {
        return ((Result.Ok<Fleet>) fleet).value();
    }
}
